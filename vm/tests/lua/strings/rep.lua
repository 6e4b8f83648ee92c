-- string.rep repeats a string with an optional separator.
print(("ab"):rep(3), ("ab"):rep(3, ","), ("x"):rep(1, "sep"), ("-"):rep(10)) -- expect: ababab	ab,ab,ab	x	----------
print(("ab"):rep(0) == "", ("ab"):rep(-1) == "", (""):rep(100) == "", ("x"):rep(0, "s") == "")
-- expect: true	true	true	true
print((""):rep(3, ","), ("a\0"):rep(2) == "a\0a\0", string.rep(5, 2)) -- expect: ,,	true	55
print(("ab"):rep(2.0), ("ab"):rep("2"), #("x"):rep(1000, "--"), ("x"):rep(2, 7), ("a"):rep(3, "") == "aaa")
-- expect: abab	abab	2998	x7x	true

-- Long results are written in pieces; every byte is that of its place.
for _, count in ipairs { 2, 3, 14, 15, 41, 100, 1000, 3000 } do
  for _, unit in ipairs { { "x", "" }, { "", "y" }, { "abc", "" }, { "ab", "," }, { ("0123456789"):rep(70), "--sep--" } } do
    local text, separator = unit[1], unit[2]
    local pieces = {}
    for i = 1, count do pieces[i] = text end
    if text:rep(count, separator) ~= table.concat(pieces, separator) then print("differs", count, text, separator) end
  end
end
local wide = ("w"):rep(700000) .. "e"
print(#wide:rep(3, "/"), wide:rep(3, "/"):sub(-700002, -700000), wide:rep(3, "/"):sub(1400001, 1400004)) -- expect: 2100005	/ww	wwe/
