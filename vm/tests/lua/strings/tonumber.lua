-- tonumber reads numerals, or digits in a given base.
print(tonumber "10", tonumber "0x1F", tonumber "1e2", tonumber "  7  ", tonumber "-3.5", tonumber ".5", tonumber "5.")
-- expect: 10	31	100.0	7	-3.5	0.5	5.0
print(tonumber "0x.8p1", tonumber "0xA.8", tonumber "-0x10", tonumber "1E+3", tonumber "007", tonumber "+1")
-- expect: 1.0	10.5	-16	1000.0	7	1
print(tonumber "", tonumber " ", tonumber "x", tonumber "1x", tonumber "1 2", tonumber "0x", tonumber "1e", tonumber "--1")
-- expect: nil	nil	nil	nil	nil	nil	nil	nil
print(tonumber "inf", tonumber "nan", tonumber "1e5.0", tonumber "1_000", tonumber "0b1", tonumber "- 1", tonumber "1\0")
-- expect: nil	nil	nil	nil	nil	nil	nil
print(tonumber "9223372036854775807", tonumber "9223372036854775808", tonumber "-9223372036854775808", tonumber "0xffffffffffffffff")
-- expect: 9223372036854775807	9.2233720368547758e+18	-9223372036854775808	-1
print(tonumber(5), tonumber(5.0), tonumber(nil), tonumber({}), tonumber(true), tonumber(print))
-- expect: 5	5.0	nil	nil	nil	nil
print(tonumber("1010", 2), tonumber("ff", 16), tonumber("FF", 16), tonumber("zz", 36), tonumber("-77", 8), tonumber("  12  ", 10))
-- expect: 10	255	255	1295	-63	12
print(tonumber("2", 2), tonumber("8", 8), tonumber("", 10), tonumber("1.5", 10), tonumber("0x10", 16), tonumber("1 1", 2), tonumber("-", 10))
-- expect: nil	nil	nil	nil	nil	nil	nil
print(tonumber("7fffffffffffffff", 16), tonumber("ffffffffffffffff", 16), tonumber("10000000000000000", 16))
-- expect: 9223372036854775807	-1	0
print(tonumber("1e1", 16), tonumber("\t1\n", 10), tonumber("g", 17), tonumber("- 1", 10)) -- expect: 481	1	16	nil
local function message(...)
  local ok, text = pcall(...)
  return ok and "no error" or text
end
print(message(tonumber)) -- expect: bad argument #1 to 'tonumber' (value expected)
print(message(tonumber, 10, 10)) -- expect: bad argument #1 to 'tonumber' (string expected, got number)
print(message(tonumber, "10", 1)) -- expect: bad argument #2 to 'tonumber' (base out of range)
print(message(tonumber, "10", 37)) -- expect: bad argument #2 to 'tonumber' (base out of range)
print(message(tonumber, "10", "x")) -- expect: bad argument #2 to 'tonumber' (number expected, got string)
print(message(tonumber, {}, 10)) -- expect: bad argument #1 to 'tonumber' (string expected, got table)
print(message(tonumber, nil, 10)) -- expect: bad argument #1 to 'tonumber' (string expected, got nil)
