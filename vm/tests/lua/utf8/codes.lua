-- utf8.codes iterates over byte positions and code points.
for p, c in utf8.codes "aé€😀" do io.write(p, ":", c, " ") end
print("end") -- expect: 1:97 2:233 4:8364 7:128512 end
for _ in utf8.codes "" do print("never") end
local out = {}
for _, c in utf8.codes "héllo" do out[#out + 1] = utf8.char(c) end
print(#out, table.concat(out, ".")) -- expect: 5	h.é.l.l.o
for p, c in utf8.codes("\u{D800}\u{7FFFFFFF}x", true) do io.write(p, ":", c, " ") end
print("lax") -- expect: 1:55296 4:2147483647 10:120 lax
local f, s, c = utf8.codes "ab"
print(type(f), s, c, f(s, 0)) -- expect: function	ab	0	1	97
print(f(s, 1)) -- expect: 2	98
print(select("#", f(s, 2))) -- expect: 0
local function message(s, lax)
  local ok, text = pcall(function() for _ in utf8.codes(s, lax) do end end)
  return ok and "no error" or (text:gsub("^[^:]+:%d+: ", ""))
end
print(message "ab\255") -- expect: invalid UTF-8 code
print(message "\128") -- expect: bad argument #1 to 'codes' (invalid UTF-8 code)
print(message "\xE2\x82") -- expect: invalid UTF-8 code
print(message "\u{D800}") -- expect: invalid UTF-8 code
print(message("\u{D800}", true)) -- expect: no error
print(message "a\u{110000}") -- expect: invalid UTF-8 code
print(message "\xC1\xBF") -- expect: invalid UTF-8 code
print(message "é\x80") -- expect: invalid UTF-8 code
print((pcall(utf8.codes)), pcall(utf8.codes, {}))
-- expect: false	false	bad argument #1 to 'utf8.codes' (string expected, got table)
