-- The three values must be numbers, and the step not zero.
local function message(first, last, step)
  local ok, text = pcall(load("local a, b, c = ... for i = a, b, c do end", "=c"), first, last, step)
  return ok and "no error" or text
end
print(message(1, 2, 0)) -- expect: c:1: 'for' step is zero
print(message(1, 2, 0.0)) -- expect: c:1: 'for' step is zero
print(message(1.0, 2, 0)) -- expect: c:1: 'for' step is zero
print(message(1, 2, -0.0)) -- expect: c:1: 'for' step is zero
print(message("1", 2, 1)) -- expect: no error
print(message(1, "2", 1)) -- expect: no error
print(message(1, 2, "1")) -- expect: no error
print(message({}, 2, 1)) -- expect: c:1: bad 'for' initial value (number expected, got table)
print(message(1, {}, 1)) -- expect: c:1: bad 'for' limit (number expected, got table)
print(message(1, 2, {})) -- expect: c:1: bad 'for' step (number expected, got table)
print(message(nil, 2, 1)) -- expect: c:1: bad 'for' initial value (number expected, got nil)
print(message(1, nil, 1)) -- expect: c:1: bad 'for' limit (number expected, got nil)
print(message(1, 2, nil)) -- expect: c:1: bad 'for' step (number expected, got nil)
print(message("x", "y", "z")) -- expect: c:1: bad 'for' limit (number expected, got string)
print(message(nil, "y", 0)) -- expect: c:1: bad 'for' limit (number expected, got string)
print(message(true, 2, 1)) -- expect: c:1: bad 'for' initial value (number expected, got boolean)
print(message(1, print, 1)) -- expect: c:1: bad 'for' limit (number expected, got function)
print(pcall(load("for i = 1, nil do end", "=c"))) -- expect: false	c:1: bad 'for' limit (number expected, got nil)
print(pcall(load("for i = {}, 2 do end", "=c")))
-- expect: false	c:1: bad 'for' initial value (number expected, got table)
print(pcall(load("\n\nfor i = 1,\n 10,\n 0 do end", "=c"))) -- expect: false	c:5: 'for' step is zero
