-- file:lines and io.lines iterate over a file in any format.
local name = os.tmpname()
local out = assert(io.open(name, "w"))
out:write "alpha\nbeta\n\ngamma"
out:close()
for line in io.lines(name) do io.write("[", line, "]") end
print() -- expect: [alpha][beta][][gamma]
for line in io.lines(name, "L") do io.write((line:gsub("\n", "|"))) end
print() -- expect: alpha|beta||gamma
for a, b in io.lines(name, 1, 2) do io.write(a, "-", (b:gsub("\n", "/")), " ") end
print("chunks") -- expect: a-lp h-a/ b-et a-// g-am m-a chunks
local file = assert(io.open(name))
for line in file:lines() do io.write(line, ";") end
print(io.type(file), file:read "l") -- expect: alpha;beta;;gamma;file	nil
file:seek "set"
for c in file:lines(1) do if c == "b" then break end end
print(file:read "l", io.type(file)) -- expect: eta	file
file:close()
-- io.lines closes its file at the end, and when the loop is left.
local iterator, a, b, handle = io.lines(name)
print(type(iterator), a, b, io.type(handle)) -- expect: function	nil	nil	file
while iterator() do end
print(io.type(handle)) -- expect: closed file
local left
for _ in (function() local i, s, c, h = io.lines(name) left = h return i, s, c, h end)() do break end
print(io.type(left)) -- expect: closed file
local function message(...)
  local ok, text = pcall(...)
  return ok and "no error" or (text:gsub("^.*: ", ""))
end
print(message(io.lines, "/nonexistent/file"))
-- expect: cannot open file '/nonexistent/file' (No such file or directory)
print(message(iterator)) -- expect: file is already closed
print(message(io.lines, name, "x")) -- expect: no error
print(message(function() for _ in io.lines(name, "x") do end end))
-- expect: bad argument #2 to 'for iterator' (invalid format)
os.remove(name)
