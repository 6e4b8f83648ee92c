-- io.write and file:write print strings and numbers, and give the file back for chaining.
io.write("a", 1, 2.5, -0.0, 1e100, "\n") -- expect: a12.5-0.01e+100
io.write("chained "):write("write ", 7):write "\n" -- expect: chained write 7
print(io.write() == io.stdout, io.stdout:write() == io.stdout) -- expect: true	true
io.write(math.maxinteger, " ", math.mininteger, " ", 1e15, " ", 2^53, " ", 1 / 3, "\n")
-- expect: 9223372036854775807 -9223372036854775808 1e+15 9007199254740992.0 0.33333333333333331
local function message(f, ...)
  local ok, text = pcall(f, ...)
  return ok and "no error" or (text:gsub("^[^:]+:%d+: ", ""))
end
print(message(io.write, nil)) -- expect: bad argument #1 to 'io.write' (string expected, got nil)
print(message(io.write, {})) -- expect: bad argument #1 to 'io.write' (string expected, got table)
print(message(io.write, true)) -- expect: bad argument #1 to 'io.write' (string expected, got boolean)
print(message(io.write, setmetatable({}, { __tostring = function() return "not used" end })))
-- expect: bad argument #1 to 'io.write' (string expected, got table)
local name = os.tmpname()
local file = assert(io.open(name, "w"))
print(message(function() file:write("partly ", nil) end))
-- expect: bad argument #2 to 'write' (string expected, got nil)
print(message(function() file:write(print) end)) -- expect: bad argument #1 to 'write' (string expected, got function)
file:write("zero \0 byte", "\r\n", ("x"):rep(5000))
file:close()
file = assert(io.open(name, "rb"))
local content = file:read "a"
file:close()
print(#content, (content:sub(1, 20):gsub("[%c]", "?")), content:sub(-3)) -- expect: 5020	partly zero ? byte??	xxx
os.remove(name)
