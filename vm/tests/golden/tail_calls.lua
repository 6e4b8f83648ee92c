local function loop(n)
  if n == 0 then return done() end
  return loop(n - 1)
end
local function method(object, ...)
  return object:call(...)
end
local function not_tail(f)
  local x <close> = f
  return f()
end
return (loop(3))
