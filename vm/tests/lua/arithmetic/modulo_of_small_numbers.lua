-- The remainder of floats has the sign of the divisor, also where their product is too small for a number.
local small = { 5e-324, 1e-200, 2 ^ -537, 1e-320 }
for _, left in ipairs(small) do
  for _, right in ipairs(small) do
    print(-left % right, left % -right)
  end
end
-- expect: -0.0	0.0
-- expect: 1e-200	-1e-200
-- expect: 2.2227587494850775e-162	-2.2227587494850775e-162
-- expect: 9.99494801536842e-321	-9.99494801536842e-321
-- expect: -0.0	0.0
-- expect: -0.0	0.0
-- expect: 2.2227587494850775e-162	-2.2227587494850775e-162
-- expect: 3.79442416006077e-321	-3.79442416006077e-321
-- expect: -0.0	0.0
-- expect: 2.6978251455257951e-203	-2.6978251455257951e-203
-- expect: -0.0	0.0
-- expect: 1.10670704668439e-321	-1.10670704668439e-321
-- expect: -0.0	0.0
-- expect: 1e-200	-1e-200
-- expect: 2.2227587494850775e-162	-2.2227587494850775e-162
-- expect: -0.0	0.0
