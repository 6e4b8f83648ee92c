-- Constants of simple types behave as if written out wherever they are used.
local n <const>, f <const>, s <const>, t <const>, x <const> = 7, 2.5, "text", true, nil
print(n, f, s, t, x) -- expect: 7	2.5	text	true	nil
print(n + f, n // 2, n .. s, #s, not t, not x, -n, ~n, n << 1) -- expect: 9.5	3	7text	4	false	true	-7	-8	14
print(n == 7, s == "text", x == nil, t == true, n < f, n > 6) -- expect: true	true	true	true	false	true
print(({ [n] = "seven", [s] = "key" })[7], ({ text = "field" })[s], ({ 1, n, s })[3]) -- expect: seven	field	text
if t and not x then print("conditions") end -- expect: conditions
while x do print("never") end
for i = n, n + 2, x or 1 do io.write(i, ";") end
print() -- expect: 7;8;9;
local function returns() return n, f, s, t, x end
print(returns()) -- expect: 7	2.5	text	true	nil
print((function() return (function() return s .. n end)() end)()) -- expect: text7
print(("x"):rep(n), math.max(n, f), select(n - 5, "a", "b")) -- expect: xxxxxxx	7	b
local a = n
a = a + n
print(a, n) -- expect: 14	7
local first <const> = 1
local second <const> = first + 1
local third <const> = second * second
print(first, second, third) -- expect: 1	2	4
