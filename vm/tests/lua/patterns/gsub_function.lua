-- string.gsub with a function calls it with the captures; nil and false keep the match.
print(("hello"):gsub("l", string.upper), ("hello"):gsub("(h)(e)", function(a, b) return b .. a end))
-- expect: heLLo	ehllo	1
print(("a1b2"):gsub("%d", function(d) return d * 2 end), ("abc"):gsub("%w", function() end)) -- expect: a2b4	abc	3
print(("abc"):gsub("%w", function(c) if c == "b" then return false end return c:upper() end)) -- expect: AbC	3
print(("abc"):gsub("", function(...) return select("#", ...) end), ("abc"):gsub("()", function(p) return p end))
-- expect: 1a1b1c1	1a2b3c4	4
local seen = {}
local _, n = ("k1=v1;k2=v2"):gsub("(%w+)=(%w+)", function(k, v, extra) seen[k] = v assert(extra == nil) end)
print(n, seen.k1, seen.k2) -- expect: 2	v1	v2
print(("abc"):gsub("%w", function() return "x", "ignored" end), ("abc"):gsub("b", function() return 1.5 end))
-- expect: xxx	a1.5c	1
-- The result is inserted as it is, without looking at percent signs.
print(("abc"):gsub("b", function() return "%1%%" end)) -- expect: a%1%%c	1
print(("$name is $age"):gsub("%$(%w+)", { name = "Lua", age = 30 })) -- expect: Lua is 30	2
local function message(...)
  local ok, text = pcall(...)
  return ok and "no error" or text
end
print(message(string.gsub, "abc", "b", function() return {} end)) -- expect: invalid replacement value (a table)
print(message(string.gsub, "abc", "b", function() return true end)) -- expect: invalid replacement value (a boolean)
print(message(string.gsub, "abc", "b", function() return print end)) -- expect: invalid replacement value (a function)
print(message(string.gsub, "abc", "b", function() error("inside", 0) end)) -- expect: inside
print(message(string.gsub, "abc", "b", function() error({}) end) ~= nil) -- expect: true
-- Callbacks may use the string library themselves.
print((("a-b c-d"):gsub("%S+", function(w) return (w:gsub("-", function() return "+" end)) end))) -- expect: a+b c+d
print((("3+4 5*6"):gsub("(%d)(%p)(%d)", function(a, op, b) return load("return " .. a .. op .. b)() end)))
-- expect: 7 30
