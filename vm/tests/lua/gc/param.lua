-- collectgarbage "param" reads and sets the collector's parameters.
for _, name in ipairs { "minormul", "majorminor", "minormajor", "pause", "stepmul", "stepsize" } do
  local old = collectgarbage("param", name)
  assert(math.type(old) == "integer")
  assert(collectgarbage("param", name, 200) == old)
  local set = collectgarbage("param", name)
  print(name, set > 150 and set < 250)
  collectgarbage("param", name, old)
end
-- expect: minormul	true
-- expect: majorminor	true
-- expect: minormajor	true
-- expect: pause	true
-- expect: stepmul	true
-- expect: stepsize	true
print(pcall(collectgarbage, "param"))
-- expect: false	bad argument #2 to 'collectgarbage' (string expected, got no value)
print(pcall(collectgarbage, "param", "nonsense"))
-- expect: false	bad argument #2 to 'collectgarbage' (invalid option 'nonsense')
print(pcall(collectgarbage, "param", "pause", "x"))
-- expect: false	bad argument #3 to 'collectgarbage' (number expected, got string)
