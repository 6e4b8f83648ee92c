-- math.random keeps within its bounds and reproduces its sequence for a seed.
math.randomseed(42)
for _ = 1, 200 do
  local x = math.random()
  assert(x >= 0 and x < 1 and math.type(x) == "float")
  local n = math.random(6)
  assert(n >= 1 and n <= 6 and math.type(n) == "integer")
  local m = math.random(-3, 3)
  assert(m >= -3 and m <= 3)
  assert(math.type(math.random(0)) == "integer")
  local wide = math.random(math.mininteger, math.maxinteger)
  assert(math.type(wide) == "integer")
end
print(math.random(5, 5), math.random(1), math.random(math.maxinteger, math.maxinteger) == math.maxinteger)
-- expect: 5	1	true
local function sequence(...)
  math.randomseed(...)
  local t = {}
  for i = 1, 10 do t[i] = math.random(1000000) end
  return table.concat(t, " ")
end
print(sequence(1) == sequence(1), sequence(1) ~= sequence(2), sequence(1, 2) == sequence(1, 2), sequence(1, 2) ~= sequence(1, 3))
-- expect: true	true	true	true
print(sequence(3) == sequence(3.0), sequence(3) == sequence("3")) -- expect: true	true
-- Every side of a die comes up.
local seen, count = {}, 0
for _ = 1, 200 do
  local side = math.random(6)
  if not seen[side] then seen[side] = true count = count + 1 end
end
print(count) -- expect: 6
local function message(...) local ok, text = pcall(...) print(ok and "no error" or text) end
message(math.random, 0.5) -- expect: bad argument #1 to 'math.random' (number has no integer representation)
message(math.random, 2, 1) -- expect: bad argument #1 to 'math.random' (interval is empty)
message(math.random, -5) -- expect: bad argument #1 to 'math.random' (interval is empty)
message(math.random, 1, 2, 3) -- expect: wrong number of arguments
message(math.random, "x") -- expect: bad argument #1 to 'math.random' (number expected, got string)
message(math.random, 1, {}) -- expect: bad argument #2 to 'math.random' (number expected, got table)
message(math.random, 1.5, 3) -- expect: bad argument #1 to 'math.random' (number has no integer representation)
message(math.randomseed, 0.5) -- expect: bad argument #1 to 'math.randomseed' (number has no integer representation)
message(math.randomseed, "x") -- expect: bad argument #1 to 'math.randomseed' (number expected, got string)
message(math.randomseed, 1, {}) -- expect: bad argument #2 to 'math.randomseed' (number expected, got table)
