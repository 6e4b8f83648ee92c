-- os.time insists on the year, month and day as integers within range.
local function message(t)
  local ok, text = pcall(os.time, t)
  return ok and "no error" or text
end
print(message { month = 1, day = 1 }) -- expect: field 'year' missing in date table
print(message { year = 2020, day = 1 }) -- expect: field 'month' missing in date table
print(message { year = 2020, month = 1 }) -- expect: field 'day' missing in date table
print(message {}) -- expect: field 'year' missing in date table
print(message { year = 2020, month = "x", day = 1 }) -- expect: field 'month' is not an integer
print(message { year = 2020, month = 1.5, day = 1 }) -- expect: field 'month' is not an integer
print(message { year = 2020, month = 1, day = {} }) -- expect: field 'day' is not an integer
print(message { year = 2020, month = 1, day = 1, hour = "noon" }) -- expect: field 'hour' is not an integer
print(message { year = 1 << 40, month = 1, day = 1 }) -- expect: field 'year' is out-of-bound
print(message { year = 2020, month = 1 << 40, day = 1 }) -- expect: field 'month' is out-of-bound
print(message { year = 2020, month = 1, day = math.maxinteger }) -- expect: field 'day' is out-of-bound
print(message { year = math.mininteger, month = 1, day = 1 }) -- expect: field 'year' is out-of-bound
print(message(5)) -- expect: bad argument #1 to 'os.time' (table expected, got number)
print(message("x")) -- expect: bad argument #1 to 'os.time' (table expected, got string)
print(message { year = 2020, month = 1, day = 1, isdst = "any value" }) -- expect: no error
-- Fields may come from metamethods.
local lazy = setmetatable({}, { __index = function(_, k) return ({ year = 2020, month = 1, day = 1, hour = 12 })[k] end })
print(os.time(lazy) == os.time { year = 2020, month = 1, day = 1 }) -- expect: true
