-- os.remove and os.rename work on files, and report failures as values.
local a = os.tmpname()
local b = a .. ".renamed"
do
  local file = assert(io.open(a, "w"))
  file:write "content"
  file:close()
end
print(os.rename(a, b), io.open(a) == nil) -- expect: true	true
do
  local file = assert(io.open(b))
  print(file:read "a") -- expect: content
  file:close()
end
print(os.remove(b)) -- expect: true
local function tidy(ok, message, code)
  return ok, message and message:gsub("^.*: ", ""), code
end
print(tidy(os.remove(b))) -- expect: nil	No such file or directory	2
print(tidy(os.rename(b, a))) -- expect: nil	No such file or directory	2
print(select("#", os.remove(b)), select(2, os.remove(b)) == b .. ": No such file or directory") -- expect: 3	true
print(select(2, os.rename(b, a)) == b .. ": No such file or directory") -- expect: false
print(tidy(os.remove "/nonexistent-directory/file")) -- expect: nil	No such file or directory	2
print(pcall(os.remove)) -- expect: false	bad argument #1 to 'os.remove' (string expected, got no value)
print(pcall(os.rename, "x")) -- expect: false	bad argument #2 to 'os.rename' (string expected, got no value)
print(pcall(os.remove, {})) -- expect: false	bad argument #1 to 'os.remove' (string expected, got table)
