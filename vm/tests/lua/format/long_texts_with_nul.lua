-- Long texts with a NUL are copied whole by `%s` without a precision; what is short ends there in old versions.
local long, short = ("a\0b"):rep(60), "a\0b"
print(#("%s|"):format(long), #("%s|"):format(short), (pcall(string.format, "%5s|", short)), (pcall(string.format, "%5s|", long)))
-- expect: 181	4	false	false
