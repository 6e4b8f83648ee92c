-- Dates computed with os.time agree with the rules of the calendar.
local function weekday(y, m, d)
  local t = { year = y, month = m, day = d, hour = 12 }
  os.time(t)
  return t.wday
end
print(weekday(2000, 1, 1), weekday(2024, 2, 29), weekday(1999, 12, 31), weekday(2100, 3, 1)) -- expect: 7	5	6	2
local function days_in(y, m)
  local t = { year = y, month = m + 1, day = 0, hour = 12 }
  os.time(t)
  return t.day
end
local months = {}
for m = 1, 12 do months[m] = days_in(2023, m) end
print(table.concat(months, " ")) -- expect: 31 28 31 30 31 30 31 31 30 31 30 31
print(days_in(2000, 2), days_in(2100, 2), days_in(2024, 2), days_in(2023, 2)) -- expect: 29	28	29	28
local function leap(y) return y % 4 == 0 and (y % 100 ~= 0 or y % 400 == 0) end
for y = 1971, 2036 do assert(days_in(y, 2) == (leap(y) and 29 or 28)) end
local function easter(y)
  local a, b, c = y % 19, y // 100, y % 100
  local d, e = (19 * a + b - b // 4 - ((b - (b + 8) // 25 + 1) // 3) + 15) % 30, (32 + 2 * (b % 4) + 2 * (c // 4) - 0)
  local f = (e - d - c % 4) % 7
  local g = (a + 11 * d + 22 * f) // 451
  return (d + f - 7 * g + 114) // 31, (d + f - 7 * g + 114) % 31 + 1
end
local m, d = easter(2024)
print(m, d, weekday(2024, m, d)) -- expect: 3	31	1
-- The formatted date agrees with the table of fields for many days.
for n = 0, 3000, 97 do
  local seconds = n * 86400 + 43200
  local t = os.date("!*t", seconds)
  assert(os.date("!%Y-%m-%d", seconds) == ("%04d-%02d-%02d"):format(t.year, t.month, t.day))
  assert(t.wday == (n + 4) % 7 + 1 and tonumber(os.date("!%j", seconds)) == t.yday)
end
print(os.date("!%Y-%m-%d", 3000 * 86400)) -- expect: 1978-03-20
