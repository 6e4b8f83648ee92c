-- The last positional item expands to all its values.
local function three() return 1, 2, 3 end
local function none() end
print(#{ three() }, #{ three(), three() }, #{ three(), 9 }, #{ (three()) }, #{ none() }, #{ none(), none() })
-- expect: 3	4	2	1	0	0
local function pack(...) return { ... }, { ..., "end" }, { "start", ... }, { n = ..., ... } end
local a, b, c, d = pack("x", "y")
print(#a, #b, b[1], b[2], #c, c[3], d.n, d[1], d[2]) -- expect: 2	2	x	end	3	y	x	x	y
print(#{ three(), x = 1 }, #{ x = three() }, ({ x = three() }).x, #{ [1] = three() }, #{ three(), [5] = 1 })
-- expect: 1	0	1	1	1
local t = { three(), three(), three(), }
print(#t, table.concat(t, " ")) -- expect: 5	1 1 1 2 3
local big = { table.unpack((function() local r = {} for i = 1, 300 do r[i] = i end return r end)()) }
print(#big, big[1], big[300]) -- expect: 300	1	300
local coroutine_results = { coroutine.wrap(function() return 7, 8 end)() }
print(#coroutine_results, coroutine_results[2]) -- expect: 2	8
print(#{ three(), nil }, select("#", table.unpack({ three(), nil }, 1, 2))) -- expect: 1	2
print(#{ pcall(three) }, ({ pcall(error, "m") })[2]) -- expect: 4	m
