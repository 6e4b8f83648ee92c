-- A round-robin scheduler with sleeping tasks, messages and joins.
local ready, sleeping, clock, log = {}, {}, 0, {}
local function spawn(name, body, ...)
  local task = { name = name, co = coroutine.create(body), args = table.pack(...) }
  ready[#ready + 1] = task
  return task
end
local function sleep(n) coroutine.yield("sleep", n) end
local function join(task) while not task.done do sleep(1) end return task.result end
local function run()
  while #ready > 0 or next(sleeping) do
    if #ready == 0 then
      clock = clock + 1
      for i = #sleeping, 1, -1 do
        if sleeping[i].wake <= clock then table.insert(ready, 1, table.remove(sleeping, i)) end
      end
    else
      local task = table.remove(ready, 1)
      local ok, what, arg = coroutine.resume(task.co, table.unpack(task.args, 1, task.args.n))
      task.args = { n = 0 }
      if not ok then
        log[#log + 1] = task.name .. " failed: " .. what
        task.done = true
      elseif coroutine.status(task.co) == "dead" then
        task.done, task.result = true, what
        log[#log + 1] = task.name .. " done at " .. clock
      elseif what == "sleep" then
        task.wake = clock + arg
        sleeping[#sleeping + 1] = task
      else
        ready[#ready + 1] = task
      end
    end
  end
end
local a = spawn("a", function(n) for i = 1, n do log[#log + 1] = "a" .. i sleep(2) end return "result of a" end, 3)
spawn("b", function() for i = 1, 2 do log[#log + 1] = "b" .. i sleep(3) end end)
spawn("c", function() sleep(1) error("c broke", 0) end)
spawn("d", function() local result = join(a) log[#log + 1] = "d got " .. result end)
run()
for _, line in ipairs(log) do print(line) end
-- expect: a1
-- expect: b1
-- expect: c failed: c broke
-- expect: a2
-- expect: b2
-- expect: a3
-- expect: b done at 6
-- expect: a done at 6
-- expect: d got result of a
-- expect: d done at 6
