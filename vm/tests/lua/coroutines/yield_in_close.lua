-- __close metamethods may yield, on normal exit, on error and when a loop breaks.
local function closer(name) return setmetatable({}, { __close = function(_, e) coroutine.yield("closing " .. name .. " " .. tostring(e)) end }) end
local function run(f)
  local co = coroutine.create(f)
  while true do
    local results = table.pack(coroutine.resume(co))
    print(table.unpack(results, 1, results.n))
    if coroutine.status(co) == "dead" then return end
  end
end
run(function()
  local a <close> = closer "a"
  local b <close> = closer "b"
  return "r1", "r2"
end)
-- expect: true	closing b nil
-- expect: true	closing a nil
-- expect: true	r1	r2
run(function()
  local a <close> = closer "a"
  local b <close> = closer "b"
  error("e", 0)
end) -- expect: false	e
run(function()
  local ok, e = pcall(function() local a <close> = closer "in pcall" error("e", 0) end)
  return "caught", e
end)
-- expect: true	closing in pcall e
-- expect: true	caught	e
run(function()
  for i = 1, 2 do
    local x <close> = closer("round " .. i)
    if i == 2 then break end
  end
  do local y <close> = closer "block" end
  return "after"
end)
-- expect: true	closing round 1 nil
-- expect: true	closing round 2 nil
-- expect: true	closing block nil
-- expect: true	after
run(function(...)
  local function f(...) local c <close> = closer "tail" return select("#", ...), ... end
  return f(1, nil, 3)
end)
-- expect: true	closing tail nil
-- expect: true	3	1	nil	3
