-- Positional, named and computed fields in one constructor.
local t = { 1, 2, x = "x", 3, ["y z"] = "yz", [10] = "ten", [2 + 2] = "four", n = nil, 5; "six" }
print(#t >= 5, t[1], t[2], t[3], t[4], t[5], t[10], t.x, t["y z"], t.n) -- expect: true	1	2	3	5	six	ten	x	yz	nil
print(#{}, #{ nil }, #{ 1, 2, 3 }, #{ n = 1 }, #{ "a", }, #{ "a"; "b"; }) -- expect: 0	0	3	0	1	2
-- Positional items count on their own; a computed key may collide with one.
local u = { [1] = "computed", "positional", [2] = "kept" }
print(u[1], u[2]) -- expect: positional	kept
local v = { [1.0] = "float key", [2] = "int key", [2.0] = "same key" }
print(v[1], v[2]) -- expect: float key	same key
local nested = { { 1, { 2, { 3 } } }, f = function() return { g = { "deep" } } end }
print(nested[1][2][2][1], nested.f().g[1]) -- expect: 3	deep
local function message(f, ...)
  local ok, text = pcall(f, ...)
  return ok and "no error" or (text:gsub("^[^:]+:%d+: ", ""))
end
print(message(function() return { [nil] = 1 } end)) -- expect: table index is nil
print(message(function() return { [0 / 0] = 1 } end)) -- expect: table index is NaN
print(message(function() return { [nil] = nil } end)) -- expect: table index is nil
local function syntax(source)
  local chunk, text = load(source, "=c")
  print(chunk and "accepted" or text)
end
syntax "return {1 2}" -- expect: c:1: '}' expected near '2'
syntax "return {,}" -- expect: c:1: unexpected symbol near ','
syntax "return {;}" -- expect: c:1: unexpected symbol near ';'
syntax "return {a.b = 1}" -- expect: c:1: '}' expected near '='
syntax "return {1, 2" -- expect: c:1: '}' expected near <eof>
syntax "return {[1] 2}" -- expect: c:1: '=' expected near '2'
syntax "return {'a' = 1}" -- expect: c:1: '}' expected near '='
syntax "return {f() = 1}" -- expect: c:1: '}' expected near '='
syntax "return {a = 1,, b = 2}" -- expect: c:1: unexpected symbol near ','
syntax "return {[a] = 1, b = b, b; f{} , 'x', {}, ...}" -- expect: accepted
