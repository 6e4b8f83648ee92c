-- Loops and conditions whose bodies are too long for short jumps.
local function body(n, statement)
  local t = {}
  for i = 1, n do t[i] = statement end
  return table.concat(t, " ")
end
local add = body(3000, "x = x + 1")
print(load("local x = 0 for i = 1, 3 do " .. add .. " end return x")()) -- expect: 9000
print(load("local x = 0 while x < 7000 do " .. add .. " end return x")()) -- expect: 9000
print(load("local x = 0 repeat " .. add .. " until x > 1 return x")()) -- expect: 3000
print(load("local x = 0 if x == 1 then " .. add .. " else x = -1 end return x")()) -- expect: -1
print(load("local x = 0 for _ in pairs { 1, 2 } do " .. add .. " end return x")()) -- expect: 6000
print(load("local x = 0 goto l " .. add .. " ::l:: return x")()) -- expect: 0
print(load("local x = 0 ::l:: " .. add .. " if x < 6000 then goto l end return x")()) -- expect: 6000
print(load("local x = 0 local b = x == 0 and " .. ("1 + "):rep(1000) .. "0 or 2 return b")()) -- expect: 1000
local elseifs = {}
for i = 1, 500 do elseifs[i] = ("elseif x == %d then return 'case %d'"):format(i, i) end
local choose = load("local x = ... if false then " .. table.concat(elseifs, "\n") .. " else return 'none' end")
print(choose(1), choose(250), choose(500), choose(501)) -- expect: case 1	case 250	case 500	none
