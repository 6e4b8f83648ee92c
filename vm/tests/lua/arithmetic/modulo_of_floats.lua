-- The remainder of floats that are integers: its sign, zeros, and where integers end.

local function text(number)
  if number == 0 then return 1 / number > 0 and "0" or "-0" end
  return number ~= number and "nan" or string.format("%.14g", number)
end

local values = {0.0, -0.0, 1.0, -1.0, 2.0, 3.0, -3.0, 7.0, 0.5, 7.5, 4294967295.0, 4294967296.0, 1e15, 2.0 ^ 53}
for _, left in ipairs(values) do
  local line = {}
  for _, right in ipairs { 1.0, 2.0, 3.0, -3.0, 0.5, 4294967295.0, 4294967296.0 } do
    line[#line + 1] = text(left % right)
  end
  print(table.concat(line, " "))
end
-- expect: 0 0 0 0 0 0 0
-- expect: -0 -0 -0 -0 -0 -0 -0
-- expect: 0 1 1 -2 0 1 1
-- expect: -0 1 2 -1 -0 4294967294 4294967295
-- expect: 0 0 2 -1 0 2 2
-- expect: 0 1 0 0 0 3 3
-- expect: -0 1 -0 -0 -0 4294967292 4294967293
-- expect: 0 1 1 -2 0 7 7
-- expect: 0.5 0.5 0.5 -2.5 0 0.5 0.5
-- expect: 0.5 1.5 1.5 -1.5 0 7.5 7.5
-- expect: 0 1 0 0 0 0 4294967295
-- expect: 0 0 1 -2 0 1 0
-- expect: 0 0 1 -2 0 2764705150 2764472320
-- expect: 0 0 2 -1 0 2097152 0
