-- An attribute before the names applies to all of them; one after a name overrides it.
local <const> a, b, c = 1, 2, 3
print(a, b, c) -- expect: 1	2	3
local function syntax(source)
  local chunk, message = load(source, "=c")
  print(chunk and "accepted" or message)
end
syntax "local <const> a, b = 1, 2; a = 3" -- expect: c:1: attempt to assign to const variable 'a'
syntax "local <const> a, b = 1, 2; b = 3" -- expect: c:1: attempt to assign to const variable 'b'
syntax "local <const> a = 1; local b = a; b = 2" -- expect: accepted
syntax "local <const> a, b <const> = 1, 2" -- expect: accepted
syntax "local <close> a = nil; a = 2" -- expect: c:1: attempt to assign to const variable 'a'
syntax "local <constant> a = 1" -- expect: c:1: unknown attribute 'constant'
syntax "local <const> = 1" -- expect: c:1: <name> expected near '='
syntax "local <const> function f() end" -- expect: c:1: <name> expected near 'function'
do
  local <close> x = setmetatable({}, { __close = function() print("closed") end })
  print("open")
  -- expect: open
  -- expect: closed
end
local d <const>, e = 4, 5
e = e + d
print(d, e) -- expect: 4	9
