-- __len replaces the length of tables.
local t = setmetatable({ 1, 2, 3 }, { __len = function(self) return rawlen(self) * 10 end })
print(#t, rawlen(t), #t + 1, -#t) -- expect: 30	3	31	-30
print(#setmetatable({}, { __len = function() return "any value" end }), #setmetatable({}, { __len = function() return nil end }))
-- expect: any value	nil
print((#setmetatable({}, { __len = function() return 1, 2 end })), select("#", #setmetatable({}, { __len = function() return 1, 2 end })))
-- expect: 1	1
local function message(f, ...)
  local ok, text = pcall(f, ...)
  return ok and "no error" or (text:gsub("^[^:]+:%d+: ", ""))
end
print(message(function() return #nil end)) -- expect: attempt to get length of a nil value
print(message(function() local n = 5 return #n end)) -- expect: attempt to get length of a number value (local 'n')
print(message(function() return #print end)) -- expect: attempt to get length of a function value (global 'print')
print(message(function() return #setmetatable({}, { __len = 5 }) end))
-- expect: attempt to call a number value (metamethod 'len')
-- The metamethod gets the object twice, as all unary ones do.
local function twice(a, b) return rawequal(a, b) end
setmetatable(t, { __len = twice, __unm = twice, __bnot = twice })
print(#t, -t, ~t) -- expect: true	true	true
-- Functions of the table library use it.
local proxy = setmetatable({}, { __len = function() return 2 end, __index = { "p", "q", "r" } })
print(table.concat(proxy, ","), table.unpack(proxy)) -- expect: p,q	p	q
print(select("#", table.unpack(setmetatable({}, { __len = function() return 4 end })))) -- expect: 4
-- ipairs and next do not.
local n = 0
for _ in ipairs(proxy) do n = n + 1 end
print(n, next(proxy)) -- expect: 3	nil
