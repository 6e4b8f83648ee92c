-- Floor division rounds towards minus infinity, for integers and for floats.
print(7 // 2, -7 // 2, 7 // -2, -7 // -2) -- expect: 3	-4	-4	3
print(7.0 // 2, -7.0 // 2, 7 // -2.0, -7.5 // -2) -- expect: 3.0	-4.0	-4.0	3.0
print(6 // 3, -6 // 3, 6 // -3, 0 // 5, 0 // -5) -- expect: 2	-2	-2	0	0
print(1 // 0.0, -1 // 0.0, 0.0 // 0.0 ~= 0.0 // 0.0) -- expect: inf	-inf	true
print(1 // math.huge, -1 // math.huge, math.huge // 1) -- expect: 0.0	-0.0	inf
print(0.0 // 1, -0.0 // 1, 5.3 // 0.1) -- expect: 0.0	-0.0	52.0
print(math.maxinteger // 1.0, math.mininteger // 1) -- expect: 9.2233720368547758e+18	-9223372036854775808
local function floor_law(a, b)
  return a == b * (a // b) + a % b
end
for _, pair in ipairs { { 13, 5 }, { -13, 5 }, { 13, -5 }, { -13, -5 }, { 6.5, -2 }, { -6.5, 2 } } do
  assert(floor_law(pair[1], pair[2]))
end
print("law holds") -- expect: law holds
