-- error raises any value, with a position added to strings by level.
print(pcall(error, "plain")) -- expect: false	plain
print(pcall(error, "with level 0", 0)) -- expect: false	with level 0
print(pcall(error)) -- expect: false	<no error object>
print(pcall(error, nil)) -- expect: false	<no error object>
print(pcall(error, 42), pcall(error, 4.5), pcall(error, true)) -- expect: false	false	false	true
local t = {}
print(select(2, pcall(error, t)) == t, select(2, pcall(error, print)) == print) -- expect: true	true
local chunk = load([[
local function level(n)
  error("message", n)
end
local function caller(n)
  level(n)
end
return function(n)
  caller(n)
end
]], "=chunk")()
for n = 0, 3 do print(n, pcall(chunk, n)) end
-- expect: 0	false	message
-- expect: 1	false	chunk:2: message
-- expect: 2	false	chunk:5: message
-- expect: 3	false	chunk:8: message
print(pcall(chunk, nil)) -- expect: false	chunk:2: message
print(select(2, pcall(chunk, 100))) -- expect: message
-- Numbers get no position, nor do messages of other types.
print(pcall(load("error(42)", "=c"))) -- expect: false	42
print(pcall(load("error('text')", "=c"))) -- expect: false	c:1: text
print(pcall(load("error()", "=c"))) -- expect: false	<no error object>
print(pcall(load("error(nil)", "=c"))) -- expect: false	<no error object>
print(math.type(select(2, pcall(load("error(42)", "=c"))))) -- expect: integer
print(pcall(load("error('a' .. 1, 1)", "=c")), pcall(load("\n\nerror 'third line'", "=c")))
-- expect: false	false	c:3: third line
print(pcall(error, "x", "not a level")) -- expect: false	bad argument #2 to 'error' (number expected, got string)
print(pcall(error, "x", 1.5)) -- expect: false	bad argument #2 to 'error' (number has no integer representation)
