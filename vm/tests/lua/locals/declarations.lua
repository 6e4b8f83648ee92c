-- A local declaration evaluates its values before the new names come into scope.
local a = "outer"
local a, b = a .. "1", a
print(a, b) -- expect: outer1	outer
local c, d
print(c, d) -- expect: nil	nil
local e, f, g = 1
print(e, f, g) -- expect: 1	nil	nil
local h = 1, 2, 3
print(h) -- expect: 1
local function multi() return 1, 2, 3 end
local i, j, k, l = multi()
print(i, j, k, l) -- expect: 1	2	3	nil
local m, n = multi(), 10
print(m, n) -- expect: 1	10
local same, same = 1, 2
print(same) -- expect: 2
-- Declaring again in a loop gives nil each time.
for round = 1, 3 do
  local fresh
  print(round, fresh)
  fresh = round
end
-- expect: 1	nil
-- expect: 2	nil
-- expect: 3	nil
goto skip
::again::
do
  local value
  print(value) -- expect: nil
  value = "set"
  goto finished
end
::skip::
goto again
::finished::
