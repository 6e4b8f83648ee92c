-- A captured variable outlives its block however the block is left.
local escaped = {}
local function leave_by_return()
  local v = "return"
  escaped[1] = function() return v end
  return v
end
leave_by_return()
for _ = 1, 1 do
  local v = "break"
  escaped[2] = function() return v end
  break
end
do
  local v = "goto"
  escaped[3] = function() return v end
  goto after
end
::after::
pcall(function()
  local v = "error"
  escaped[4] = function() return v end
  error "leave"
end)
local co = coroutine.create(function()
  local v = "coroutine"
  escaped[5] = function(new) v = new or v return v end
  coroutine.yield()
  print("in coroutine", v)
end)
coroutine.resume(co)
print(escaped[5] "changed from outside") -- expect: changed from outside
coroutine.resume(co) -- expect: in coroutine	changed from outside
for i, f in ipairs(escaped) do print(i, f()) end
-- expect: 1	return
-- expect: 2	break
-- expect: 3	goto
-- expect: 4	error
-- expect: 5	changed from outside
local function reuse() local v = "other use of the same stack slots" return v end
reuse()
print(escaped[1](), escaped[4]()) -- expect: return	error
