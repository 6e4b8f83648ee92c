-- Library functions that cannot be suspended refuse a yield inside their callbacks.
local function try(f, ...)
  local co = coroutine.create(f)
  local ok, text = coroutine.resume(co, ...)
  print(ok, ok and coroutine.status(co) or (text:gsub("^[^:]+:%d+: ", "")))
end
try(function() table.sort({ 3, 2, 1 }, function(a, b) coroutine.yield() return a < b end) end)
-- expect: false	attempt to yield across a C-call boundary
try(function() return (("abc"):gsub(".", function() coroutine.yield() end)) end)
-- expect: false	attempt to yield across a C-call boundary
try(function() return tostring(setmetatable({}, { __tostring = function() coroutine.yield() return "" end })) end)
-- expect: false	attempt to yield across a C-call boundary
try(function() for _ in ipairs(setmetatable({}, { __index = function() coroutine.yield() end })) do end end)
-- expect: false	attempt to yield across a C-call boundary
try(function() load(function() coroutine.yield() end) end) -- expect: true	dead
try(function() return table.concat(setmetatable({}, { __index = function() coroutine.yield() end, __len = function() return 1 end })) end)
-- expect: false	attempt to yield across a C-call boundary
