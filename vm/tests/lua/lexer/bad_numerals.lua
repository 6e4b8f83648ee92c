-- A numeral takes in all letters, digits and points that follow, then must make sense.
local function syntax(source)
  local chunk, message = load("return " .. source, "=c")
  print(chunk and "accepted" or message)
end
syntax "3x" -- expect: c:1: malformed number near '3x'
syntax "0x" -- expect: c:1: malformed number near '0x'
syntax "0xg" -- expect: c:1: malformed number near '0xg'
syntax "1e" -- expect: c:1: malformed number near '1e'
syntax "1e+" -- expect: c:1: malformed number near '1e+'
syntax "1.2.3" -- expect: c:1: malformed number near '1.2.3'
syntax "0x1p" -- expect: c:1: malformed number near '0x1p'
syntax "0x1pz" -- expect: c:1: malformed number near '0x1pz'
syntax "0x.p1" -- expect: c:1: malformed number near '0x.p1'
syntax "12abc" -- expect: c:1: malformed number near '12abc'
syntax "1..2" -- expect: c:1: malformed number near '1..2'
syntax "08_000" -- expect: c:1: malformed number near '08_'
syntax "1e5.5" -- expect: c:1: malformed number near '1e5.5'
syntax "0xep1 , 0xe+1" -- expect: accepted
syntax "3e-2, 3-2, 0x1e-2" -- expect: accepted
