-- Files larger than any buffer are written and read back unchanged.
local name = os.tmpname()
local lines = {}
for i = 1, 5000 do lines[i] = i .. ":" .. ("x"):rep(i % 50) end
local text = table.concat(lines, "\n") .. "\n"
local file = assert(io.open(name, "wb"))
for _, line in ipairs(lines) do file:write(line, "\n") end
file:close()
file = assert(io.open(name, "rb"))
print(file:seek "end" == #text, file:seek "set") -- expect: true	0
print(file:read "a" == text) -- expect: true
file:seek "set"
local count, total = 0, 0
for line in file:lines() do
  count = count + 1
  total = total + #line + 1
  assert(line == lines[count])
end
print(count, total == #text) -- expect: 5000	true
file:seek "set"
local blocks, joined = 0, {}
while true do
  local block = file:read(4096)
  if not block then break end
  blocks = blocks + 1
  joined[blocks] = block
end
print(blocks == (#text + 4095) // 4096, table.concat(joined) == text) -- expect: true	true
file:seek("set", 100000)
print(#file:read(10), file:seek(), #file:read(1000000) == #text - 100010) -- expect: 10	100010	true
file:close()
local long = ("y"):rep(100000)
file = assert(io.open(name, "w+b"))
file:write(long, "\n", long)
file:seek "set"
print(#file:read "l", #file:read "l", file:read "l") -- expect: 100000	100000	nil
file:close()
os.remove(name)
