-- Prime numbers by trial division in nested while loops
local N = tonumber((...)) or 250000
local count, last, candidate = 0, 0, 2
while candidate <= N do
  local divisor, is_prime = 2, true
  while divisor * divisor <= candidate do
    if candidate % divisor == 0 then
      is_prime = false
      break
    end
    divisor = divisor + 1
  end
  if is_prime then
    count = count + 1
    last = candidate
  end
  candidate = candidate + 1
end
print(count, last)
