-- Base64 in both directions, with padding, checked against known values.
local alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
local values = {}
for i = 1, 64 do values[alphabet:byte(i)] = i - 1 end
local function encode(s)
  local out = {}
  for i = 1, #s, 3 do
    local a, b, c = s:byte(i, i + 2)
    local n = a << 16 | (b or 0) << 8 | (c or 0)
    for k = 0, 3 do
      local index = n >> (18 - 6 * k) & 63
      out[#out + 1] = (k == 2 and not b or k == 3 and not c) and "=" or alphabet:sub(index + 1, index + 1)
    end
  end
  return table.concat(out)
end
local function decode(s)
  s = s:gsub("%s", "")
  if #s % 4 ~= 0 then return nil, "length is not a multiple of four" end
  local out = {}
  for i = 1, #s, 4 do
    local n, padding = 0, 0
    for k = i, i + 3 do
      local c = s:byte(k)
      if c == 61 and k >= #s - 1 then padding = padding + 1 c = 65 end
      local v = values[c]
      if not v then return nil, ("invalid character %q"):format(string.char(c)) end
      n = n << 6 | v
    end
    out[#out + 1] = string.char(n >> 16 & 255, n >> 8 & 255, n & 255):sub(1, 3 - padding)
  end
  return table.concat(out)
end
for _, s in ipairs { "", "f", "fo", "foo", "foob", "fooba", "foobar", "Hello, World!" } do
  local e = encode(s)
  assert(decode(e) == s)
  io.write("<", e, "> ")
end
print("ok") -- expect: <> <Zg==> <Zm8=> <Zm9v> <Zm9vYg==> <Zm9vYmE=> <Zm9vYmFy> <SGVsbG8sIFdvcmxkIQ==> ok
print(encode "\0\255\254\253", encode(("\0"):rep(4)), decode "TWFu\nIHk=\n") -- expect: AP/+/Q==	AAAAAA==	Man y
print(decode "abc", decode "ab$d") -- expect: nil	nil	invalid character "$"
print(select(2, decode "abc"), select(2, decode "ab$d"), select(2, decode "a=bc"))
-- expect: length is not a multiple of four	invalid character "$"	invalid character "="
local seed = 99
for length = 0, 60 do
  local bytes = {}
  for i = 1, length do seed = (seed * 1103515245 + 12345) % 2147483648 bytes[i] = string.char(seed >> 16 & 255) end
  local s = table.concat(bytes)
  assert(decode(encode(s)) == s and #encode(s) == (length + 2) // 3 * 4)
end
local long = ("The quick brown fox. "):rep(100)
print(#encode(long), decode(encode(long)) == long, encode(long):sub(1, 24))
-- expect: 2800	true	VGhlIHF1aWNrIGJyb3duIGZv
local function url_safe(s) return (encode(s):gsub("[+/=]", { ["+"] = "-", ["/"] = "_", ["="] = "" })) end
print(url_safe "\255\254\253\252", encode "\255\254\253\252") -- expect: __79_A	//79/A==
local hex = ("%02x"):rep(6):format(("foobar"):byte(1, -1))
print(hex, (hex:gsub("%x%x", function(h) return string.char(tonumber(h, 16)) end))) -- expect: 666f6f626172	foobar
