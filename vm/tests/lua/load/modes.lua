-- The mode decides whether text, binary chunks or both are accepted.
local binary = string.dump(load("return 'from binary'"))
print(load(binary)(), load(binary, "=c", "b")(), load(binary, "=c", "bt")())
-- expect: from binary	from binary	from binary
print(load(binary, "=c", "t")) -- expect: nil	attempt to load a binary chunk (mode is 't')
print(load("return 'from text'")(), load("return 'from text'", "=c", "t")(), load("return 'from text'", "=c", "bt")())
-- expect: from text	from text	from text
print(load("return 1", "=c", "b")) -- expect: nil	attempt to load a text chunk (mode is 'b')
print(load("return 1", "chunk name", "b")) -- expect: nil	attempt to load a text chunk (mode is 'b')
print(load("return 1", "=c", "x")) -- expect: nil	attempt to load a text chunk (mode is 'x')
print(load("return 1", "=c", "")) -- expect: nil	attempt to load a text chunk (mode is '')
print(pcall(load, "return 1", "=c", {})) -- expect: false	bad argument #3 to 'load' (string expected, got table)
local pieces = { "return ", "1" }
print(load(function() return table.remove(pieces, 1) end, "=c", "b"))
-- expect: nil	attempt to load a text chunk (mode is 'b')
print(load("", "=c", "b")) -- expect: nil	attempt to load a text chunk (mode is 'b')
local name = os.tmpname()
do
  local file <close> = assert(io.open(name, "wb"))
  file:write(binary)
end
print(loadfile(name)(), loadfile(name, "b")(), (select(2, loadfile(name, "t")):gsub("^.*/", ""):gsub("^[%w_]+", "file")))
-- expect: from binary	from binary	file to load a binary chunk (mode is 't')
do
  local file <close> = assert(io.open(name, "wb"))
  file:write "return 'text file'"
end
print(loadfile(name, "t")(), (select(2, loadfile(name, "b")):gsub("^.*/", ""):gsub("^[%w_]+", "file")))
-- expect: text file	file to load a text chunk (mode is 'b')
os.remove(name)
