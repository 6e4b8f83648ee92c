-- Formats that make no sense are refused.
local function check(format, ...)
  local ok, text = pcall(string.pack, format, ...)
  print(format, ok and "accepted" or text)
end
check("i0", 1) -- expect: i0	integral size (0) out of limits [1,16]
check("i17", 1) -- expect: i17	integral size (17) out of limits [1,16]
check("I100", 1) -- expect: I100	integral size (100) out of limits [1,16]
check("s0", "x") -- expect: s0	integral size (0) out of limits [1,16]
check("s17", "x") -- expect: s17	integral size (17) out of limits [1,16]
check("!0", 1) -- expect: !0	integral size (0) out of limits [1,16]
check("!17i4", 1) -- expect: !17i4	integral size (17) out of limits [1,16]
check("!3i4", 1) -- expect: !3i4	bad argument #1 to 'string.pack' (format asks for alignment not power of 2)
check("!16i4", 1) -- expect: !16i4	accepted
check("y", 1) -- expect: y	invalid format option 'y'
check("k") -- expect: k	invalid format option 'k'
check("X") -- expect: X	bad argument #1 to 'string.pack' (invalid next option for option 'X')
check("Xz") -- expect: Xz	bad argument #1 to 'string.pack' (invalid next option for option 'X')
check("Xc4") -- expect: Xc4	bad argument #1 to 'string.pack' (invalid next option for option 'X')
check("Xs1") -- expect: Xs1	accepted
check("i4X", 1) -- expect: i4X	bad argument #1 to 'string.pack' (invalid next option for option 'X')
check("c", "x") -- expect: c	missing size for format option 'c'
check("c-1", "x") -- expect: c-1	missing size for format option 'c'
check("i", "x") -- expect: i	bad argument #2 to 'string.pack' (number expected, got string)
check("i", 1.5) -- expect: i	bad argument #2 to 'string.pack' (number has no integer representation)
check("z", {}) -- expect: z	bad argument #2 to 'string.pack' (string expected, got table)
check("s", nil) -- expect: s	bad argument #2 to 'string.pack' (string expected, got nil)
check("i") -- expect: i	bad argument #2 to 'string.pack' (number expected, got nil)
check("!4i3", 1) -- expect: !4i3	bad argument #1 to 'string.pack' (format asks for alignment not power of 2)
check("1") -- expect: 1	invalid format option '1'
print(pcall(string.packsize, "i17")) -- expect: false	integral size (17) out of limits [1,16]
print(pcall(string.packsize, ("c2147483647"):rep(3))) -- expect: true	6442450941
print(pcall(string.packsize, {})) -- expect: false	bad argument #1 to 'string.packsize' (string expected, got table)
print(pcall(string.pack)) -- expect: false	bad argument #1 to 'string.pack' (string expected, got no value)
