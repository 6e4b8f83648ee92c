-- Conversions that do not exist or have wrong flags are refused.
local function check(...)
  local ok, text = pcall(string.format, ...)
  print(ok and "accepted: " .. text or text)
end
check("%") -- expect: bad argument #2 to 'string.format' (no value)
check("abc%") -- expect: bad argument #2 to 'string.format' (no value)
check("%y", 1) -- expect: invalid conversion '%y' to 'format'
check("%!", 1) -- expect: invalid conversion '%!' to 'format'
check("%5", 1) -- expect: invalid conversion '%5' to 'format'
check("%-", 1) -- expect: invalid conversion '%-' to 'format'
check("%ld", 1) -- expect: invalid conversion '%l' to 'format'
check("%hd", 1) -- expect: invalid conversion '%h' to 'format'
check("%*d", 5, 1) -- expect: invalid conversion '%*' to 'format'
check("%123d", 1) -- expect: invalid conversion specification: '%123d'
check("%1.123d", 1) -- expect: invalid conversion specification: '%1.123d'
check("%-+ #0d", 1) -- expect: invalid conversion specification: '%-+ #0d'
check("%----d", 1) -- expect: accepted: 1
check("%.f", 1.5) -- expect: accepted: 2
check("%n", 1) -- expect: invalid conversion '%n' to 'format'
check("%U", 1) -- expect: invalid conversion '%U' to 'format'
check("%D", 1) -- expect: invalid conversion '%D' to 'format'
check("%F", 1) -- expect: invalid conversion '%F' to 'format'
check("%#s", "x") -- expect: invalid conversion specification: '%#s'
check("%+s", "x") -- expect: invalid conversion specification: '%+s'
check("% s", "x") -- expect: invalid conversion specification: '% s'
check("%0c", 65) -- expect: invalid conversion specification: '%0c'
check("%#c", 65) -- expect: invalid conversion specification: '%#c'
check("%-i", 1) -- expect: accepted: 1
check("%%%", 1) -- expect: invalid conversion '%' to 'format'
check("% %", 1) -- expect: invalid conversion '% %' to 'format'
check("%5%") -- expect: bad argument #2 to 'string.format' (no value)
check("%\0", 1) -- expect: invalid conversion '%' to 'format'
check("%1$d", 1) -- expect: invalid conversion '%1$' to 'format'
