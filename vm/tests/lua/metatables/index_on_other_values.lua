-- __index may be any value that can be indexed, and errors name the chain's end.
local strings = setmetatable({}, { __index = "text" })
print(strings.len == string.len, strings.nothing) -- expect: true	nil
local function message(f, ...)
  local ok, text = pcall(f, ...)
  return ok and "no error" or (text:gsub("^[^:]+:%d+: ", ""))
end
local bad = setmetatable({}, { __index = 5 })
print(message(function() return bad.x end)) -- expect: attempt to index a number value
local worse = setmetatable({}, { __index = setmetatable({}, { __index = true }) })
print(message(function() return worse.field end)) -- expect: attempt to index a boolean value
local file = setmetatable({}, { __index = io.stdout })
print(file.write == io.stdout.write, file.nothing) -- expect: true	nil
-- A callable table is indexed, not called.
local callable = setmetatable({ key = "indexed" }, { __call = function() return "called" end })
print(setmetatable({}, { __index = callable }).key, setmetatable({}, { __index = callable }).other)
-- expect: indexed	nil
-- nil and false as __index.
print(setmetatable({}, { __index = nil }).x, message(function() return setmetatable({}, { __index = false }).x end))
-- expect: nil	attempt to index a boolean value
-- Removing and replacing the metamethod takes effect at once.
local mt = { __index = function() return "first" end }
local t = setmetatable({}, mt)
print(t.x) -- expect: first
mt.__index = { x = "second" }
print(t.x) -- expect: second
mt.__index = nil
print(t.x) -- expect: nil
