-- All functions treat zero bytes and bytes above 127 like any others.
local s = "a\0b\255c\0"
print(#s, s:find("\255"), s:find("\0", 3, true), s:find("%z", 3), s:byte(-1)) -- expect: 6	4	6	6	0
print(s:gsub("[%z\255]", "0")) -- expect: a0b0c0	3
print((s:gsub("[\128-\255]", "?"):gsub("\0", "-"))) -- expect: a-b?c-
print(s:reverse():byte(1, -1)) -- expect: 0	99	255	98	0	97
print(s:upper():byte(1, -1)) -- expect: 65	0	66	255	67	0
print(#(s .. s), s == "a\0b\255c\0", s < "a\0b\255d", s:sub(2, 4):byte(1, -1)) -- expect: 12	true	true	0	98	255
print(("%s"):format(s) == s, #("%q"):format(s), s:match("\0(.-)\0"):byte(1, -1)) -- expect: true	10	98	255	99
local t = { ["\0"] = "zero", ["\0\0"] = "two zeros", [""] = "empty" }
print(t["\0"], t["\0\0"], t[""], t["\0\0\0"]) -- expect: zero	two zeros	empty	nil
local parts = {}
for part in (s .. "\0"):gmatch "([^\0]*)\0" do parts[#parts + 1] = #part end
print(table.concat(parts, " ")) -- expect: 1 3 0
print(("\u{e9}\u{20ac}"):len(), ("é"):byte(1, -1)) -- expect: 5	195	169
for c in ("aé"):gmatch "[^\128-\191][\128-\191]*" do io.write(#c, " ") end
print("bytes per character") -- expect: 1 2 bytes per character
print(tostring("\0") == "\0", ("\0"):rep(3):len(), table.concat({ "\0", "\255" }):byte(1, -1)) -- expect: true	3	0	255
