-- Results that would be too large are refused before any memory is used.
-- dialects: 5.5
local function message(...)
  local ok, text = pcall(...)
  return ok and "no error" or text
end
print(message(string.rep, "x", math.maxinteger)) -- expect: resulting string too large
print(message(string.rep, "abc", math.maxinteger // 2)) -- expect: resulting string too large
print(message(string.rep, "x", 1 << 62, "separator")) -- expect: resulting string too large
print(message(string.rep, "", math.maxinteger)) -- expect: no error
print(#(""):rep(1 << 40), #("x"):rep(0, ("y"):rep(1000))) -- expect: 0	0
print(#("x"):rep(100000), #("xy"):rep(50000, ",")) -- expect: 100000	149999
print(message(string.rep, "x", -math.maxinteger)) -- expect: no error
print(message(string.format, "%1000d", 1)) -- expect: invalid conversion specification: '%1000d'
print(message(string.format, "%.1000f", 1)) -- expect: invalid conversion specification: '%.1000f'
print(message(string.format, "%" .. ("0"):rep(50) .. "d", 1)) -- expect: invalid format (too long)
print(#string.format("%99d", 1), #string.format("%.99f", 1 / 3), #string.format("%s", ("x"):rep(10000)))
-- expect: 99	101	10000
print(#string.format("%99.99f", -1e308)) -- expect: 410
