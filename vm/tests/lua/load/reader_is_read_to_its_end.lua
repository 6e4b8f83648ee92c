-- `load` asks its reader for all of the text before it looks at it, also where the text starts with a mistake.
-- oracle: skip (the reference stops where it finds the mistake)
local text, calls = "*a = 123", 0
print(load(function() calls = calls + 1 return text:sub(calls, calls) end, "=c")) -- expect: nil	c:1: unexpected symbol near '*'
print(calls) -- expect: 9
