-- Infinity and negative zero in every float conversion.
local function show(...) print("[" .. string.format(...) .. "]") end
local inf = math.huge
show("%f|%f", inf, -inf) -- expect: [inf|-inf]
show("%e|%E|%g|%G", inf, -inf, inf, -inf) -- expect: [inf|-INF|inf|-INF]
show("%10f|%-10f|%010f|%+f|% f", inf, inf, inf, inf, inf) -- expect: [       inf|inf       |       inf|+inf| inf]
show("%.1f|%.14g|%5.1f", inf, -inf, -inf) -- expect: [inf|-inf| -inf]
show("%a|%A", inf, -inf) -- expect: [inf|-INF]
show("%f|%.1f|%g|%e|%a", -0.0, -0.0, -0.0, -0.0, -0.0) -- expect: [-0.000000|-0.0|-0|-0.000000e+00|-0x0p+0]
show("%d|%x", -0.0, -0.0) -- expect: [0|0]
show("%g|%g|%g", 5e-324, 1.7976931348623157e308, 2^-1022) -- expect: [4.94066e-324|1.79769e+308|2.22507e-308]
show("%s|%s|%s", inf, -inf, -0.0) -- expect: [inf|-inf|-0.0]
show("%.0f|%.15g", 2^63, 2^63) -- expect: [9223372036854775808|9.22337203685478e+18]
show("%.3f|%.3f", 1e15, -1e-15) -- expect: [1000000000000000.000|-0.000]
print(#string.format("%f", 1e308), (string.format("%f", 0 / 0):gsub("-", "")), (string.format("%5.1f", 0 / 0):gsub("-", " ")))
-- expect: 316	nan	  nan
