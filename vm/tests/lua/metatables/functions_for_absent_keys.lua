-- Keys that are equal only to themselves, and functions that answer for absent keys.
local keys = { true, false, {}, print, function() end, coroutine.create(print), io.stdout, 1.5, -0.5, 2^60,
  ("long"):rep(30) }
local t = {}
for i, key in ipairs(keys) do t[key] = i end
for i, key in ipairs(keys) do print(i, t[key], t[i + 0.25], rawget(t, key)) end
-- expect: 1	1	nil	1
-- expect: 2	2	nil	2
-- expect: 3	3	nil	3
-- expect: 4	4	nil	4
-- expect: 5	5	nil	5
-- expect: 6	6	nil	6
-- expect: 7	7	nil	7
-- expect: 8	8	nil	8
-- expect: 9	9	nil	9
-- expect: 10	10	nil	10
-- expect: 11	11	nil	11
t[true], t[keys[3]] = nil, false
print(t[true], t[keys[3]], t[keys[4]], t[{}], t[function() end])
-- expect: nil	false	4	nil	nil

local log = {}
local function note(name) return function(_, key, value)
  log[#log + 1] = name .. ":" .. type(key) .. ":" .. tostring(type(value) == "table" or value)
  return name
end end
local meta = { __index = note("index"), __newindex = note("newindex") }
local object = setmetatable({ own = false, [keys[3]] = "kept" }, meta)
print(object.own, object[keys[3]], object.missing, object[1], object[1.5], object[true], object[keys[5]], object[nil])
-- expect: false	kept	index	index	index	index	index	index
object.own, object[keys[3]], object.missing, object[2], object[2.5], object[false] = 1, 2, 3, 4, 5, 6
object[keys[4]], object[keys[11]] = 7, {}
print(pcall(function() object[nil] = 1 end), pcall(function() object[0 / 0] = 1 end))
-- expect: true	true
print(object.own, rawget(object, keys[3]), rawget(object, "missing"), rawlen(object))
-- expect: 1	2	nil	0
table.sort(log)
print(table.concat(log, " "))
-- expect: index:boolean:nil index:function:nil index:nil:nil index:number:nil index:number:nil index:string:nil newindex:boolean:6 newindex:function:7 newindex:nil:1 newindex:number:1 newindex:number:4 newindex:number:5 newindex:string:3 newindex:string:true

-- The functions are replaced, become tables, and go, after they have been called.
log = {}
meta.__index = { missing = "inherited", [keys[3]] = "shadowed" }
print(object.missing, object[keys[3]], object[keys[4]])
-- expect: inherited	2	nil
meta.__index, meta.__newindex = nil, nil
print(object.missing, object[keys[4]])
-- expect: nil	nil
object.missing = "set"
print(object.missing)
-- expect: set
meta.__newindex = function(table_, key, value) rawset(table_, key, tostring(value) .. "!") end
object.another, object[keys[6]] = 1, 2
print(object.another, object[keys[6]], #log)
-- expect: 1!	2!	0
-- Functions that yield, fail, and call the same again.
local co = coroutine.wrap(function()
  local proxy = setmetatable({}, { __index = function(_, key) return coroutine.yield(key) end,
    __newindex = function(_, key, value) coroutine.yield(key .. "=" .. value) end })
  proxy.first = "x"
  return proxy.second .. proxy.third
end)
print(co(), co(), co("a"), co("b"))
-- expect: first=x	second	third	ab
local bad = setmetatable({}, { __index = function(_, key) error("no " .. key, 2) end })
print(select(2, pcall(load("local bad = ... return bad.field", "=c"), bad)))
-- expect: c:1: no field
local counter = setmetatable({}, { __index = function(self, key) if key == 0 then return 0 end return self[key - 1] + 1 end })
print(counter[50])
-- expect: 50
