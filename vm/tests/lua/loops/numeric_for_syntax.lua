-- Malformed for loops are refused.
local function syntax(source)
  local chunk, message = load(source, "=c")
  print(chunk and "accepted" or message)
end
syntax "for i = 1 do end" -- expect: c:1: ',' expected near 'do'
syntax "for i = 1, 2, 3, 4 do end" -- expect: c:1: 'do' expected near ','
syntax "for i, j = 1, 2 do end" -- expect: c:1: 'in' expected near '='
syntax "for i 1, 2 do end" -- expect: c:1: '=' or 'in' expected near '1'
syntax "for i = 1, 2 end" -- expect: c:1: 'do' expected near 'end'
syntax "for = 1, 2 do end" -- expect: c:1: <name> expected near '='
syntax "for i.x = 1, 2 do end" -- expect: c:1: '=' or 'in' expected near '.'
syntax "for i in do end" -- expect: c:1: unexpected symbol near 'do'
syntax "for i, in pairs {} do end" -- expect: c:1: <name> expected near 'in'
syntax "for i <const> = 1, 2 do end" -- expect: c:1: '=' or 'in' expected near '<'
syntax "for 1 in pairs {} do end" -- expect: c:1: <name> expected near '1'
syntax "for i in pairs {} end" -- expect: c:1: 'do' expected near 'end'
syntax "for i = 1, 2 do" -- expect: c:1: 'end' expected near <eof>
syntax "\nfor i = 1, 2 do\n\n" -- expect: c:4: 'end' expected (to close 'for' at line 2) near <eof>
syntax "for i = 1, 2 do end end" -- expect: c:1: <eof> expected near 'end'
syntax "for i = (1), (2) do end for i = f(), g(), h() do end" -- expect: accepted
syntax "for i in a, b, c, d do end" -- expect: accepted
