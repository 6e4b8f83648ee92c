-- A running coroutine may close itself, which ends it like a return.
local function closer(name) return setmetatable({}, { __close = function(_, err) print("close " .. name, err) end }) end
local co
co = coroutine.create(function()
  local a <close> = closer "a"
  print "about to close"
  coroutine.close(co)
  print "never reached"
end)
print(coroutine.resume(co))
-- expect: about to close
-- expect: close a	nil
-- expect: true
print(coroutine.status(co)) -- expect: dead
local wrapped = coroutine.wrap(function()
  local a <close> = closer "w"
  pcall(function()
    local b <close> = closer "inner"
    coroutine.close()
  end)
  print "never reached"
end)
print(select("#", wrapped()))
-- expect: close inner	nil
-- expect: close w	nil
-- expect: 0
print(pcall(wrapped)) -- expect: false	cannot resume dead coroutine
print(pcall(coroutine.close)) -- expect: false	cannot close main thread
co = coroutine.create(function()
  local a <close> = setmetatable({}, { __close = function() error("while closing", 0) end })
  coroutine.close()
end)
print(coroutine.resume(co)) -- expect: false	while closing
print(coroutine.status(co), coroutine.close(co)) -- expect: dead	false	while closing
