-- math.frexp splits a float into a fraction in [0.5, 1) and a power of two.
print(math.frexp(8)) -- expect: 0.5	4
print(math.frexp(1)) -- expect: 0.5	1
print(math.frexp(-3)) -- expect: -0.75	2
print(math.frexp(0.1)) -- expect: 0.8	-3
print(math.frexp(0)) -- expect: 0.0	0
print(math.frexp(-0.0)) -- expect: -0.0	0
print(math.frexp(2^1023)) -- expect: 0.5	1024
print(math.frexp(5e-324)) -- expect: 0.5	-1073
print(math.frexp "12") -- expect: 0.75	4
print((math.frexp(math.huge)), (math.frexp(-math.huge))) -- expect: inf	-inf
for _, x in ipairs { 0.1, 1 / 3, 123456.789, -1e300, 2^-1050, 7 } do
  local fraction, exponent = math.frexp(x)
  assert(math.abs(fraction) >= 0.5 and math.abs(fraction) < 1)
  assert(math.ldexp(fraction, exponent) == x and math.type(exponent) == "integer")
end
print(pcall(math.frexp)) -- expect: false	bad argument #1 to 'math.frexp' (number expected, got no value)
print(pcall(math.frexp, {})) -- expect: false	bad argument #1 to 'math.frexp' (number expected, got table)
