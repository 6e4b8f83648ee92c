-- Closing gives true; the standard files and default output have their own rules.
local name = os.tmpname()
local file = assert(io.open(name, "w"))
print(file:close()) -- expect: true
print(select("#", assert(io.open(name)):close())) -- expect: 1
file = assert(io.open(name))
print(io.close(file), io.type(file)) -- expect: true	closed file
file = assert(io.open(name))
print(pcall(file.close, file), pcall(file.close, file)) -- expect: true	false	attempt to use a closed file
print(pcall(io.close, {})) -- expect: false	bad argument #1 to 'io.close' (FILE* expected, got table)
print(pcall(io.close, nil)) -- expect: false	bad argument #1 to 'io.close' (FILE* expected, got nil)
-- tostring shows whether a file is open.
file = assert(io.open(name))
local open = tostring(file)
file:close()
print(open:match "^file %(%w+%)$" ~= nil, tostring(file)) -- expect: true	file (closed)
for _, standard in ipairs { "stdin", "stdout", "stderr" } do
  print(standard, io.type(io[standard]), tostring(io[standard]):match "^file %(%w+%)$" ~= nil)
end
-- expect: stdin	file	true
-- expect: stdout	file	true
-- expect: stderr	file	true
os.remove(name)
