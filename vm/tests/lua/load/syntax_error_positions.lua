-- Syntax errors name the line where the parser stopped and what it is closing.
local function syntax(source)
  print(select(2, load(source, "=c")))
end
syntax "\n\n\nx = = 1" -- expect: c:4: unexpected symbol near '='
syntax "if x then\n\n\n" -- expect: c:4: 'end' expected (to close 'if' at line 1) near <eof>
syntax "while true do\nx = 1\n\n" -- expect: c:4: 'end' expected (to close 'while' at line 1) near <eof>
syntax "function f()\n  if x then\n  end\n\n"
-- expect: c:5: 'end' expected (to close 'function' at line 1) near <eof>
syntax "for i = 1, 2 do\n\n\nfoo bar" -- expect: c:4: syntax error near 'bar'
syntax "repeat\n\nx = 1" -- expect: c:3: 'until' expected (to close 'repeat' at line 1) near <eof>
syntax "local t = {\n1,\n2,\n\n" -- expect: c:5: unexpected symbol near <eof>
syntax "f(\n1,\n2\n\nx = 1" -- expect: c:5: ')' expected (to close '(' at line 1) near 'x'
syntax "x = (1 +\n2\n\ny = 2" -- expect: c:4: ')' expected (to close '(' at line 1) near 'y'
syntax "do\n  do\n  end\n" -- expect: c:4: 'end' expected (to close 'do' at line 1) near <eof>
syntax "x = function()\n\n  return 1\n\n  y = 2 end"
-- expect: c:5: 'end' expected (to close 'function' at line 1) near 'y'
syntax "a[1\n\n = 2" -- expect: c:3: ']' expected near '='
syntax "if x then\nelse\n\nelse\nend" -- expect: c:4: 'end' expected (to close 'if' at line 1) near 'else'
syntax "x = 'unfinished\n\n" -- expect: c:1: unfinished string near ''unfinished'
syntax "x = [[unfinished\n\n" -- expect: c:3: unfinished long string (starting at line 1) near <eof>
syntax "--[[ unfinished\n\n" -- expect: c:3: unfinished long comment (starting at line 1) near <eof>
syntax "x = 1\ny = 2 z" -- expect: c:2: syntax error near <eof>
syntax "goto nowhere\n\n\n" -- expect: c:1: no visible label 'nowhere' for <goto> at line 1
syntax "do\n  goto inner\nend\ndo ::inner:: end" -- expect: c:4: no visible label 'inner' for <goto> at line 2
syntax "break\n" -- expect: c:1: break outside loop near 'break'
syntax "local x <const> = 1\n\nx = 2" -- expect: c:3: attempt to assign to const variable 'x'
syntax("x = 'long token " .. ("x"):rep(100) .. "' y") -- expect: c:1: syntax error near <eof>
syntax("x = " .. ("y"):rep(100) .. " " .. ("z"):rep(100)) -- expect: c:1: syntax error near <eof>
