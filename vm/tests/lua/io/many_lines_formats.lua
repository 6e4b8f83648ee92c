-- lines and read take up to hundreds of formats at once.
local name = os.tmpname()
local file = assert(io.open(name, "w"))
for i = 1, 300 do file:write(i, " ") end
file:close()
local formats = {}
for i = 1, 200 do formats[i] = "n" end
for a, b, c, d in io.lines(name, table.unpack(formats)) do
  print(a, b, c, d) -- expect: 1	2	3	4
  break
end
file = assert(io.open(name))
print(select("#", file:read(table.unpack(formats))), (select(100, file:read(table.unpack(formats)))))
-- expect: 200	300
file:seek "set"
local sum = 0
for x, y, z in file:lines("n", "n", "n") do if z then sum = sum + x * y - z end end
print(sum) -- expect: 2984750
file:close()
for i = 201, 300 do formats[i] = "n" end
print(pcall(io.lines, name, table.unpack(formats)))
-- expect: false	bad argument #252 to 'io.lines' (too many arguments)
os.remove(name)
