-- Base64 in both directions with tables and bit operators
local N = tonumber((...)) or 220
local alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
local encode_map, decode_map = {}, {}
for i = 0, 63 do
  local c = alphabet:byte(i + 1)
  encode_map[i] = string.char(c)
  decode_map[c] = i
end
local function encode(text)
  local out = {}
  for i = 1, #text - 2, 3 do
    local a, b, c = text:byte(i, i + 2)
    local word = a << 16 | b << 8 | c
    out[#out + 1] = encode_map[word >> 18] .. encode_map[word >> 12 & 63] .. encode_map[word >> 6 & 63] .. encode_map[word & 63]
  end
  return table.concat(out)
end
local function decode(text)
  local out = {}
  for i = 1, #text, 4 do
    local a, b, c, d = text:byte(i, i + 3)
    local word = decode_map[a] << 18 | decode_map[b] << 12 | decode_map[c] << 6 | decode_map[d]
    out[#out + 1] = string.char(word >> 16, word >> 8 & 255, word & 255)
  end
  return table.concat(out)
end
local bytes = {}
for i = 1, 6000 do bytes[i] = string.char(i * 31 % 256) end
local data, length = table.concat(bytes), 0
for _ = 1, N do
  local text = encode(data)
  length = length + #text
  assert(decode(text) == data)
end
print(length)
