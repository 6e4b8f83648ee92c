-- The options of collectgarbage and what each returns.
print(collectgarbage(), collectgarbage "collect", collectgarbage(nil)) -- expect: 0	0	0
print(math.type(collectgarbage "count"), collectgarbage "count" > 0) -- expect: float	true
print(collectgarbage "isrunning") -- expect: true
print(collectgarbage "stop", collectgarbage "isrunning") -- expect: 0	false
print(collectgarbage "restart", collectgarbage "isrunning") -- expect: 0	true
print(type(collectgarbage "step"), type(collectgarbage("step", 100))) -- expect: boolean	boolean
-- A change of mode gives the mode before it; which one is first depends on the host.
collectgarbage "incremental"
print(collectgarbage "incremental", collectgarbage "incremental") -- expect: incremental	incremental
print(collectgarbage "generational", collectgarbage "generational") -- expect: incremental	generational
print(collectgarbage "incremental") -- expect: generational
print(pcall(collectgarbage, "nonsense"))
-- expect: false	bad argument #1 to 'collectgarbage' (invalid option 'nonsense')
print(pcall(collectgarbage, {})) -- expect: false	bad argument #1 to 'collectgarbage' (string expected, got table)
print(pcall(collectgarbage, "step", "x"))
-- expect: false	bad argument #2 to 'collectgarbage' (number expected, got string)
print(select("#", collectgarbage "count"), select("#", collectgarbage "collect")) -- expect: 1	1
