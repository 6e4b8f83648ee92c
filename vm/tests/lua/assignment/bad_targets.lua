-- Only variables and indexed expressions can be assigned to.
local function syntax(source)
  local chunk, message = load(source, "=c")
  print(chunk and "accepted" or message)
end
syntax "f() = 1" -- expect: c:1: syntax error near '='
syntax "a, f() = 1, 2" -- expect: c:1: syntax error near '='
syntax "1 = 2" -- expect: c:1: unexpected symbol near '1'
syntax "(a) = 1" -- expect: c:1: syntax error near '='
syntax "a + 1 = 2" -- expect: c:1: syntax error near '+'
syntax "a" -- expect: c:1: syntax error near <eof>
syntax "a.b" -- expect: c:1: syntax error near <eof>
syntax "a.b:c() = 1" -- expect: c:1: syntax error near '='
syntax "'s' = 1" -- expect: c:1: unexpected symbol near ''s''
syntax "{} = 1" -- expect: c:1: unexpected symbol near '{'
syntax "nil = 1" -- expect: c:1: unexpected symbol near 'nil'
syntax "a, b" -- expect: c:1: '=' expected near <eof>
syntax "a, b =" -- expect: c:1: unexpected symbol near <eof>
syntax "a = " -- expect: c:1: unexpected symbol near <eof>
syntax "a == 1" -- expect: c:1: syntax error near '=='
syntax "local a.b = 1" -- expect: c:1: unexpected symbol near '.'
syntax "local f() = 1" -- expect: c:1: unexpected symbol near ')'
syntax "... = 1" -- expect: c:1: unexpected symbol near '...'
syntax "a += 1" -- expect: c:1: syntax error near '+'
syntax "f().x, (t)[1], ('s').len = 1, 2, 3" -- expect: accepted
