-- A declaration holds until its block ends; afterwards all names are allowed again.
local function check(source)
  local chunk, message = load(source, "=c", "t", {})
  if chunk then print(pcall(chunk)) else print(message) end
end
check "do global x end z = 1 return z" -- expect: true	1
check "if true then global x end z = 2 return z" -- expect: true	2
check "local function f() global x; x = 3 return x end return f(), z" -- expect: true	3	nil
check "global x do global y; y = 1; x = 2 return x, y end" -- expect: true	2	1
check "global x do global y end y = 1" -- expect: c:1: variable 'y' not declared
check "repeat global x; x = 1; local stop = x until stop == x return x" -- expect: true	1
check "for i = 1, 1 do global x; x = i end z = 4 return z, x" -- expect: true	4	1
-- Locals and globals of the same name hide each other, innermost first.
check "global a; a = 1; do local a = 2; return a end" -- expect: true	2
check "local a = 'local'; global a; a = 'global'; return a" -- expect: true	global
check "global a; a = 1; local a = 2; do global a; a = 3 end return a" -- expect: true	2
check "global a, _ENV; return a" -- expect: c:1: _ENV is global when accessing variable 'a'
check "local a = 1; do global a; a = 5 end return a" -- expect: true	1
