-- %a prints floats exactly in hexadecimal, and tonumber reads them back.
local function show(...) print("[" .. string.format(...) .. "]") end
show("%a|%a|%a|%a", 1, 0.5, -2, 10) -- expect: [0x1p+0|0x1p-1|-0x1p+1|0x1.4p+3]
show("%a|%a", 0.1, 1 / 3) -- expect: [0x1.999999999999ap-4|0x1.5555555555555p-2]
show("%A|%A", 0.1, 255.5) -- expect: [0X1.999999999999AP-4|0X1.FFP+7]
show("%.1a|%.3a|%.5a|%.0a", 1.5, 1 / 3, 1, 4) -- expect: [0x1.8p+0|0x1.555p-2|0x1.00000p+0|0x1p+2]
show("%12a|%-12a|%012a|%+a", 1, 1, 1, 1) -- expect: [      0x1p+0|0x1p+0      |0x0000001p+0|+0x1p+0]
show("%a|%a", 2^1023, 2^-1022) -- expect: [0x1p+1023|0x1p-1022]
for _, x in ipairs { 0.1, 1 / 3, math.pi, 1e300, -2^-1074, 123456789.125 } do
  assert(tonumber(string.format("%a", x)) == x)
end
show("%a", "0x1p4") -- expect: [0x1p+4]
print(pcall(string.format, "%a", {})) -- expect: false	bad argument #2 to 'string.format' (number expected, got table)
