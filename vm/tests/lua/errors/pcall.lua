-- pcall gives true and the results, or false and the error.
print(pcall(function() end)) -- expect: true
print(pcall(function(...) return ... end, 1, nil, 3)) -- expect: true	1	nil	3
print(select("#", pcall(function() return nil, nil end)), select("#", pcall(error))) -- expect: 3	2
print(pcall(function() error("inner", 0) end)) -- expect: false	inner
print(pcall(pcall, error, "nested")) -- expect: true	false	nested
print(pcall(pcall, pcall, error, "more nested")) -- expect: true	true	false	more nested
print(pcall(select, "#", 1, 2), pcall(type)) -- expect: true	false	bad argument #1 to 'type' (value expected)
print(pcall(nil)) -- expect: false	attempt to call a nil value
print(pcall(5, 1, 2)) -- expect: false	attempt to call a number value
print(pcall(pcall)) -- expect: false	bad argument #1 to 'pcall' (value expected)
print(pcall({})) -- expect: false	attempt to call a table value
print(pcall(setmetatable({}, { __call = function(_, a) return "called", a end }), "x")) -- expect: true	called	x
-- After an error execution goes on with everything as before.
local total = 0
for i = 1, 10 do
  local ok, v = pcall(function() if i % 3 == 0 then error(i) end return i end)
  total = total + (ok and v or -v)
end
print(total) -- expect: 19
local function deep(n) if n == 0 then error("bottom", 0) end return deep(n - 1) + 1 end
print(pcall(deep, 100)) -- expect: false	bottom
local function unwind(n)
  if n == 0 then error({ code = "unwound" }) end
  local ok, e = pcall(unwind, n - 1)
  e.levels = (e.levels or 0) + 1
  error(e)
end
local ok, e = pcall(unwind, 20)
print(ok, e.code, e.levels) -- expect: false	unwound	20
local function many() local t = {} for i = 1, 200 do t[i] = i end return table.unpack(t) end
print(select("#", pcall(many)), (select(201, pcall(many)))) -- expect: 201	200
