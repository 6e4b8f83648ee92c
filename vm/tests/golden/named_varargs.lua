local function sum(a, ...rest)
  local total = a + rest.n
  for i = 1, rest.n do total = total + rest[i] end
  return total, ...
end
