-- Recursion through library functions and metamethods is limited too.
local function message(f)
  local ok, text = pcall(f)
  print(ok, type(text) == "string" and text:match "stack overflow" or type(text))
end
local function through_gsub() return (("x"):gsub("x", through_gsub)) end
message(through_gsub) -- expect: false	stack overflow
local function through_sort() table.sort({ 1, 2 }, through_sort) end
message(through_sort) -- expect: false	stack overflow
local t = setmetatable({}, {})
getmetatable(t).__tostring = function(self) return tostring(self) end
message(function() return tostring(t) end) -- expect: false	stack overflow
local function nested_wrap() return coroutine.wrap(nested_wrap)() end
message(nested_wrap) -- expect: false	stack overflow
local indexed = setmetatable({}, { __index = function(self, k) return self[k .. "x"] end })
message(function() return indexed.a end) -- expect: false	stack overflow
message(load("return " .. ("("):rep(10) .. "1" .. (")"):rep(10))) -- expect: true	number
print(select(2, load("return " .. ("("):rep(1000) .. "1" .. (")"):rep(1000), "=c")):match "overflow")
-- expect: overflow
print("still alive", (("x"):gsub("x", "y"))) -- expect: still alive	y
