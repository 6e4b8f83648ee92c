-- The vararg table is a read-only name, and its field n must stay a sensible number.
local function syntax(source)
  local chunk, message = load(source, "=c")
  print(chunk and "accepted" or message)
end
syntax "local function f(...t) t = 1 end" -- expect: c:1: attempt to assign to const variable 't'
syntax "local function f(...t) return function() t = 1 end end"
-- expect: c:1: attempt to assign to const variable 't'
syntax "local function f(...t, a) end" -- expect: c:1: ')' expected near ','
syntax "local function f(... t) end" -- expect: accepted
syntax "local function f(..., t) end" -- expect: c:1: ')' expected near ','
syntax "local function f(...t) local t = 1; t = 2 end" -- expect: accepted
syntax "local function f(a, ...a) return a end" -- expect: accepted
syntax "local function f(...t) t[1] = 2; t.n = 3; t.x = 4 end" -- expect: accepted
syntax "local function f(...1) end" -- expect: c:1: ')' expected near '1'
local function message(f, ...)
  local ok, text = pcall(f, ...)
  return ok and "no error" or (text:gsub("^[^:]+:%d+: ", ""))
end
print(message(function(...t) t.n = "many" return ... end)) -- expect: vararg table has no proper 'n'
print(message(function(...t) t.n = -1 return ... end)) -- expect: vararg table has no proper 'n'
print(message(function(...t) t.n = nil return ... end)) -- expect: vararg table has no proper 'n'
print(message(function(...t) t.n = 2.0 return ... end, 1)) -- expect: vararg table has no proper 'n'
print(message(function(...t) return t() end)) -- expect: attempt to call a table value (local 't')
