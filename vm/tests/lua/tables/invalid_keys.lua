-- nil and not-a-number cannot be keys for assignment, but may be looked up.
local t = {}
local nan = 0 / 0
print(t[nil], t[nan], rawget(t, nil), rawget(t, nan)) -- expect: nil	nil	nil	nil
local function message(f, ...)
  local ok, text = pcall(f, ...)
  return ok and "no error" or (text:gsub("^[^:]+:%d+: ", ""))
end
print(message(function() t[nil] = 1 end)) -- expect: table index is nil
print(message(function() t[nan] = 1 end)) -- expect: table index is NaN
print(message(function() t[undefined] = 1 end)) -- expect: table index is nil
print(message(rawset, t, nil, 1)) -- expect: table index is nil
print(message(rawset, t, nan, 1)) -- expect: table index is NaN
print(message(function() t[nil] = nil end)) -- expect: table index is nil
print(message(function() local k t[k] = "x" end)) -- expect: table index is nil
print(message(table.insert, t, nan, 1))
-- expect: bad argument #2 to 'table.insert' (number has no integer representation)
print(next(t), #t) -- expect: nil	0
-- With __newindex the key is only passed on.
local log = setmetatable({}, { __newindex = function(_, k, v) print("newindex", k == k and tostring(k) or "NaN", v) end })
log[nil] = 1 -- expect: newindex	nil	1
print(message(function() log[nan] = nil end))
-- expect: newindex	NaN	nil
-- expect: no error
local into = setmetatable({}, { __newindex = t })
print(message(function() into[nil] = 1 end)) -- expect: table index is nil
