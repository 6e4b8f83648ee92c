-- %q writes values as literals that load reads back.
local function show(v) print((string.format("%q", v))) end
show "plain" -- expect: "plain"
show 'with "quotes" and \\ backslash' -- expect: "with \"quotes\" and \\ backslash"
show "a\nb"
-- expect: "a\
-- expect: b"
show "zero \0 and \0001" -- expect: "zero \0 and \0001"
show "tab \t return \r bell \a" -- expect: "tab \9 return \13 bell \7"
show "\127\195\169" -- expect: "\127é"
show(42) -- expect: 42
show(-7) -- expect: -7
show(math.maxinteger) -- expect: 9223372036854775807
show(math.mininteger) -- expect: 0x8000000000000000
show(1.5) -- expect: 0x1.8p+0
show(0.1) -- expect: 0x1.999999999999ap-4
show(1.0) -- expect: 0x1p+0
show(math.huge) -- expect: 1e9999
show(-math.huge) -- expect: -1e9999
show(true) -- expect: true
show(false) -- expect: false
show(nil) -- expect: nil
for _, v in ipairs { "", "\r\n", "\0\0", "a\0001", ("\\"):rep(3), "]]", "\u{e9}", 1e100, -0.0, 2^53, 1 / 3, math.mininteger, true } do
  local back = load("return " .. string.format("%q", v))()
  assert(back == v and math.type(back) == math.type(v))
end
local nan = load("return " .. string.format("%q", 0 / 0))()
print(nan ~= nan) -- expect: true
local function message(...)
  local ok, text = pcall(string.format, ...)
  print(ok and "no error" or text)
end
message("%q", {}) -- expect: bad argument #2 to 'string.format' (value has no literal form)
message("%q", print) -- expect: bad argument #2 to 'string.format' (value has no literal form)
message("%q") -- expect: bad argument #2 to 'string.format' (no value)
message("%10q", "x") -- expect: specifier '%q' cannot have modifiers
message("%.3q", "x") -- expect: specifier '%q' cannot have modifiers
