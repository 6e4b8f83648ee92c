-- Every read format, with the results at the end of the file.
local name = os.tmpname()
local function with(content, ...)
  local out = assert(io.open(name, "wb"))
  out:write(content)
  out:close()
  local file <close> = assert(io.open(name, "rb"))
  return file:read(...)
end
print(with("one\ntwo\n", "l", "l", "l")) -- expect: one	two	nil
print(with("one\ntwo", "L", "L", "L") == "one\n", select(2, with("one\ntwo", "L", "L"))) -- expect: true	two
print(with("abc", "a", "a", "a"):len(), select("#", with("abc", "a", "a")), select(3, with("abc", "a", "a", "l")))
-- expect: 3	2	nil
print(with("abcdef", 2, 0, 3, 5, 1)) -- expect: ab		cde	f	nil
print(with("", 0), with("", "a") == "", with("", "l"), with("", "L"), with("", "n"), with("", 5))
-- expect: nil	true	nil	nil	nil	nil
print(select("#", with("\n\n", "l", "l", "l")), with("\n\n", "l") == "", with("\n\n", "L") == "\n", select(3, with("\n\n", "l", "l", "l")))
-- expect: 3	true	true	nil
print((select(2, with("a\n\nb", "*l", "*L")):gsub("\n", "/")), select(3, with("a\n\nb", "*l", "*L", "*a")))
-- expect: /	b
print(with("abc", "long names count by their first letter")) -- expect: abc
print(with("12 abc", "n", "n", "l")) -- expect: 12	nil
print(with("x\0y\nz", "l") == "x\0y", with("\r\nx", "l") == "\r", #with(("x"):rep(10000), "l"), #with(("y\n"):rep(3000), "a"))
-- expect: true	true	10000	6000
local function message(...)
  local file <close> = assert(io.open(name))
  local ok, text = pcall(file.read, file, ...)
  return ok and "no error" or text
end
print(message "x") -- expect: bad argument #2 to '?' (invalid format)
print(message "*x") -- expect: bad argument #2 to '?' (invalid format)
print(message "") -- expect: bad argument #2 to '?' (invalid format)
print(message {}) -- expect: bad argument #2 to '?' (string expected, got table)
print(message(1.5)) -- expect: bad argument #2 to '?' (number has no integer representation)
print(message("l", "q")) -- expect: bad argument #3 to '?' (invalid format)
os.remove(name)
