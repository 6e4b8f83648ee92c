-- A constant global may be read but not assigned, in its declaration or elsewhere.
local function check(source)
  local chunk, message = load(source, "=c", "t", { print = print, n = 5 })
  if chunk then print(pcall(chunk)) else print(message) end
end
check "global x <const>; x = 1" -- expect: c:1: attempt to assign to const variable 'x'
check "global <const> x; x = 1" -- expect: c:1: attempt to assign to const variable 'x'
check "global <const> x, y; y = 1" -- expect: c:1: attempt to assign to const variable 'y'
check "global n <const>; return n + 1" -- expect: true	6
check "global n <const>; return (function() n = 2 end)" -- expect: c:1: attempt to assign to const variable 'n'
check "global <const> print; function print() end" -- expect: c:1: attempt to assign to const variable 'print'
check "global a <const>, b; b = 1; return a, b" -- expect: true	nil	1
check "global a <const> = 7; return a" -- expect: true	7
check "global <close> x" -- expect: c:1: global variables cannot be to-be-closed
check "global x <close>" -- expect: c:1: global variables cannot be to-be-closed
check "global x <other>" -- expect: c:1: unknown attribute 'other'
check "global x <const>; do global x; x = 8 return x end" -- expect: true	8
check "global x <const>; x, y = 1, 2" -- expect: c:1: attempt to assign to const variable 'x'
