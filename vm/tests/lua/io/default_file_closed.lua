-- Using the default files after they were closed is an error that says so.
local name = os.tmpname()
local function message(...)
  local ok, text = pcall(...)
  return ok and "no error" or text
end
io.output(name)
io.close()
local write_message, close_message = message(io.write, "x"), message(io.close)
local flush_message = message(io.flush)
io.output(io.stdout)
print(write_message) -- expect: default output file is closed
print(close_message) -- expect: attempt to use a closed file
print(flush_message) -- expect: default output file is closed
io.input(name)
io.input():close()
print(message(io.read)) -- expect: default input file is closed
print(message(io.lines)) -- expect: attempt to use a closed file
io.input(io.stdin)
os.remove(name)
