-- A declaration with values assigns them, and refuses names that already have one.
local function check(source)
  local env = { taken = "taken", no = false }
  local chunk, message = load(source, "=c", "t", env)
  if chunk then print(pcall(chunk)) else print(message) end
  return env
end
check "global x = 1 return x" -- expect: true	1
check "global x, y = 1, 2 return x, y" -- expect: true	1	2
check "global x, y = 1 return x, y" -- expect: true	1	nil
check "global x = 1, 2 return x" -- expect: true	1
check "global x, y = (function() return 3, 4 end)() return x, y" -- expect: true	3	4
check "global taken = 1" -- expect: false	c:1: global 'taken' already defined
check "global no = 1" -- expect: false	c:1: global 'no' already defined
check "global x, taken = 1, 2" -- expect: false	c:1: global 'taken' already defined
check "global taken; taken = 1 return taken" -- expect: true	1
check "global x = nil; global x = 2; return x" -- expect: true	2
check "global x = 1; global x = 2" -- expect: false	c:1: global 'x' already defined
check "global x = x return x" -- expect: true	nil
check "global x = 'outer' do local function f() return x end return f() end" -- expect: true	outer
-- The error names the line of the declaration.
check "\n\nglobal x,\n\ntaken = 1,\n\n2" -- expect: false	c:5: global 'taken' already defined
print(check("global a, b = 'p', 'q'").b)
-- expect: true
-- expect: q
