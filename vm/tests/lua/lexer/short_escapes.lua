-- Every one-letter escape stands for one control or punctuation character.
local escapes = { "\a", "\b", "\f", "\n", "\r", "\t", "\v", "\\", "\"", "\'" }
local codes = {}
for i, text in ipairs(escapes) do
  assert(#text == 1)
  codes[i] = text:byte()
end
print(table.concat(codes, " ")) -- expect: 7 8 12 10 13 9 11 92 34 39

-- A backslash before a real line break keeps the line break.
print(("one\
two"):byte(4)) -- expect: 10

-- The other kind of quote needs no escape.
print('say "hi"', "it's") -- expect: say "hi"	it's
