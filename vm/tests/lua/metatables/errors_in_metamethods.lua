-- Errors raised in metamethods propagate, with the function named after the event.
local function message(f, ...)
  local ok, text = pcall(f, ...)
  return ok and "no error" or (text:gsub("^[^:]+:%d+: ", ""))
end
local mt = {}
for _, event in ipairs { "add", "index", "newindex", "call", "concat", "len", "unm", "lt", "le", "eq", "close" } do
  mt["__" .. event] = function() error("from " .. event) end
end
local o, p = setmetatable({}, mt), setmetatable({}, mt)
print(message(function() return o + 1 end)) -- expect: from add
print(message(function() return o.x end)) -- expect: from index
print(message(function() o.x = 1 end)) -- expect: from newindex
print(message(function() o() end)) -- expect: from call
print(message(function() return o .. "x" end)) -- expect: from concat
print(message(function() return #o end)) -- expect: from len
print(message(function() return -o end)) -- expect: from unm
print(message(function() return o < p end)) -- expect: from lt
print(message(function() return o >= p end)) -- expect: from le
print(message(function() return o == p end)) -- expect: from eq
print(message(function() local x <close> = o end)) -- expect: from close
-- Metamethods that cannot be called.
local bad = setmetatable({}, { __add = 1, __index = 2, __newindex = 3, __concat = {}, __len = "x", __lt = true, __eq = 5, __unm = {} })
print(message(function() return bad + 1 end)) -- expect: attempt to call a number value (metamethod 'add')
print(message(function() return bad.x end)) -- expect: attempt to index a number value
print(message(function() bad.x = 1 end)) -- expect: attempt to index a number value
print(message(function() return bad .. "x" end)) -- expect: attempt to call a table value (metamethod 'concat')
print(message(function() return #bad end)) -- expect: attempt to call a string value (metamethod 'len')
print(message(function() return bad < bad end)) -- expect: attempt to call a boolean value (metamethod 'lt')
print(message(function() return bad == {} end)) -- expect: attempt to call a number value (metamethod 'eq')
print(message(function() return -bad end)) -- expect: attempt to call a table value (metamethod 'unm')
-- The traceback and getinfo call them by their event.
local name
local probe = setmetatable({}, { __index = function() name = debug.getinfo(1, "n") end, __add = function() name = debug.getinfo(1, "n") end })
local _ = probe.x
print(name.name, name.namewhat) -- expect: index	metamethod
_ = probe + 1
print(name.name, name.namewhat) -- expect: add	metamethod
