-- The generator is xoshiro256** seeded as documented by its reference sequence.
math.randomseed(1007)
local first = {}
for i = 1, 4 do first[i] = ("%016x"):format(math.random(0)) end
print(table.concat(first, " ")) -- expect: 7a7040a5a323c9d6 bc8d7274c5b8635f 0c3e4528e9584f32 19acffe1f5cc543d
math.randomseed(1007)
print(math.random(), math.random(100), math.random(-10, 10)) -- expect: 0.47827533763769658	96	8
math.randomseed(0, 0)
print(("%016x"):format(math.random(0)), math.random(1000)) -- expect: 3f359d4e37b433c1	521
math.randomseed(-1, 5)
print(("%016x"):format(math.random(0)), math.random(math.maxinteger)) -- expect: f98110df25507e28	8017754055827708526
print(select("#", math.randomseed(7)), math.randomseed(7)) -- expect: 2	7	0
print(math.randomseed(7, 9)) -- expect: 7	9
print(select("#", math.randomseed()), math.type((math.randomseed()))) -- expect: 2	integer
