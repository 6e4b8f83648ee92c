local small, large, float, fraction = 1, 5000000000, 3.0, 0.5
local yes, no, none = true, false, nil
local size <const> = 16
local name <const> = "key"
local t = {}
t[name] = size * 4 + 1
return -size, not name, 2 ^ 10, 7 // 2, 1 << 40, 0x10 | 3, 1 / 0, 0.0 * -1
