-- package.searchpath finds a readable file for a name in a path.
local name = os.tmpname()
assert(io.open(name, "w")):close()
local function search(...)
  local found, message = package.searchpath(...)
  print(found, (message:gsub("\t", "| ")))
end
local directory, stem = name:match "^(.*/)([^/]*)$"
print(package.searchpath(stem, directory .. "?") == name, package.searchpath(stem, "./none/?;" .. directory .. "?") == name)
-- expect: true	true
search("none", "./nowhere/?.lua;./nowhere/?.x")
-- expect: nil	no file './nowhere/none.lua'
-- expect: | no file './nowhere/none.x'
search("a.b.c", "./nowhere/?.lua") -- expect: nil	no file './nowhere/a/b/c.lua'
search("a.b.c", "./nowhere/?.lua", ".") -- expect: nil	no file './nowhere/a/b/c.lua'
search("a.b.c", "./nowhere/?.lua", ".", "_") -- expect: nil	no file './nowhere/a_b_c.lua'
search("a-b-c", "./nowhere/?.lua", "-", "+") -- expect: nil	no file './nowhere/a+b+c.lua'
search("a.b", "./nowhere/?.lua", "") -- expect: nil	no file './nowhere/a.b.lua'
search("x", "no mark") -- expect: nil	no file 'no mark'
search("x", "./nowhere/?/?.lua;;")
-- expect: nil	no file './nowhere/x/x.lua'
-- expect: | no file ''
-- expect: | no file ''
search("x", "") -- expect: nil	no file ''
local function message(...) local ok, text = pcall(...) print(ok and "no error" or text) end
message(package.searchpath) -- expect: bad argument #2 to 'package.searchpath' (string expected, got no value)
message(package.searchpath, "x") -- expect: bad argument #2 to 'package.searchpath' (string expected, got no value)
message(package.searchpath, {}, "x") -- expect: bad argument #1 to 'package.searchpath' (string expected, got table)
os.remove(name)
search("(4;6)", "./nowhere/?.lua")
-- expect: nil	no file './nowhere/(4'
-- expect: | no file '6).lua'
