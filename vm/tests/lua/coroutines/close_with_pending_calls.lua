-- Closing works wherever the coroutine is suspended.
local function closer(log, name)
  return setmetatable({}, { __close = function(_, e) log[#log + 1] = name .. (e and " " .. tostring(e) or "") end })
end
local function suspended(body)
  local log = {}
  local co = coroutine.create(body)
  local _, v = coroutine.resume(co, log)
  local closed = table.pack(coroutine.close(co))
  print(v, table.concat(log, ", "), table.unpack(closed, 1, closed.n))
end
suspended(function(log)
  local a <close> = closer(log, "a")
  pcall(function() local b <close> = closer(log, "b") coroutine.yield "in pcall" end)
end) -- expect: in pcall	b, a	true
suspended(function(log)
  local a <close> = closer(log, "a")
  local function index() local m <close> = closer(log, "m") coroutine.yield "in __index" end
  local _ = setmetatable({}, { __index = index }).x
end) -- expect: in __index	m, a	true
suspended(function(log) for _ in coroutine.yield, "in iterator", nil, closer(log, "loop") do end end)
-- expect: in iterator	loop	true
suspended(function(log)
  local function recurse(n) local r <close> = closer(log, "r" .. n) if n == 0 then coroutine.yield "deep" else recurse(n - 1) end return n end
  recurse(3)
end) -- expect: deep	r0, r1, r2, r3	true
suspended(function(log)
  local a <close> = closer(log, "a")
  local b <close> = setmetatable({}, { __close = function() local c <close> = closer(log, "c") error("b failed", 0) end })
  coroutine.yield "error while closing"
end) -- expect: error while closing	c b failed, a b failed	false	b failed
suspended(function(log)
  local a <close> = closer(log, "outer")
  coroutine.wrap(function() local b <close> = closer(log, "inner is left alone") coroutine.yield() end)()
  coroutine.yield "nested coroutine"
end) -- expect: nested coroutine	outer	true
suspended(function(log)
  local a <close> = setmetatable({}, { __close = function() local x <close> = closer(log, "x") coroutine.yield "never seen" end })
  coroutine.yield "yield while closing"
end)
-- expect: yield while closing	x attempt to yield across a C-call boundary	false	attempt to yield across a C-call boundary
