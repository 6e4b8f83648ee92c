-- A const variable can be read everywhere and assigned nowhere.
local limit <const> = 10
local name <const>, other <const> = "n", { changed = false }
print(limit, name, limit * 2, -limit, limit .. "") -- expect: 10	n	20	-10	10
other.changed = true
print(other.changed) -- expect: true
local function inner() return limit, name, other.changed end
print(inner()) -- expect: 10	n	true
local computed <const> = limit + #name
print(computed) -- expect: 11
local function syntax(source)
  local chunk, message = load(source, "=c")
  print(chunk and "accepted" or message)
end
syntax "local a <const> = 1; a = 2" -- expect: c:1: attempt to assign to const variable 'a'
syntax "local a <const> = {}; a = nil" -- expect: c:1: attempt to assign to const variable 'a'
syntax "local a <const> = 1; a, b = 1, 2" -- expect: c:1: attempt to assign to const variable 'a'
syntax "local a <const> = 1; b, a = 1, 2" -- expect: c:1: attempt to assign to const variable 'a'
syntax "local a <const>; function a() end" -- expect: c:1: attempt to assign to const variable 'a'
syntax "local a <const> = f(); return function() a = 2 end" -- expect: c:1: attempt to assign to const variable 'a'
syntax "local a <const> = 1; do local a = 2; a = 3 end" -- expect: accepted
syntax "local a <const> = 1; return function(a) a = 2 end" -- expect: accepted
syntax "local a <const> = {}; a.b = 1; function a.c() end" -- expect: accepted
syntax "local a <const> = 1; for a = 1, 2 do end" -- expect: accepted
syntax "local a <const>, b = 1, 2; b = 3; a = 4" -- expect: c:1: attempt to assign to const variable 'a'
