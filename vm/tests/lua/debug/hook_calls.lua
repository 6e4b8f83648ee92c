-- Call and return hooks see functions start and end.
local log
local function trace(mask, f, ...)
  log = {}
  debug.sethook(function(event)
    local info = debug.getinfo(2, "nS")
    log[#log + 1] = event .. ":" .. tostring(info.name)
  end, mask)
  f(...)
  debug.sethook()
  log[#log] = nil
  print(table.concat(log, " "))
end
local function leaf() return 1 end
local function middle() local x = leaf() return x end
local function tail() return leaf() end
local function library() local x = math.abs(-1) return x end
trace("c", middle) -- expect: call:f call:leaf
trace("r", middle) -- expect: return:sethook return:leaf
trace("cr", middle) -- expect: return:sethook call:f call:leaf return:leaf return:f
trace("c", tail) -- expect: call:f tail call:nil
trace("cr", tail) -- expect: return:sethook call:f tail call:nil return:nil
trace("c", library) -- expect: call:f call:abs
trace("cr", function() pcall(error) end) -- expect: return:sethook call:f call:pcall call:nil return:pcall return:f
trace("c", function() for _ in pairs {} do end end) -- expect: call:f call:pairs call:for iterator
trace("c", function() return setmetatable({}, { __index = function() return 1 end }).x end)
-- expect: call:f call:setmetatable call:index
trace("cr", coroutine.wrap(function() end)) -- expect: return:sethook call:f return:f
-- Errors leave functions without a return event.
trace("cr", pcall, function() error "x" end) -- expect: return:sethook call:f call:nil call:error return:f
print(debug.gethook()) -- expect: nil
