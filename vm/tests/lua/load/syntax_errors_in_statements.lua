-- The messages for malformed statements.
local function syntax(source)
  local chunk, message = load(source, "=c")
  print(chunk and "accepted" or message)
end
syntax "if" -- expect: c:1: unexpected symbol near <eof>
syntax "if x" -- expect: c:1: 'then' expected near <eof>
syntax "if x then" -- expect: c:1: 'end' expected near <eof>
syntax "if x then else" -- expect: c:1: 'end' expected near <eof>
syntax "if x then elseif" -- expect: c:1: unexpected symbol near <eof>
syntax "if x then elseif y else end" -- expect: c:1: 'then' expected near 'else'
syntax "if x then else elseif y then end" -- expect: c:1: 'end' expected near 'elseif'
syntax "if x then end end" -- expect: c:1: <eof> expected near 'end'
syntax "if then end" -- expect: c:1: unexpected symbol near 'then'
syntax "else" -- expect: c:1: <eof> expected near 'else'
syntax "end" -- expect: c:1: <eof> expected near 'end'
syntax "then" -- expect: c:1: unexpected symbol near 'then'
syntax "while" -- expect: c:1: unexpected symbol near <eof>
syntax "while x" -- expect: c:1: 'do' expected near <eof>
syntax "while x do" -- expect: c:1: 'end' expected near <eof>
syntax "while do end" -- expect: c:1: unexpected symbol near 'do'
syntax "while x do until y" -- expect: c:1: 'end' expected near 'until'
syntax "repeat" -- expect: c:1: 'until' expected near <eof>
syntax "repeat until" -- expect: c:1: unexpected symbol near <eof>
syntax "repeat end" -- expect: c:1: 'until' expected near 'end'
syntax "until x" -- expect: c:1: <eof> expected near 'until'
syntax "do" -- expect: c:1: 'end' expected near <eof>
syntax "do do end" -- expect: c:1: 'end' expected near <eof>
syntax "for" -- expect: c:1: <name> expected near <eof>
syntax "function" -- expect: c:1: <name> expected near <eof>
syntax "function f" -- expect: c:1: '(' expected near <eof>
syntax "function f(" -- expect: c:1: <name> or '...' expected near <eof>
syntax "function f(a" -- expect: c:1: ')' expected near <eof>
syntax "function f(a," -- expect: c:1: <name> or '...' expected near <eof>
syntax "function f(a,)" -- expect: c:1: <name> or '...' expected near ')'
syntax "function f(1)" -- expect: c:1: <name> or '...' expected near '1'
syntax "function f(a b)" -- expect: c:1: ')' expected near 'b'
syntax "function f()" -- expect: c:1: 'end' expected near <eof>
syntax "function f.1() end" -- expect: c:1: '(' expected near '.1'
syntax "function f:a:b() end" -- expect: c:1: '(' expected near ':'
syntax "function f:a.b() end" -- expect: c:1: '(' expected near '.'
syntax "function f[1]() end" -- expect: c:1: '(' expected near '['
syntax "function() end" -- expect: c:1: <name> expected near '('
syntax "local" -- expect: c:1: <name> expected near <eof>
syntax "local 1" -- expect: c:1: <name> expected near '1'
syntax "local a," -- expect: c:1: <name> expected near <eof>
syntax "local a =" -- expect: c:1: unexpected symbol near <eof>
syntax "local a b" -- expect: c:1: syntax error near <eof>
syntax "local function" -- expect: c:1: <name> expected near <eof>
syntax "local function a.b() end" -- expect: c:1: '(' expected near '.'
syntax "local function f() end end" -- expect: c:1: <eof> expected near 'end'
syntax "return return" -- expect: c:1: unexpected symbol near 'return'
syntax "return 1," -- expect: c:1: unexpected symbol near <eof>
syntax "return end" -- expect: c:1: <eof> expected near 'end'
syntax "x = 1 return 2 y = 3" -- expect: c:1: <eof> expected near 'y'
syntax "goto" -- expect: c:1: <name> expected near <eof>
syntax "::a" -- expect: c:1: '::' expected near <eof>
syntax "break" -- expect: c:1: break outside loop near 'break'
syntax "="  -- expect: c:1: unexpected symbol near '='
syntax "x =" -- expect: c:1: unexpected symbol near <eof>
syntax "x = = 1" -- expect: c:1: unexpected symbol near '='
syntax "x, y" -- expect: c:1: '=' expected near <eof>
syntax "x y" -- expect: c:1: syntax error near 'y'
syntax "x.y.z" -- expect: c:1: syntax error near <eof>
syntax "x:y" -- expect: c:1: function arguments expected near <eof>
syntax "x:y z" -- expect: c:1: function arguments expected near 'z'
syntax "(x)" -- expect: c:1: syntax error near <eof>
syntax "(x) = 1" -- expect: c:1: syntax error near '='
syntax "{}" -- expect: c:1: unexpected symbol near '{'
syntax "'x'" -- expect: c:1: unexpected symbol near ''x''
syntax "42" -- expect: c:1: unexpected symbol near '42'
syntax "nil" -- expect: c:1: unexpected symbol near 'nil'
syntax "not x" -- expect: c:1: unexpected symbol near 'not'
syntax "-x" -- expect: c:1: unexpected symbol near '-'
syntax ", x" -- expect: c:1: unexpected symbol near ','
syntax "x; ; y" -- expect: c:1: syntax error near ';'
