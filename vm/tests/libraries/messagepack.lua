-- dialects: 5.1 5.2 5.3 5.4
-- The binary format of the library MessagePack, both ways.
local mp = require 'MessagePack'
local function hex(text) return (text:gsub('.', function(c) return string.format('%02x', c:byte()) end)) end
for _, value in ipairs { 0, 1, 127, 128, 255, 256, 65535, 65536, 4294967295, -1, -32, -33, -128, -129, -32768, -32769, 1.5, -0.1, 'x', ('y'):rep(40), true, false } do
  local packed = mp.pack(value)
  print(type(value), #packed, hex(packed):sub(1, 40), mp.unpack(packed) == value)
end
local nested = { 1, 'two', { 3, { four = 4 } }, {}, ('z'):rep(300) }
local back = mp.unpack(mp.pack(nested))
print(#back, back[2], back[3][1], back[3][2].four, #back[5])
mp.set_array 'always_as_map'
print(hex(mp.pack { 1, 2 }))
mp.set_array 'with_hole'
print(hex(mp.pack { 1, nil, 3 }))
mp.set_string 'binary'
print(hex(mp.pack 'bin'))
mp.set_number 'float'
print(hex(mp.pack(1.5)))
print(pcall(mp.unpack, '\129'))
print(pcall(mp.unpack, mp.pack(1) .. mp.pack(2)))
for position, value in mp.unpacker(mp.pack(1) .. mp.pack 'a' .. mp.pack { 2 }) do print(position, type(value)) end
print(pcall(mp.pack, print))
