-- Builds text with the concatenation operator and with table.concat
local N = tonumber((...)) or 300000
local parts, length = {}, 0
for i = 1, N do
  local line = "item " .. i .. ": " .. i * 2 .. " (" .. i / 4 .. ")"
  parts[#parts + 1] = line
  if #parts == 1000 then
    length = length + #table.concat(parts, "\n")
    parts = {}
  end
end
local text = ""
for i = 1, 8000 do text = text .. "x" .. i % 10 end
print(length, #text, text:sub(-10))
