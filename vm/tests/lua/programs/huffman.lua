-- Huffman coding with a canonical code table and a bit stream.
local function frequencies(s)
  local f = {}
  for c in s:gmatch "." do f[c] = (f[c] or 0) + 1 end
  return f
end
local function code_lengths(f)
  local nodes = {}
  for c, n in pairs(f) do nodes[#nodes + 1] = { n = n, least = c, leaves = { [c] = 0 } } end
  local function before(a, b) if a.n ~= b.n then return a.n > b.n end return a.least > b.least end
  if #nodes == 1 then return { [nodes[1].least] = 1 } end
  while #nodes > 1 do
    table.sort(nodes, before)
    local a, b = table.remove(nodes), table.remove(nodes)
    local leaves = {}
    for _, node in ipairs { a, b } do for c, d in pairs(node.leaves) do leaves[c] = d + 1 end end
    nodes[#nodes + 1] = { n = a.n + b.n, least = math.min(a.least:byte(), b.least:byte()), leaves = leaves }
    nodes[#nodes].least = string.char(nodes[#nodes].least)
  end
  return nodes[1].leaves
end
local function canonical(lengths)
  local symbols = {}
  for c in pairs(lengths) do symbols[#symbols + 1] = c end
  table.sort(symbols, function(a, b) if lengths[a] ~= lengths[b] then return lengths[a] < lengths[b] end return a < b end)
  local codes, code, previous = {}, 0, lengths[symbols[1]]
  for _, c in ipairs(symbols) do
    code = code << (lengths[c] - previous)
    previous = lengths[c]
    local bits = {}
    for i = previous - 1, 0, -1 do bits[#bits + 1] = code >> i & 1 end
    codes[c] = table.concat(bits)
    code = code + 1
  end
  return codes, symbols
end
local function encode(s)
  local codes = canonical(code_lengths(frequencies(s)))
  return (s:gsub(".", codes)), codes
end
local function decode(bits, codes)
  local by_code, out, current = {}, {}, ""
  for c, code in pairs(codes) do by_code[code] = c end
  for b in bits:gmatch "." do
    current = current .. b
    if by_code[current] then
      out[#out + 1] = by_code[current]
      current = ""
    end
  end
  assert(current == "")
  return table.concat(out)
end
local function to_bytes(bits) return (bits .. ("0"):rep(-#bits % 8)):gsub(("[01]"):rep(8), function(b) return string.char(tonumber(b, 2)) end) end
for _, s in ipairs { "abracadabra", "aaaa", "abcdefgh", "the quick brown fox jumps over the lazy dog", "mississippi river" } do
  local bits, codes = encode(s)
  assert(decode(bits, codes) == s)
  print(#s * 8, #bits, #to_bytes(bits), #bits <= 40 and bits or bits:sub(1, 40) .. "...")
end
-- expect: 88	23	3	01101001110011110110100
-- expect: 32	4	1	0000
-- expect: 64	24	3	000001010011100101110111
-- expect: 344	192	24	0110100000100000101000111111100111000111...
-- expect: 136	46	6	1110000101000101001001000011001010011111...
local _, codes = encode "abracadabra"
local lines = {}
for c, code in pairs(codes) do lines[#lines + 1] = c .. "=" .. code end
table.sort(lines)
print(table.concat(lines, " ")) -- expect: a=0 b=110 c=1110 d=1111 r=10
-- No code is the beginning of another, and the lengths fill the tree.
local sum = 0
for c, code in pairs(codes) do
  sum = sum + 2.0 ^ -#code
  for d, other in pairs(codes) do assert(c == d or other:sub(1, #code) ~= code) end
end
print(sum) -- expect: 1.0
