-- Calls give all results at the end of a list and exactly one elsewhere.
-- dialects: 5.5
local function zero() end
local function one() return 1 end
local function three() return "a", "b", "c" end
print(zero(), 1) -- expect: nil	1
print((zero())) -- expect: nil
print(1, zero()) -- expect: 1
print(three(), three()) -- expect: a	a	b	c
print((three()), (three())) -- expect: a	a
local t = { three(), zero(), three() }
print(#t, t[1], t[2], t[3], t[5]) -- expect: 1	a	nil	a	c
local u = { three(), (three()) }
print(#u) -- expect: 2
local a, b, c, d = one(), three()
print(a, b, c, d) -- expect: 1	a	b	c
print(three() .. "!", -one(), not zero(), #three(), three() == "a", zero() == nil) -- expect: a!	-1	true	1	true	true
print(select("#", zero()), select("#", (zero())), select("#", three(), zero()), select("#", zero(), zero()))
-- expect: 0	1	1	1
if zero() then print("never") elseif one() then print("one is true") end -- expect: one is true
local function pass(...) return ... end
print(pass(zero()), pass(three())) -- expect: nil	a	b	c
print((pass(pass(three())))) -- expect: a
return zero()
