-- Calls with hundreds or thousands of arguments and results.
local function count(...) return select("#", ...) end
local t = {}
for i = 1, 5000 do t[i] = i end
print(count(table.unpack(t)), (select(5000, table.unpack(t))), #{ table.unpack(t) }) -- expect: 5000	5000	5000
local function sum(...)
  local total = 0
  for i = 1, select("#", ...) do total = total + (select(i, ...)) end
  return total
end
print(sum(table.unpack(t, 1, 200))) -- expect: 20100
local function pass(...) return ... end
print(count(pass(table.unpack(t))), count(pcall(pass, table.unpack(t))), count(coroutine.wrap(pass)(table.unpack(t))))
-- expect: 5000	5001	5000
print(math.max(table.unpack(t)), #string.char(table.unpack(t, 1, 255)), #table.concat({ table.unpack(t) }))
-- expect: 5000	255	18893
local names = {}
for i = 1, 150 do names[i] = "p" .. i end
local wide = load("local function f(" .. table.concat(names, ", ") .. ") return p1, p75, p150 end return f")()
print(wide(table.unpack(t))) -- expect: 1	75	150
local constants = {}
for i = 1, 240 do constants[i] = tostring(i) end
print(load("return select('#', " .. table.concat(constants, ", ") .. ")")()) -- expect: 240
print(load("return select(-1, " .. table.concat(constants, ", ") .. ")")()) -- expect: 240
print(pcall(table.unpack, {}, 1, 1e8)) -- expect: false	too many results to unpack
print(pcall(string.byte, ("x"):rep(100), 1, -1))
-- expect: true	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120	120
