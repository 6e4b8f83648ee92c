-- Opening what cannot be opened, and modes that do not exist.
local function tidy(file, message, code)
  return file, message, code
end
print(tidy(io.open "/nonexistent/directory/file"))
-- expect: nil	/nonexistent/directory/file: No such file or directory	2
print(tidy(io.open("/nonexistent/directory/file", "w")))
-- expect: nil	/nonexistent/directory/file: No such file or directory	2
print(tidy(io.open("/", "w"))) -- expect: nil	/: Is a directory	21
print(select("#", io.open "/nonexistent")) -- expect: 3
local function message(...)
  local ok, text = pcall(...)
  return ok and "no error" or text
end
print(message(io.open, "x", "q")) -- expect: bad argument #2 to 'io.open' (invalid mode)
print(message(io.open, "x", "rw")) -- expect: bad argument #2 to 'io.open' (invalid mode)
print(message(io.open, "x", "r+w")) -- expect: bad argument #2 to 'io.open' (invalid mode)
print(message(io.open, "x", "rb+")) -- expect: bad argument #2 to 'io.open' (invalid mode)
print(message(io.open, "x", "")) -- expect: bad argument #2 to 'io.open' (invalid mode)
print(message(io.open, "x", "R")) -- expect: bad argument #2 to 'io.open' (invalid mode)
print(message(io.open, "x", "bw")) -- expect: bad argument #2 to 'io.open' (invalid mode)
print(message(io.open)) -- expect: bad argument #1 to 'io.open' (string expected, got no value)
print(message(io.open, {})) -- expect: bad argument #1 to 'io.open' (string expected, got table)
print(message(io.open, "x", {})) -- expect: bad argument #2 to 'io.open' (string expected, got table)
print(message(io.input, "/nonexistent/file"))
-- expect: cannot open file '/nonexistent/file' (No such file or directory)
print(message(io.output, "/nonexistent/file"))
-- expect: cannot open file '/nonexistent/file' (No such file or directory)
print(message(io.lines, "/nonexistent/file"))
-- expect: cannot open file '/nonexistent/file' (No such file or directory)
