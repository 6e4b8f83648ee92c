-- A chunk may use more global names than fit in short constant indices.
local lines, check = {}, {}
for i = 1, 1000 do
  lines[i] = ("global_%d = %d"):format(i, i * 3)
  check[i] = "global_" .. i
end
local env = {}
load(table.concat(lines, "\n"), "=c", "t", env)()
print(env.global_1, env.global_500, env.global_1000) -- expect: 3	1500	3000
local sum = load("return " .. table.concat(check, " + ", 1, 150), "=c", "t", env)()
print(sum, 3 * 150 * 151 // 2) -- expect: 33975	33975
local declared = load("global " .. table.concat(check, ", ") .. " return global_999", "=c", "t", env)
print(declared()) -- expect: 2997
local env2 = {}
local parts = {}
for i = 1, 300 do parts[i] = ("function f_%d() return 'f' .. %d + %d.5 end"):format(i, i, i) end
load(table.concat(parts, " "), "=c", "t", env2)()
print(env2.f_1(), env2.f_300()) -- expect: f2.5	f600.5
local error_name = load(table.concat(lines, "\n") .. " global_missing.x = 1", "=c", "t", {})
print(select(2, pcall(error_name))) -- expect: c:1000: attempt to index a nil value (global 'global_missing')
