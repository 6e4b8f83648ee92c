-- Assignments to fields go through __newindex, each once, with the values computed beforehand.
local log = {}
local proxy = setmetatable({}, {
  __newindex = function(_, key, value) log[#log + 1] = tostring(key) .. "=" .. tostring(value) end,
  __index = function(_, key) log[#log + 1] = "get " .. key return key .. "!" end,
})
local function flush()
  table.sort(log)
  print(table.concat(log, ", "))
  log = {}
end
proxy.a = 1
proxy.b, proxy.c = 2, 3
flush() -- expect: a=1, b=2, c=3
proxy.x, proxy.y = proxy.y, proxy.x
flush() -- expect: get x, get y, x=y!, y=x!
proxy[1], proxy[2], proxy[3] = (function() return "p", "q" end)()
flush() -- expect: 1=p, 2=q, 3=nil
local old = proxy
proxy, proxy.last = nil, "still reached"
flush() -- expect: last=still reached
print(proxy, rawget(old, "last")) -- expect: nil	nil
