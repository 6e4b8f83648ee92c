-- The escape \u{...} encodes any code point below 2^31 as UTF-8.
local function bytes(text)
  return table.concat({ text:byte(1, -1) }, " ")
end
print(bytes "\u{0}", bytes "\u{7F}", bytes "\u{80}") -- expect: 0	127	194 128
print(bytes "\u{7FF}", bytes "\u{800}", bytes "\u{FFFF}") -- expect: 223 191	224 160 128	239 191 191
print(bytes "\u{10000}", bytes "\u{10FFFF}") -- expect: 240 144 128 128	244 143 191 191
print(bytes "\u{1FFFFF}") -- expect: 247 191 191 191
print(bytes "\u{3FFFFFF}") -- expect: 251 191 191 191 191
print(bytes "\u{7FFFFFFF}") -- expect: 253 191 191 191 191 191
print("\u{000048}\u{69}", #"\u{D800}") -- expect: Hi	3

local function syntax(source)
  local chunk, message = load(source, "=chunk")
  print(chunk and "accepted" or message)
end
syntax [[return "\u{80000000}"]] -- expect: chunk:1: UTF-8 value too large near '"\u{80000000'
syntax [[return "\u41"]] -- expect: chunk:1: missing '{' near '"\u4'
syntax [[return "\u{41"]] -- expect: chunk:1: missing '}' near '"\u{41"'
syntax [[return "\u{}"]] -- expect: chunk:1: hexadecimal digit expected near '"\u{}'
syntax [[return "\u{4g}"]] -- expect: chunk:1: missing '}' near '"\u{4g'
