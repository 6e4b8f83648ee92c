-- os.date formats a time, in UTC when the format starts with an exclamation mark.
print(os.date("!%Y-%m-%d %H:%M:%S", 0)) -- expect: 1970-01-01 00:00:00
print(os.date("!%Y-%m-%d %H:%M:%S", 86399), os.date("!%Y-%m-%d", 951782400), os.date("!%d/%m/%y", 951868800))
-- expect: 1970-01-01 23:59:59	2000-02-29	01/03/00
print(os.date("!%a %A %b %B", 0), os.date("!%j %w %p %I", 3600 * 13), os.date("!%%", 0), os.date("!plain", 0))
-- expect: Thu Thursday Jan January	001 4 PM 01	%	plain
print(os.date("!%D %T %R %F", 1e9), os.date("!%c", 0), os.date("!%x %X", 0))
-- expect: 09/09/01 01:46:40 01:46 2001-09-09	Thu Jan  1 00:00:00 1970	01/01/70 00:00:00
print(os.date("!%e|%h|%u|%C|%y|%M|%S", 1234567890)) -- expect: 13|Feb|5|20|09|31|30
print(os.date("!%U %W %V %G %g", 1234567890), os.date("!%H", 7200.0), os.date("!%H", "10800"))
-- expect: 06 06 07 2009 09	02	03
print(os.date("!%Y", -1), os.date("!%Y-%m-%d", -86400), os.date("!%Y", 253402300799)) -- expect: 1969	1969-12-31	9999
print(os.date("!", 0) == "", os.date("!%n%t|", 0) == "\n\t|", os.date("!%Ey %Od", 0)) -- expect: true	true	70 01
local t = os.date("!*t", 1234567890)
print(t.year, t.month, t.day, t.hour, t.min, t.sec, t.wday, t.yday, t.isdst) -- expect: 2009	2	13	23	31	30	6	44	false
local count = 0
for _ in pairs(t) do count = count + 1 end
print(count) -- expect: 9
-- Local time and back.
local local_time = os.date("*t", 1234567890)
print(os.time(local_time), type(os.date()), #os.date "%Y") -- expect: 1234567890	string	4
local day = os.date("*t", os.time { year = 2024, month = 2, day = 29, hour = 12 })
print(day.year, day.month, day.day, day.hour, day.wday, day.yday) -- expect: 2024	2	29	12	5	60
local function message(...)
  local ok, text = pcall(os.date, ...)
  return ok and "no error" or text
end
print(message("%Q", 0)) -- expect: bad argument #1 to 'os.date' (invalid conversion specifier '%Q')
print(message("%", 0)) -- expect: bad argument #1 to 'os.date' (invalid conversion specifier '%')
print(message("%E", 0)) -- expect: bad argument #1 to 'os.date' (invalid conversion specifier '%E')
print(message("%Ez", 0)) -- expect: bad argument #1 to 'os.date' (invalid conversion specifier '%Ez')
print(message("%O", 0)) -- expect: bad argument #1 to 'os.date' (invalid conversion specifier '%O')
print(message("*t", 1e60)) -- expect: bad argument #2 to 'os.date' (number has no integer representation)
print(message("%Y", "x")) -- expect: bad argument #2 to 'os.date' (number expected, got string)
print(message("%Y", 1.5)) -- expect: bad argument #2 to 'os.date' (number has no integer representation)
print(message({}, 0)) -- expect: bad argument #1 to 'os.date' (string expected, got table)
print((message("!%Y", math.maxinteger))) -- expect: date result cannot be represented in this installation
