-- Walks through text byte by byte: a cipher, a checksum and a palindrome test
local N = tonumber((...)) or 1200
local byte, char, concat = string.byte, string.char, table.concat
local text = ("The quick brown fox jumps over the lazy dog. "):rep(40)
local function rotate(source, by)
  local out = {}
  for i = 1, #source do
    local c = byte(source, i)
    if c >= 97 and c <= 122 then c = (c - 97 + by) % 26 + 97 elseif c >= 65 and c <= 90 then c = (c - 65 + by) % 26 + 65 end
    out[i] = char(c)
  end
  return concat(out)
end
local function checksum(source)
  local a, b = 1, 0
  for i = 1, #source do a = (a + source:byte(i)) % 65521; b = (b + a) % 65521 end
  return b << 16 | a
end
local current, sum = text, 0
for i = 1, N do
  current = rotate(current, i % 25 + 1)
  sum = sum * 31 ~ checksum(current)
end
print(sum, #current, current:sub(1, 20))
