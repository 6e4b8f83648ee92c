-- A function may refer to 255 outer variables.
local function source(n)
  local lines, uses = {}, {}
  -- Several functions deep, because each has its own limit of 200 local variables.
  for i = 1, n do
    if i % 100 == 1 then lines[#lines + 1] = "return (function()" end
    lines[#lines + 1] = ("local v%d = %d"):format(i, i)
    uses[i] = "v" .. i
  end
  lines[#lines + 1] = "return function() return " .. table.concat(uses, " + ", 1, 100)
  lines[#lines + 1] = "+ (" .. table.concat(uses, " + ", 101, 200) .. ") + (" .. table.concat(uses, " + ", 201) .. ") end"
  for _ = 1, (n + 99) // 100 do lines[#lines + 1] = "end)()" end
  return table.concat(lines, "\n")
end
local f = load(source(255))()
print(f(), 255 * 256 // 2, debug.getinfo(f, "u").nups) -- expect: 32640	32640	255
local chunk, message = load(source(256), "=c")
-- Which token the message is near depends on how far the parser has read.
print(chunk, (message:gsub("c:%d+", "c:N"):gsub("at line %d+", "at line N"):gsub(" near .*", "")))
-- expect: nil	c:N: too many upvalues (limit is 255) in function at line N
print(load(source(201))()()) -- expect: 20301
