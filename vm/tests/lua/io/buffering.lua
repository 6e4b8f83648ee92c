-- setvbuf chooses the buffering, flush writes what is buffered.
local name = os.tmpname()
local function get()
  local file <close> = assert(io.open(name, "rb"))
  return file:read "a"
end
local file = assert(io.open(name, "w"))
print(file:setvbuf "full", file:setvbuf("full", 1000), file:setvbuf "line", file:setvbuf "no")
-- expect: true	true	true	true
file:write "unbuffered"
print(get()) -- expect: unbuffered
file:setvbuf("full", 4096)
file:write " buffered"
print(get()) -- expect: unbuffered buffered
print(file:flush(), get()) -- expect: true	unbuffered buffered
file:write " again"
file:close()
print(get()) -- expect: unbuffered buffered again
local out = io.output()
io.output(name)
io.output():setvbuf "full"
io.write "default"
local before = get()
local flushed = io.flush()
local after = get()
io.close()
io.output(out)
print(before == "", flushed, after) -- expect: true	true	default
local function message(...)
  local ok, text = pcall(...)
  return ok and "no error" or text
end
print(message(io.stdout.setvbuf, io.stdout, "some")) -- expect: bad argument #2 to '?' (invalid option 'some')
print(message(io.stdout.setvbuf, io.stdout)) -- expect: bad argument #2 to '?' (string expected, got no value)
print(message(io.stdout.setvbuf, io.stdout, "full", "x"))
-- expect: bad argument #3 to '?' (number expected, got string)
os.remove(name)
