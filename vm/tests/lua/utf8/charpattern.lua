-- utf8.charpattern matches one character of valid text.
print(#utf8.charpattern, utf8.charpattern:find("*", 1, true) ~= nil) -- expect: 14	true
local out = {}
for c in ("aé€😀!"):gmatch(utf8.charpattern) do out[#out + 1] = #c .. c end
print(table.concat(out, " ")) -- expect: 1a 2é 3€ 4😀 1!
print(select(2, ("aé€😀"):gsub(utf8.charpattern, "")), ("aé€😀"):gsub(utf8.charpattern, ".")) -- expect: 4	....	4
local function reverse(s)
  local chars = {}
  for c in s:gmatch(utf8.charpattern) do table.insert(chars, 1, c) end
  return table.concat(chars)
end
print(reverse "añb", reverse(reverse "€uro") == "€uro") -- expect: bña	true
local function sub(s, i, j)
  i = utf8.offset(s, i)
  j = utf8.offset(s, j + 1) - 1
  return s:sub(i, j)
end
print(sub("aé€😀", 2, 3), sub("aé€😀", 1, 1), sub("aé€😀", 4, 4)) -- expect: é€	a	😀
-- Decoding with codes and encoding with char are inverse to each other.
local all = {}
for _, cp in ipairs { 0, 0x41, 0x7F, 0x80, 0x7FF, 0x800, 0xFFFD, 0x10000, 0x10FFFF } do
  local s = utf8.char(cp)
  assert(utf8.codepoint(s) == cp and utf8.len(s) == 1 and s:match("^" .. utf8.charpattern .. "$") == s)
  all[#all + 1] = #s
end
print(table.concat(all, " ")) -- expect: 1 1 1 2 2 3 3 4 4
local upper = ("straße"):gsub(utf8.charpattern, { ["ß"] = "SS" }):upper()
print(upper) -- expect: STRASSE
