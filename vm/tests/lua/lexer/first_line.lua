#!/usr/bin/env lua
-- A first line that starts with '#' is skipped in files, and still counts as a line.
local function line()
  return debug.getinfo(2, "l").currentline
end
print(line()) -- expect: 6
-- In a string given to load it is not skipped.
print(select(2, load("#!/usr/bin/lua\nreturn 1", "=c"))) -- expect: c:1: unexpected symbol near '#'
-- A file with nothing but that line is an empty chunk, and a byte order mark may come before it.
local name = os.tmpname()
local function file(content)
  local handle <close> = assert(io.open(name, "wb"))
  handle:write(content)
end
file "#only a comment"
print(select("#", assert(loadfile(name))())) -- expect: 0
file "\u{FEFF}return 'after the mark'"
print(loadfile(name)()) -- expect: after the mark
file "\u{FEFF}#!lua\nreturn debug.getinfo(1, 'l').currentline"
print(loadfile(name)()) -- expect: 2
file "# comment\n\n  # not on the first line"
print((select(2, loadfile(name)):gsub("^.*:(%d+:)", "%1"))) -- expect: 3: unexpected symbol near '#'
os.remove(name)
