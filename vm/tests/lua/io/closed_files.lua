-- Every use of a closed file is an error, except asking for its type and text.
local name = os.tmpname()
local file = assert(io.open(name, "w"))
print(file:close()) -- expect: true
print(io.type(file), tostring(file)) -- expect: closed file	file (closed)
local function message(...)
  local ok, text = pcall(...)
  return ok and "no error" or text
end
print(message(file.close, file)) -- expect: attempt to use a closed file
print(message(file.read, file)) -- expect: attempt to use a closed file
print(message(file.write, file, "x")) -- expect: attempt to use a closed file
print(message(file.lines, file)) -- expect: attempt to use a closed file
print(message(file.seek, file)) -- expect: attempt to use a closed file
print(message(file.flush, file)) -- expect: attempt to use a closed file
print(message(file.setvbuf, file, "no")) -- expect: attempt to use a closed file
print(message(io.close, file)) -- expect: attempt to use a closed file
local input = assert(io.open(name))
local iterate = input:lines()
input:close()
print(message(iterate)) -- expect: file is already closed
print(message(file.read)) -- expect: bad argument #1 to '?' (FILE* expected, got no value)
print(message(file.read, {})) -- expect: bad argument #1 to '?' (FILE* expected, got table)
print(message(file.read, io)) -- expect: bad argument #1 to '?' (FILE* expected, got table)
print(message(file.write, "x")) -- expect: bad argument #1 to '?' (FILE* expected, got string)
os.remove(name)
