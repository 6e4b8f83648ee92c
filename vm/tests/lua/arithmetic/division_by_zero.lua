-- Integer division and modulo by zero are errors; with floats they are not.
local function message(f, ...)
  local ok, text = pcall(f, ...)
  return ok and "no error" or (text:gsub("^[^:]+:%d+: ", ""))
end
print(message(function(a, b) return a // b end, 1, 0)) -- expect: attempt to divide by zero
print(message(function(a, b) return a % b end, 1, 0)) -- expect: attempt to perform 'n%0'
print(message(function(a) return a // 0 end, 1)) -- expect: attempt to divide by zero
print(message(function(a) return a % 0 end, 1)) -- expect: attempt to perform 'n%0'
print(message(function() return 1 // 0 end)) -- expect: attempt to divide by zero
print(message(function() return 1 % 0 end)) -- expect: attempt to perform 'n%0'
print(message(function() return 0 // 0 end)) -- expect: attempt to divide by zero
local zero = 0
print(1 / zero, -1 / zero, 1 // 0.0, 1 / -0.0) -- expect: inf	-inf	inf	-inf
print(0 / zero ~= 0 / zero, 1 % 0.0 ~= 1 % 0.0) -- expect: true	true
-- Integer zero has no sign, float zero has.
print(1 / (0 * -1), 1 / (0.0 * -1), 1 / -zero) -- expect: inf	-inf	inf
