-- Tokens are as long as possible, and white space between them is optional.
local a,b=6,4;print(a//b,a/b,a~=b,a~b,a<<b,a>>1,a<=b,a>=b,a==b) -- expect: 1	1.5	true	2	96	3	false	true	false
print(- -a,not not a,-a^2,2^-1,1 ..2,a..b) -- expect: 6	true	-36.0	0.5	12	64
local t={x={y={1,2;3}}};print(#t.x.y,t.x["y"][1],t["x"].y[#t.x.y]) -- expect: 3	1	3
do local function f(...)return...end;print(f(1,2),(f(1,2)))end -- expect: 1	1
::label::;;;
if a then;goto done;end
::done::
print(("x"):rep(3),#"abc"+1,({1,2})[2],(function()return"anonymous"end)()) -- expect: xxx	4	2	anonymous
local function syntax(source)
  local chunk, message = load(source, "=c")
  print(chunk and "accepted" or message)
end
syntax "return 1 = = 1" -- expect: c:1: <eof> expected near '='
syntax "return 1 ~ = 1" -- expect: c:1: unexpected symbol near '='
syntax "return 1 < < 1" -- expect: c:1: unexpected symbol near '<'
syntax "x = 1 ; ; ; y = 2" -- expect: accepted
syntax "::a::::b::" -- expect: accepted
syntax "return 4 // 2, 4 / / 2" -- expect: c:1: unexpected symbol near '/'
syntax "a.b:c = 1" -- expect: c:1: function arguments expected near '='
syntax "return ...." -- expect: c:1: <eof> expected near '.'
