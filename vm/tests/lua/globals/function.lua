-- 'global function' declares the name and then defines it.
local function check(source)
  local chunk, message = load(source, "=c", "t", { old = 1, print = print })
  if chunk then print(pcall(chunk)) else print(message) end
end
check "global function f() return 1 end return f()" -- expect: true	1
check "global function f(n) return n == 0 and 'end' or f(n - 1) end return f(3)" -- expect: true	end
check "global function old() end" -- expect: false	c:1: global 'old' already defined
check "global function f() end y = 1" -- expect: c:1: variable 'y' not declared
check "global function f() return print end" -- expect: c:1: variable 'print' not declared
check "global function f() end global function g() return f end return g() == f" -- expect: true	true
check "global function a.b() end" -- expect: c:1: '(' expected near '.'
check "global function a:b() end" -- expect: c:1: '(' expected near ':'
check "global function () end" -- expect: c:1: <name> expected near '('
check "global <const> function f() end" -- expect: c:1: <name> expected near 'function'
check "do global function f() return 'still there' end end return f()" -- expect: true	still there
check "local env = _ENV global function f() return env.f == f end return f()" -- expect: true	true
