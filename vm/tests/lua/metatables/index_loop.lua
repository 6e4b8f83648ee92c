-- A chain of __index or __newindex that never ends is an error.
local function message(f, ...)
  local ok, text = pcall(f, ...)
  return ok and "no error" or (text:gsub("^[^:]+:%d+: ", ""))
end
local loop = {}
setmetatable(loop, { __index = loop, __newindex = loop })
print(message(function() return loop.x end)) -- expect: '__index' chain too long; possible loop
print(message(function() loop.x = 1 end)) -- expect: '__newindex' chain too long; possible loop
local a, b = {}, {}
setmetatable(a, { __index = b, __newindex = b })
setmetatable(b, { __index = a, __newindex = a })
print(message(function() return a.x end)) -- expect: '__index' chain too long; possible loop
print(message(function() b[1] = 1 end)) -- expect: '__newindex' chain too long; possible loop
rawset(b, "x", "found")
print(a.x) -- expect: found
-- Long chains that end are fine.
local last = { value = "end of chain" }
local t = last
for _ = 1, 1000 do t = setmetatable({}, { __index = t }) end
print(message(function() return t.value end)) -- expect: no error
local short = last
for _ = 1, 100 do short = setmetatable({}, { __index = short, __newindex = short }) end
print(short.value) -- expect: end of chain
short.value = "changed through the chain"
print(last.value, rawget(short, "value")) -- expect: changed through the chain	nil
-- Functions in the chain may recurse as often as the stack allows.
local fib = setmetatable({ [0] = 0, 1 }, { __index = function(self, n) local v = self[n - 1] + self[n - 2] rawset(self, n, v) return v end })
print(fib[60]) -- expect: 1548008755920
