-- file:seek moves within a file and tells the position.
local name = os.tmpname()
local file <close> = assert(io.open(name, "w+"))
file:write "0123456789"
print(file:seek(), file:seek "cur", file:seek "end", file:seek "set") -- expect: 10	10	10	0
print(file:read(3), file:seek(), file:seek("cur", 2), file:read(1), file:seek("cur", -3), file:read "a")
-- expect: 012	3	5	5	3	3456789
print(file:seek("end", -2), file:read "a", file:seek("set", 4), file:read(2), file:seek("set", 100), file:read(1))
-- expect: 8	89	4	45	100	nil
-- Writing in the middle replaces bytes, writing past the end fills with zeros.
file:seek("set", 2)
file:write "XY"
file:seek("set", 12)
file:write "!"
file:seek "set"
print((file:read "a":gsub("\0", ".")), file:seek "end") -- expect: 01XY456789..!	13
local function message(...)
  local ok, text = pcall(...)
  return ok and tostring(text) or text
end
print(file:seek("set", -5)) -- expect: nil	Invalid argument	22
print(message(file.seek, file, "middle")) -- expect: bad argument #2 to '?' (invalid option 'middle')
print(message(file.seek, file, 5)) -- expect: bad argument #2 to '?' (invalid option '5')
print(message(file.seek, file, "set", "x")) -- expect: bad argument #3 to '?' (number expected, got string)
print(message(file.seek, file, "set", 1.5)) -- expect: bad argument #3 to '?' (number has no integer representation)
print(message(file.seek)) -- expect: bad argument #1 to '?' (FILE* expected, got no value)
print(file:seek("set", 3.0), file:seek("cur", "2")) -- expect: 3	5
os.remove(name)
