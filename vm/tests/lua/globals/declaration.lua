-- After a global declaration, only declared names may be used within its scope.
local function check(source)
  local env = setmetatable({}, { __index = _G })
  local chunk, message = load(source, "=c", "t", env)
  if chunk then print(pcall(chunk)) else print(message) end
end
check "global x; x = 1; return x" -- expect: true	1
check "global x; y = 1" -- expect: c:1: variable 'y' not declared
check "global x; return y" -- expect: c:1: variable 'y' not declared
check "global x, print; return print ~= nil, x" -- expect: true	true	nil
check "global x; x = print" -- expect: c:1: variable 'print' not declared
check "global undefined_yet; return undefined_yet" -- expect: true	nil
check "global x; do local y = 1; return y end" -- expect: true	1
check "global x; return (function() return hidden end)()" -- expect: c:1: variable 'hidden' not declared
check "global x; for i = 1, 2 do y = i end" -- expect: c:1: variable 'y' not declared
check "global f; function f() return 'declared' end return f()" -- expect: true	declared
check "global f; function g() end" -- expect: c:1: variable 'g' not declared
check "global t; t = {}; function t.g() return 'field' end return t.g()" -- expect: true	field
check "global x return load('return y')()" -- expect: c:1: variable 'load' not declared
check "global x, load return load('return y')()" -- expect: true	nil
