-- Values of different types are never equal, and most cannot be ordered.
print(1 == "1", "1" == 1, 0 == false, nil == false, "" == nil, "nil" == nil)
-- expect: false	false	false	false	false	false
print({} == {}, print == print, "a" == "a", 1 ~= "1") -- expect: false	true	true	true
local t = {}
local same = t
print(t == same, t ~= same, ({ t })[1] == t) -- expect: true	false	true
local function message(f, ...)
  local ok, text = pcall(f, ...)
  return ok and "no error" or (text:gsub("^[^:]+:%d+: ", ""))
end
local function less(a, b) return a < b end
local function less_equal(a, b) return a <= b end
print(message(less, 1, "2")) -- expect: attempt to compare number with string
print(message(less, "1", 2)) -- expect: attempt to compare string with number
print(message(less, {}, 1)) -- expect: attempt to compare table with number
print(message(less, {}, {})) -- expect: attempt to compare two table values
print(message(less_equal, nil, 1)) -- expect: attempt to compare nil with number
print(message(less_equal, nil, nil)) -- expect: attempt to compare two nil values
print(message(less_equal, true, false)) -- expect: attempt to compare two boolean values
print(message(less, print, print)) -- expect: attempt to compare two function values
print(message(function(a) return a > 1 end, "x")) -- expect: attempt to compare number with string
print(message(function(a) return 1 >= a end, "x")) -- expect: attempt to compare string with number
print(message(function(a) return a < 1.5 end, false)) -- expect: attempt to compare boolean with number
