-- Decimal escapes take up to three digits, hexadecimal ones exactly two.
print("\65\066\0677") -- expect: ABC7
print(#"\0", #"\00", #"\0001", ("\0001"):byte(1, -1)) -- expect: 1	1	2	0	49
print("\x41\x7a\x4A") -- expect: AzJ
print(("\255\x00\xfF"):byte(1, -1)) -- expect: 255	0	255
print("\1234" == "{4") -- expect: true

local function syntax(source)
  local chunk, message = load(source, "=chunk")
  print(chunk and "accepted" or message)
end
syntax [[return "\256"]] -- expect: chunk:1: decimal escape too large near '"\256"'
syntax [[return "\300x"]] -- expect: chunk:1: decimal escape too large near '"\300x'
syntax [[return "\xg1"]] -- expect: chunk:1: hexadecimal digit expected near '"\xg'
syntax [[return "\x1"]] -- expect: chunk:1: hexadecimal digit expected near '"\x1"'
syntax [[return "\x"]] -- expect: chunk:1: hexadecimal digit expected near '"\x"'
