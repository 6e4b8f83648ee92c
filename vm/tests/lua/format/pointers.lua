-- %p prints something that identifies an object, and a fixed text for other values.
local t, u = {}, {}
local function p(v) return string.format("%p", v) end
print(p(t) == p(t), p(t) ~= p(u), p(print) == p(print), p(coroutine.create(print)) ~= p(coroutine.create(print)))
-- expect: true	true	true	true
print(p(1), p(nil), p(true), p(1.5)) -- expect: (null)	(null)	(null)	(null)
print(p "short" == p("sh" .. "ort"), tostring(t):find(p(t), 1, true) ~= nil, tostring(print):find(p(print):sub(1), 1, true) ~= nil)
-- expect: true	true	true
print(#string.format("%30p", t), #string.format("%-30p", t), string.format("%10p|%-10p|", 1, 2))
-- expect: 30	30	    (null)|(null)    |
local function message(...)
  local ok, text = pcall(string.format, ...)
  print(ok and "no error" or text)
end
message("%p") -- expect: bad argument #2 to 'string.format' (no value)
message("%.3p", t) -- expect: invalid conversion specification: '%.3p'
message("%05p", t) -- expect: invalid conversion specification: '%05p'
