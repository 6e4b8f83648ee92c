-- A metatable may lose its __close before the variable is closed; calling it then fails like any other call.
local mt = {}
local function pending()
  mt.__close = function() end
  return setmetatable({}, mt)
end
local function witness()
  return setmetatable({}, { __close = function(_, e) print("witness", (tostring(e):gsub("^[^:]+:%d+: ", ""))) end })
end
local function lose(replacement, finish)
  return function()
    local first <close> = witness()
    local second <close> = pending()
    mt.__close = replacement
    return finish()
  end
end
local function fail() error("original", 0) end
local function strip(ok, message) return ok, (tostring(message):gsub("^[^:]+:%d+: ", "")) end
-- Where a return closes it, the message says what was called.
print(strip(pcall(lose(nil, function() return 1 end))))
-- expect: witness	attempt to call a nil value (metamethod 'close')
-- expect: false	attempt to call a nil value (metamethod 'close')
-- Where an error closes it, no instruction runs that could tell; the new error replaces the old one.
print(pcall(lose(nil, fail)))
-- expect: witness	attempt to call a nil value
-- expect: false	attempt to call a nil value
print(pcall(lose(42, fail)))
-- expect: witness	attempt to call a number value
-- expect: false	attempt to call a number value
-- A message handler sees both errors.
print(xpcall(lose(nil, fail), function(m) return "handled " .. m end))
-- expect: witness	handled attempt to call a nil value
-- expect: false	handled attempt to call a nil value
local co = coroutine.create(lose(nil, coroutine.yield))
coroutine.resume(co)
print(coroutine.close(co))
-- expect: witness	attempt to call a nil value
-- expect: false	attempt to call a nil value
print(pcall(coroutine.wrap(lose(nil, fail))))
-- expect: witness	attempt to call a nil value
-- expect: false	attempt to call a nil value
