-- %d and %i print integers with flags, width and precision.
local function show(...) print("[" .. string.format(...) .. "]") end
show("%d", 42) show("%i", -42) show("%d", 0)
-- expect: [42]
-- expect: [-42]
-- expect: [0]
show("%5d|%-5d|%05d", 42, 42, 42) -- expect: [   42|42   |00042]
show("%+d|%+d|% d|% d", 5, -5, 5, -5) -- expect: [+5|-5| 5|-5]
show("%.3d|%.3d|%6.3d|%-6.3d", 5, -5, 5, 5) -- expect: [005|-005|   005|005   ]
show("%+05d|%-+5d|% 05d", 7, 7, 7) -- expect: [+0007|+7   | 0007]
show("%d|%d", math.maxinteger, math.mininteger) -- expect: [9223372036854775807|-9223372036854775808]
show("%d|%d|%d", 3.0, -2^53, "10") -- expect: [3|-9007199254740992|10]
show("%d", "0x10") show("%d", " 7 ") show("%20d", 1) show("%-20d", 1)
-- expect: [16]
-- expect: [7]
-- expect: [                   1]
-- expect: [1                   ]
show("%i|%5i|%-5i|%05i", 1, 2, 3, 4) -- expect: [1|    2|3    |00004]
show("%.0d", 0) show("%.d", 7) show("%5.d", 7)
-- expect: []
-- expect: [7]
-- expect: [    7]
local function message(...)
  local ok, text = pcall(string.format, ...)
  print(ok and "no error" or text)
end
message("%d", 1.5) -- expect: bad argument #2 to 'string.format' (number has no integer representation)
message("%d", "1.5") -- expect: bad argument #2 to 'string.format' (number has no integer representation)
message("%d", "x") -- expect: bad argument #2 to 'string.format' (number expected, got string)
message("%d", 2^63) -- expect: bad argument #2 to 'string.format' (number has no integer representation)
message("%d", {}) -- expect: bad argument #2 to 'string.format' (number expected, got table)
message("%d") -- expect: bad argument #2 to 'string.format' (no value)
message("%d", nil) -- expect: bad argument #2 to 'string.format' (number expected, got nil)
message("%d", 0 / 0) -- expect: bad argument #2 to 'string.format' (number has no integer representation)
message("%#d", 1) -- expect: invalid conversion specification: '%#d'
message("%100d", 1) -- expect: invalid conversion specification: '%100d'
