-- Floats are packed as singles and doubles.
local function hex(s) return (s:gsub(".", function(c) return ("%02x"):format(c:byte()) end)) end
print(hex(string.pack("<f", 1.5)), hex(string.pack(">f", 1.5)), hex(string.pack("<d", -2)), hex(string.pack(">d", 0.1)))
-- expect: 0000c03f	3fc00000	00000000000000c0	3fb999999999999a
print(string.packsize "f", string.packsize "d", string.packsize "n") -- expect: 4	8	8
for _, x in ipairs { 0.0, -0.0, 1.5, -1e10, 2 ^ -126, math.huge, -math.huge } do
  for _, f in ipairs { "<f", ">f", "<d", ">d", "<n", ">n" } do
    local back = string.unpack(f, string.pack(f, x))
    assert(back == x or (f:find "f" and x == -1e10), f)
  end
end
print(string.unpack("<f", string.pack("<f", 0.1)), string.unpack("<d", string.pack("<d", 0.1)))
-- expect: 0.10000000149011612	0.1	9
print(string.unpack("<f", string.pack("<f", 1e300)), string.unpack("<f", string.pack("<f", -1e300)), string.unpack("<f", string.pack("<f", 1e-300)))
-- expect: inf	-inf	0.0	5
local nan = string.unpack("<d", string.pack("<d", 0 / 0))
print(nan ~= nan, string.unpack("<d", ("\0"):rep(6) .. "\240\127")) -- expect: true	inf	9
print(string.unpack("<f", "\0\0\128\63"), string.unpack(">f", "\63\128\0\0"), string.unpack("<d", string.pack("<d", "7")))
-- expect: 1.0	1.0	7.0	9
print(string.unpack("<fd", string.pack("<fd", 0.5, 0.25))) -- expect: 0.5	0.25	13
print(pcall(string.pack, "d", "x")) -- expect: false	bad argument #2 to 'string.pack' (number expected, got string)
print(pcall(string.pack, "f", {})) -- expect: false	bad argument #2 to 'string.pack' (number expected, got table)
print(pcall(string.unpack, "d", "short")) -- expect: false	bad argument #2 to 'string.unpack' (data string too short)
