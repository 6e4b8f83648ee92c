-- Files have methods, a metatable and can be variables to be closed.
local name = os.tmpname()
local file = assert(io.open(name, "w"))
local mt = getmetatable(file)
print(type(file), mt.__name, type(mt.__index), mt.__index.write == file.write, file.nothing)
-- expect: userdata	FILE*	table	true	nil
print(tostring(file):match "^file %(0x%x+%)$" ~= nil, tostring(io.stdin):match "^file %(" ~= nil) -- expect: true	true
local names = {}
for method in pairs(mt.__index) do names[#names + 1] = method end
table.sort(names)
print(table.concat(names, " ")) -- expect: close flush lines read seek setvbuf write
local events = {}
for event in pairs(mt) do events[#events + 1] = event end
table.sort(events)
print(table.concat(events, " ")) -- expect: __close __gc __index __name __tostring
print(pcall(function() file.x = 1 end) == false, pcall(function() return #file end) == false, file == io.stdout)
-- expect: true	true	false
file:close()
local kept
do
  local f <close> = assert(io.open(name, "w"))
  kept = f
  f:write "closed by the block"
end
print(io.type(kept)) -- expect: closed file
pcall(function()
  local f <close> = assert(io.open(name))
  kept = f
  error "leave"
end)
print(io.type(kept), pcall(mt.__close, kept)) -- expect: closed file	true
print(pcall(mt.__gc, kept), pcall(mt.__gc, "x"))
-- expect: true	false	bad argument #1 to '?' (FILE* expected, got string)
-- A file that nobody refers to is closed by the collector.
do
  local out = io.open(name, "w")
  out:write "flushed by collection"
end
kept = nil
collectgarbage()
collectgarbage()
local back <close> = assert(io.open(name))
print(back:read "a") -- expect: flushed by collection
os.remove(name)
