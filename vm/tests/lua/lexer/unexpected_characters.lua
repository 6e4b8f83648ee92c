-- Characters that start no token are refused, control bytes as their code.
local function syntax(source)
  local chunk, message = load(source, "=c")
  print(chunk and "accepted" or message)
end
syntax "x = 1 @ 2" -- expect: c:1: unexpected symbol near '@'
syntax "x = $y" -- expect: c:1: unexpected symbol near '$'
syntax "x = `y`" -- expect: c:1: unexpected symbol near '`'
syntax "!x" -- expect: c:1: unexpected symbol near '!'
syntax "x != y" -- expect: c:1: syntax error near '!'
syntax "x = 1 ? 2 : 3" -- expect: c:1: unexpected symbol near '?'
syntax "\\" -- expect: c:1: unexpected symbol near '\'
syntax "x = \1" -- expect: c:1: unexpected symbol near '<\1>'
syntax "x = 1 \127" -- expect: c:1: unexpected symbol near '<\127>'
-- White space of every kind is accepted.
syntax " \t\v\f\r\n x = 1 \v\f" -- expect: accepted
