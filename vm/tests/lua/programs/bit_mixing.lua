-- Hash functions from shifts, rotations and wrapping arithmetic: SHA-256, CRC-32, FNV and others.
local function rotate(x, n) return (x >> n | x << (32 - n)) & 0xFFFFFFFF end
-- The constants are the fractions of square and cube roots of the first primes.
local primes, n = {}, 2
while #primes < 64 do
  local prime = true
  for _, p in ipairs(primes) do if n % p == 0 then prime = false break end end
  if prime then primes[#primes + 1] = n end
  n = n + 1
end
local function root_fraction(p, k)
  -- The root is found exactly with integers, scaled by 2^32.
  local low, high = 0, 1 << 36
  local function at_most(x)
    local whole, part = x >> 32, x & 0xFFFFFFFF
    if k == 2 then
      -- x^2 <= p * 2^64, with x = whole * 2^32 + part.
      local top = whole * whole
      local carry = whole * part * 2 + (part * part >> 32 & 0xFFFFFFFF)
      return top + (carry >> 32) < p or (top + (carry >> 32) == p and carry & 0xFFFFFFFF == 0 and part * part & 0xFFFFFFFF == 0)
    end
    -- x^3 <= p * 2^96: square first, keep 2^-32 steps exactly, then multiply.
    local square_low = part * part
    local middle = 2 * whole * part + (square_low >> 32)
    local square_high = whole * whole + (middle >> 32)
    local s1, s0 = middle & 0xFFFFFFFF, square_low & 0xFFFFFFFF
    local c0 = s0 * part >> 32
    local c1 = s0 * whole + s1 * part
    local carry1 = math.ult(c1, s0 * whole) and 1 << 32 or 0
    local sum1 = c1 + c0
    if math.ult(sum1, c1) then carry1 = carry1 + (1 << 32) end
    local c2 = s1 * whole + square_high * part + (sum1 >> 32) + carry1
    return square_high * whole + (c2 >> 32) < p
  end
  while high - low > 1 do
    local middle = (low + high) // 2
    if at_most(middle) then low = middle else high = middle end
  end
  return low & 0xFFFFFFFF
end
local initial, constants = {}, {}
for i = 1, 8 do initial[i] = root_fraction(primes[i], 2) end
for i = 1, 64 do constants[i] = root_fraction(primes[i], 3) end
print(("%08x %08x %08x"):format(initial[1], constants[1], constants[64])) -- expect: 6a09e667 428a2f98 c67178f2
local function sha256(message)
  local h = table.move(initial, 1, 8, 1, {})
  local padded = message .. "\128" .. ("\0"):rep((55 - #message) % 64) .. string.pack(">I8", #message * 8)
  for block = 1, #padded, 64 do
    local w = table.pack(string.unpack(">" .. ("I4"):rep(16), padded, block))
    for i = 17, 64 do
      local a, b = w[i - 15], w[i - 2]
      w[i] = (w[i - 16] + (rotate(a, 7) ~ rotate(a, 18) ~ a >> 3) + w[i - 7] + (rotate(b, 17) ~ rotate(b, 19) ~ b >> 10)) & 0xFFFFFFFF
    end
    local a, b, c, d, e, f, g, k = table.unpack(h)
    for i = 1, 64 do
      local t1 = k + (rotate(e, 6) ~ rotate(e, 11) ~ rotate(e, 25)) + (e & f ~ ~e & g) + constants[i] + w[i]
      local t2 = (rotate(a, 2) ~ rotate(a, 13) ~ rotate(a, 22)) + (a & b ~ a & c ~ b & c)
      a, b, c, d, e, f, g, k = t1 + t2 & 0xFFFFFFFF, a, b, c, d + t1 & 0xFFFFFFFF, e, f, g
    end
    for i, v in ipairs { a, b, c, d, e, f, g, k } do h[i] = h[i] + v & 0xFFFFFFFF end
  end
  return (("%08x"):rep(8)):format(table.unpack(h))
end
print("sha256 of the empty string") -- expect: sha256 of the empty string
print((sha256 "":gsub(("%x"):rep(16), "%0 "):sub(1, -2)))
-- expect: e3b0c44298fc1c14 9afbf4c8996fb924 27ae41e4649b934c a495991b7852b855
print((sha256 "abc":gsub(("%x"):rep(16), "%0 "):sub(1, -2)))
-- expect: ba7816bf8f01cfea 414140de5dae2223 b00361a396177a9c b410ff61f20015ad
print((sha256(("a"):rep(200)):gsub(("%x"):rep(16), "%0 "):sub(1, -2)))
-- expect: c2a908d98f5df987 ade41b5fce213067 efbcc21ef2240212 a41e54b5e7c28ae5
local crc_table = {}
for i = 0, 255 do
  local c = i
  for _ = 1, 8 do c = c & 1 == 1 and 0xEDB88320 ~ c >> 1 or c >> 1 end
  crc_table[i] = c
end
local function crc32(s)
  local c = 0xFFFFFFFF
  for i = 1, #s do c = crc_table[(c ~ s:byte(i)) & 0xFF] ~ c >> 8 end
  return ~c & 0xFFFFFFFF
end
print(("%08x %08x"):format(crc32 "123456789", crc32 "")) -- expect: cbf43926 00000000
local function fnv(s) local h = 0xcbf29ce484222325 for i = 1, #s do h = (h ~ s:byte(i)) * 0x100000001b3 end return h end
print(fnv "", fnv "a", fnv "foobar") -- expect: -3750763034362895579	-5808556873153909620	-8821353812377114648
local function adler(s) local a, b = 1, 0 for i = 1, #s do a = (a + s:byte(i)) % 65521 b = (b + a) % 65521 end return b << 16 | a end
print(adler "Wikipedia") -- expect: 300286872
local function xorshift(x) x = x ~ x << 13 x = x ~ x >> 7 return x ~ x << 17 end
local x = 88172645463325252
for _ = 1, 1000 do x = xorshift(x) end
print(x) -- expect: 1363160026601443621
local function murmur(h) h = (h ~ h >> 33) * 0xff51afd7ed558ccd h = (h ~ h >> 33) * 0xc4ceb9fe1a85ec53 return h ~ h >> 33 end
print(murmur(1), murmur(2), murmur(-1)) -- expect: -5451962507482445012	4233148493373801447	7256831767414464289
