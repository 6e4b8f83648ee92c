-- Each call of a function creates new local variables for the closures inside it.
local function counter(start)
  local n = start or 0
  return function(step) n = n + (step or 1) return n end
end
local a, b = counter(), counter(10)
print(a(), a(), b(), a(5), b(-3)) -- expect: 1	2	11	7	8
print(a ~= b, counter() ~= counter()) -- expect: true	true
local function make()
  local value
  local function get() return value end
  local function set(v) value = v end
  return get, set
end
local get, set = make()
local get2, set2 = make()
set "one"
set2 "two"
print(get(), get2()) -- expect: one	two
set(nil)
print(get(), get2()) -- expect: nil	two
