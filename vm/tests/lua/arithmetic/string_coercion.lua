-- Strings that are numerals take part in arithmetic, as integers or floats by their form.
print("10" + 5, "10" * "2", "3.0" + 1, "0x10" + 0, " 7 " + 0) -- expect: 15	20	4.0	16	7
print("10" / 2, "7" // 2, "7" % "4", "2" ^ 2, -"3", - "-3.5") -- expect: 5.0	3	3	4.0	-3	3.5
print("1e1" + 0, "0x1p4" - 0, ".5" * 2, "5." + 0, "9223372036854775808" + 0)
-- expect: 10.0	16.0	1.0	5.0	9.2233720368547758e+18
print(math.type("10" + 5), math.type("10" + 5.0), math.type("1e1" * 1)) -- expect: integer	float	float
print("\t\n12\r\v\f" + 0, "-0x10" + 0, "+5" + 0, "0xffffffffffffffff" + 0) -- expect: 12	-16	5	-1
local function message(f, ...)
  local ok, text = pcall(f, ...)
  return ok and "no error" or (text:gsub("^[^:]+:%d+: ", ""))
end
print(message(function(x) return x + 1 end, "abc")) -- expect: attempt to add a 'string' with a 'number'
print(message(function(x) return x + 1 end, "")) -- expect: attempt to add a 'string' with a 'number'
print(message(function(x) return x + 1 end, "1 2")) -- expect: attempt to add a 'string' with a 'number'
print(message(function(x) return x * 2 end, "0x")) -- expect: attempt to mul a 'string' with a 'number'
print(message(function(x) return x - 1 end, "1e")) -- expect: attempt to sub a 'string' with a 'number'
print(message(function(x) return 2 * x end, "inf")) -- expect: attempt to mul a 'number' with a 'string'
print(message(function(x) return -x end, "nan")) -- expect: attempt to unm a 'string' with a 'string'
print(message(function(x) return x + 1 end, "1\0")) -- expect: attempt to add a 'string' with a 'number'
print(message(function() return "10" + {} end)) -- expect: attempt to add a 'string' with a 'table'
print("10" + 1 == 11, "10" == 10, 1 .. "" == "1") -- expect: true	false	true
