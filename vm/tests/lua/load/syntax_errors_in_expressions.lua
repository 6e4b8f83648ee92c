-- The messages for malformed expressions.
local function syntax(source)
  local chunk, message = load("x = " .. source, "=c")
  print(chunk and "accepted" or message)
end
syntax "1 +" -- expect: c:1: unexpected symbol near <eof>
syntax "+ 1" -- expect: c:1: unexpected symbol near '+'
syntax "1 + + 1" -- expect: c:1: unexpected symbol near '+'
syntax "1 2" -- expect: c:1: unexpected symbol near '2'
syntax "* 2" -- expect: c:1: unexpected symbol near '*'
syntax "(1" -- expect: c:1: ')' expected near <eof>
syntax "1)" -- expect: c:1: unexpected symbol near ')'
syntax "()" -- expect: c:1: unexpected symbol near ')'
syntax "((1)" -- expect: c:1: ')' expected near <eof>
syntax "(1, 2)" -- expect: c:1: ')' expected near ','
syntax "a.b." -- expect: c:1: <name> expected near <eof>
syntax "a.1" -- expect: c:1: unexpected symbol near '.1'
syntax "a..b..c" -- expect: accepted
syntax "a.'b'" -- expect: c:1: <name> expected near ''b''
syntax "a[" -- expect: c:1: unexpected symbol near <eof>
syntax "a[]" -- expect: c:1: unexpected symbol near ']'
syntax "a[1" -- expect: c:1: ']' expected near <eof>
syntax "a[1, 2]" -- expect: c:1: ']' expected near ','
syntax "a:b" -- expect: c:1: function arguments expected near <eof>
syntax "a:b.c()" -- expect: c:1: function arguments expected near '.'
syntax "a:1()" -- expect: c:1: <name> expected near '1'
syntax "f(" -- expect: c:1: unexpected symbol near <eof>
syntax "f(1" -- expect: c:1: ')' expected near <eof>
syntax "f(1," -- expect: c:1: unexpected symbol near <eof>
syntax "f(1,)" -- expect: c:1: unexpected symbol near ')'
syntax "f(,1)" -- expect: c:1: unexpected symbol near ','
syntax "f(1 2)" -- expect: c:1: ')' expected near '2'
syntax "f(a = 1)" -- expect: c:1: ')' expected near '='
syntax "{" -- expect: c:1: unexpected symbol near <eof>
syntax "{1" -- expect: c:1: '}' expected near <eof>
syntax "{1," -- expect: c:1: unexpected symbol near <eof>
syntax "{[1]}" -- expect: c:1: '=' expected near '}'
syntax "{[1] = }" -- expect: c:1: unexpected symbol near '}'
syntax "{a = }" -- expect: c:1: unexpected symbol near '}'
syntax "{a.b}" -- expect: accepted
syntax "{= 1}" -- expect: c:1: unexpected symbol near '='
syntax "{1, 2 3}" -- expect: c:1: '}' expected near '3'
syntax "function" -- expect: c:1: '(' expected near <eof>
syntax "function end" -- expect: c:1: '(' expected near 'end'
syntax "function ( end" -- expect: c:1: <name> or '...' expected near 'end'
syntax "function() " -- expect: c:1: 'end' expected near <eof>
syntax "function f() end" -- expect: c:1: '(' expected near 'f'
syntax "not" -- expect: c:1: unexpected symbol near <eof>
syntax "#" -- expect: c:1: unexpected symbol near <eof>
syntax "~" -- expect: c:1: unexpected symbol near <eof>
syntax "a and" -- expect: c:1: unexpected symbol near <eof>
syntax "a or or b" -- expect: c:1: unexpected symbol near 'or'
syntax "a == == b" -- expect: c:1: unexpected symbol near '=='
syntax "a = b" -- expect: c:1: unexpected symbol near '='
syntax "a => b" -- expect: c:1: unexpected symbol near '='
syntax "a ? b : c" -- expect: c:1: unexpected symbol near '?'
syntax "a ++" -- expect: c:1: unexpected symbol near '+'
syntax "a && b" -- expect: c:1: unexpected symbol near '&'
syntax "a || b" -- expect: c:1: unexpected symbol near '|'
syntax "a != b" -- expect: c:1: unexpected symbol near '!'
syntax "a <> b" -- expect: c:1: unexpected symbol near '>'
syntax "..." -- expect: accepted
syntax "{...}" -- expect: accepted
syntax "function() return ... end" -- expect: c:1: cannot use '...' outside a vararg function near '...'
syntax "1 .. 2 .." -- expect: c:1: unexpected symbol near <eof>
syntax "2 ^" -- expect: c:1: unexpected symbol near <eof>
syntax "'a' 'b'" -- expect: c:1: unexpected symbol near ''b''
syntax "f 'a' 'b' {} (1)" -- expect: accepted
syntax "then" -- expect: c:1: unexpected symbol near 'then'
syntax "if" -- expect: c:1: unexpected symbol near 'if'
