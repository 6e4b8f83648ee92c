-- next steps through a table by key and gives nil at the end.
print(next({}), next({ 5 }), next({ x = 1 })) -- expect: nil	1	x	1
local t = { 10, 20, x = 30 }
local seen, k, v = {}, nil, nil
repeat
  k, v = next(t, k)
  if k ~= nil then seen[#seen + 1] = k .. "=" .. v end
until k == nil
table.sort(seen)
print(table.concat(seen, " ")) -- expect: 1=10 2=20 x=30
print(next({ 1 }, 1), next({ a = 1 }, "a")) -- expect: nil	nil
local function message(...)
  local ok, text = pcall(...)
  return ok and "no error" or text
end
print(message(next)) -- expect: bad argument #1 to 'next' (table expected, got no value)
print(message(next, 1)) -- expect: bad argument #1 to 'next' (table expected, got number)
print(message(next, {}, "absent")) -- expect: invalid key to 'next'
print(message(next, { 1, 2 }, 3)) -- expect: invalid key to 'next'
print(message(next, { 1 }, 0)) -- expect: invalid key to 'next'
print(message(next, { x = 1 }, 1.5)) -- expect: invalid key to 'next'
print((next({ 1, 2, 3 }, 2)), (next({ 1, 2, 3 }, 3))) -- expect: 3	nil
-- A key removed during traversal still leads to the next one.
local u = { a = 1, b = 2, c = 3 }
local first = next(u)
u[first] = nil
local rest = 0
local key = next(u, first)
while key do rest = rest + 1 key = next(u, key) end
print(rest) -- expect: 2
local empty = { 1 }
empty[1] = nil
print(next(empty)) -- expect: nil
