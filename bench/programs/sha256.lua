-- SHA-256 in 64-bit integer arithmetic masked to 32 bits
local N = tonumber((...)) or 6000
local function primes(count)
  local list, candidate = {}, 2
  while #list < count do
    local is_prime = true
    for _, p in ipairs(list) do if candidate % p == 0 then is_prime = false break end end
    if is_prime then list[#list + 1] = candidate end
    candidate = candidate + 1
  end
  return list
end
local constants, initial = {}, {}
for i, p in ipairs(primes(64)) do
  constants[i] = math.floor(p ^ (1 / 3) % 1 * 4294967296)
  if i <= 8 then initial[i] = math.floor(p ^ 0.5 % 1 * 4294967296) end
end
local function rotate(x, n) return (x >> n | x << (32 - n)) & 0xffffffff end
local function sha256(text)
  local padded = text .. "\128" .. ("\0"):rep((55 - #text) % 64) .. string.pack(">I8", #text * 8)
  local h0, h1, h2, h3, h4, h5, h6, h7 = table.unpack(initial)
  local w = {}
  for chunk = 1, #padded, 64 do
    for i = 1, 16 do w[i] = string.unpack(">I4", padded, chunk + (i - 1) * 4) end
    for i = 17, 64 do
      local x, y = w[i - 15], w[i - 2]
      local s0 = rotate(x, 7) ~ rotate(x, 18) ~ (x >> 3)
      local s1 = rotate(y, 17) ~ rotate(y, 19) ~ (y >> 10)
      w[i] = (w[i - 16] + s0 + w[i - 7] + s1) & 0xffffffff
    end
    local a, b, c, d, e, f, g, h = h0, h1, h2, h3, h4, h5, h6, h7
    for i = 1, 64 do
      local s1 = rotate(e, 6) ~ rotate(e, 11) ~ rotate(e, 25)
      local t1 = h + s1 + (e & f ~ ~e & g) + constants[i] + w[i]
      local s0 = rotate(a, 2) ~ rotate(a, 13) ~ rotate(a, 22)
      local t2 = s0 + (a & b ~ a & c ~ b & c)
      h, g, f, e, d, c, b, a = g, f, e, (d + t1) & 0xffffffff, c, b, a, (t1 + t2) & 0xffffffff
    end
    h0, h1, h2, h3 = (h0 + a) & 0xffffffff, (h1 + b) & 0xffffffff, (h2 + c) & 0xffffffff, (h3 + d) & 0xffffffff
    h4, h5, h6, h7 = (h4 + e) & 0xffffffff, (h5 + f) & 0xffffffff, (h6 + g) & 0xffffffff, (h7 + h) & 0xffffffff
  end
  return ("%08x"):rep(8):format(h0, h1, h2, h3, h4, h5, h6, h7)
end
local digest = "abc"
print(sha256(digest))
for i = 1, N do digest = sha256(digest .. i) end
print(digest)
