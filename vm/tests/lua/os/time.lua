-- os.time turns a local date into seconds and normalises its fields.
local day = 24 * 60 * 60
local base = os.time { year = 2020, month = 1, day = 1, hour = 12 }
print(math.type(base), os.time { year = 2020, month = 1, day = 1 } == base, os.time { year = 2020, month = 1, day = 2 } - base == day)
-- expect: integer	true	true
print(os.time { year = 2020, month = 3, day = 1 } - base == 60 * day) -- expect: true
print(os.time { year = 2021, month = 3, day = 1 } - os.time { year = 2021, month = 1, day = 1 } == 59 * day)
-- expect: true
local function normalised(t)
  os.time(t)
  return ("%d-%02d-%02d %02d:%02d:%02d yday %d wday %d"):format(t.year, t.month, t.day, t.hour, t.min, t.sec, t.yday, t.wday)
end
print(normalised { year = 2024, month = 1, day = 1, hour = 12 }) -- expect: 2024-01-01 12:00:00 yday 1 wday 2
print(normalised { year = 2023, month = 14, day = -2, hour = 12 }) -- expect: 2024-01-29 12:00:00 yday 29 wday 2
print(normalised { year = 2024, month = 2, day = 30, hour = 12 }) -- expect: 2024-03-01 12:00:00 yday 61 wday 6
print(normalised { year = 2023, month = 2, day = 29, hour = 12 }) -- expect: 2023-03-01 12:00:00 yday 60 wday 4
print(normalised { year = 2023, month = 0, day = 31, hour = 12 }) -- expect: 2022-12-31 12:00:00 yday 365 wday 7
print(normalised { year = 2023, month = 12, day = 31, hour = 23, min = 59, sec = 60 })
-- expect: 2024-01-01 00:00:00 yday 1 wday 2
print(normalised { year = 2023, month = 1, day = 1, hour = 36, min = -90, sec = 3661 })
-- expect: 2023-01-02 11:31:01 yday 2 wday 2
print(normalised { year = 2000, month = -10, day = 400, hour = 0 }) -- expect: 2000-03-06 00:00:00 yday 66 wday 2
print(normalised { year = "2024", month = "02", day = "03", hour = 4.0 })
-- expect: 2024-02-03 04:00:00 yday 34 wday 7
local now = os.time()
print(math.type(now), now > 1600000000, os.time() - now <= 2) -- expect: integer	true	true
