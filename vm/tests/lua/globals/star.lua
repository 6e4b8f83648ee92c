-- 'global *' allows every name again, with 'const' for reading only.
local function check(source)
  local chunk, message = load(source, "=c", "t", { present = "present" })
  if chunk then print(pcall(chunk)) else print(message) end
end
check "global *; y = 1 return y" -- expect: true	1
check "global x; global *; y = 2 return y" -- expect: true	2
check "global <const> *; return present, absent" -- expect: true	present	nil
check "global <const> *; present = 1" -- expect: c:1: attempt to assign to const variable 'present'
check "global <const> *; return function() fresh = 1 end" -- expect: c:1: attempt to assign to const variable 'fresh'
check "global <const> *; global y; y = 3 return y, present" -- expect: true	3	present
check "global y; global <const> *; y = 4 return y" -- expect: true	4
check "global x; global <const> *; z = 1" -- expect: c:1: attempt to assign to const variable 'z'
check "global <close> *" -- expect: c:1: global variables cannot be to-be-closed
check "global *, x" -- expect: c:1: unexpected symbol near ','
check "global x, *" -- expect: c:1: <name> expected near '*'
check "do global <const> * end y = 5 return y" -- expect: true	5
check "global none; do global * return present end" -- expect: true	present
check "global none; do global * end return present" -- expect: c:1: variable 'present' not declared
