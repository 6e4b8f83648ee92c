-- Reading and writing alternate on a file opened for both.
local name = os.tmpname()
local file = assert(io.open(name, "w+"))
file:write("alpha\n", "beta\n", "gamma\n")
file:seek "set"
print(file:read "l") -- expect: alpha
file:seek "cur"
file:write "BETA\n"
file:seek "cur"
print(file:read "l") -- expect: gamma
file:seek("set", 0)
print((file:read "a":gsub("\n", "|"))) -- expect: alpha|BETA|gamma|
file:close()
file = assert(io.open(name, "r+"))
file:seek "end"
file:write "delta\n"
file:seek("set", 6)
print(file:read("l", "l", "l", "l")) -- expect: BETA	gamma	delta	nil
file:close()
file = assert(io.open(name, "a+"))
file:write "epsilon\n"
file:seek "set"
local n = 0
for _ in file:lines() do n = n + 1 end
print(n) -- expect: 5
file:close()
-- Two handles of the same file see each other's flushed data.
local writer, reader = assert(io.open(name, "w")), assert(io.open(name, "r"))
writer:write "visible"
writer:flush()
print(reader:read "a") -- expect: visible
writer:close()
reader:close()
print(os.remove(name)) -- expect: true
