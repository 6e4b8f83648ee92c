-- io.open understands the six modes with or without 'b', and reports failures as values.
local name = os.tmpname()
local function put(mode, text)
  local file <close> = assert(io.open(name, mode))
  file:write(text)
end
local function get()
  local file <close> = assert(io.open(name))
  return file:read "a"
end
put("w", "one") print(get()) -- expect: one
put("w", "two") print(get()) -- expect: two
put("a", "+three") print(get()) -- expect: two+three
put("r+", "T") print(get()) -- expect: Two+three
put("wb", "binary") print(get()) -- expect: binary
put("ab", "!") print(get()) -- expect: binary!
do
  local file <close> = assert(io.open(name, "a+"))
  file:write "?"
  file:seek "set"
  print(file:read "a") -- expect: binary!?
end
do
  local file <close> = assert(io.open(name, "w+"))
  print(file:read "a" == "", file:write "new" == file, file:seek "set", file:read "a") -- expect: true	true	0	new
end
do
  local file <close> = assert(io.open(name, "a"))
  file:seek "set"
  file:write "er"
  print(file:read "a", select(3, file:read "a")) -- expect: nil	9
end
print(get()) -- expect: newer
do
  local file <close> = assert(io.open(name))
  print(select("#", file:write "x"), (file:write "x"), select(3, file:write "x")) -- expect: 4	nil	9	0
end
print(get(), (io.open(name .. "/x")), (io.open(name .. "none", "r+"))) -- expect: newer	nil	nil
os.remove(name)
