-- Quotient and remainder agree for every combination of signs and kinds.
local values = { 0, 1, -1, 2, -2, 3, 7, -7, 100, -100, math.maxinteger, math.mininteger, math.maxinteger - 1 }
local checked = 0
for _, a in ipairs(values) do
  for _, b in ipairs(values) do
    if b ~= 0 then
      local q, r = a // b, a % b
      assert(q * b + r == a)
      assert(r == 0 or (r < 0) == (b < 0))
      local f = math.fmod(a, b)
      assert(f == 0 or (f < 0) == (a < 0))
      assert(r == f or r == f + b)
      checked = checked + 1
    end
  end
end
print(checked) -- expect: 156
checked = 0
for _, a in ipairs { 0.5, -0.5, 7.25, -7.25, 1e10, -1e10, 3 } do
  for _, b in ipairs { 0.5, -0.5, 2.0, -2.0, 0.75, 3, -3 } do
    local q, r = a // b, a % b
    assert(math.abs(q * b + r - a) < 1e-6 and math.abs(r) < math.abs(b))
    assert(r == 0 or (r < 0) == (b < 0))
    assert(math.type(q) == (math.type(a) == "integer" and math.type(b) == "integer" and "integer" or "float"))
    checked = checked + 1
  end
end
print(checked) -- expect: 49
for bits = 0, 63 do
  local p = 1 << bits
  assert(p >> bits == 1 and p & p - 1 == 0 and (p << 1) >> 1 == (bits < 63 and p or 0))
  assert(-1 // p == -1 or bits == 63)
  assert(-1 >> bits == ~0 >> bits)
end
print("powers of two") -- expect: powers of two
