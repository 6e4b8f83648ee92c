-- Source that exceeds the limits of the compiler is refused with a message.
local function check(source)
  local chunk, message = load(source, "=c")
  print(chunk and "accepted" or message:match "overflow" or message)
end
check("return " .. ("("):rep(150) .. "1" .. (")"):rep(150)) -- expect: accepted
check("return " .. ("("):rep(500) .. "1" .. (")"):rep(500)) -- expect: overflow
check("return " .. ("{"):rep(500) .. ("}"):rep(500)) -- expect: overflow
check(("do "):rep(500) .. ("end "):rep(500)) -- expect: overflow
check(("if x then "):rep(500) .. ("end "):rep(500)) -- expect: overflow
check("return " .. ("function() return "):rep(500) .. "1" .. (" end"):rep(500)) -- expect: overflow
check("return " .. ("-"):rep(2):rep(1) .. "1") -- expect: accepted
check("return " .. ("- "):rep(500) .. "1") -- expect: overflow
check("return " .. ("not "):rep(500) .. "1") -- expect: overflow
check("return 'x'" .. (" .. 'x'"):rep(500)) -- expect: overflow
check("return 2" .. ("^2"):rep(500)) -- expect: overflow
check("return a" .. (".b"):rep(5000)) -- expect: accepted
check("return f" .. ("()"):rep(5000)) -- expect: accepted
check("x = " .. ("a + "):rep(5000) .. "b") -- expect: accepted
check("return " .. ("a, "):rep(240) .. "b") -- expect: accepted
check("return {" .. ("1, "):rep(10000) .. "}") -- expect: accepted
check(("x = 1 "):rep(10000)) -- expect: accepted
check("x" .. (", x"):rep(150) .. " = 1") -- expect: accepted
local labels = {}
for i = 1, 500 do labels[i] = ("::l%d:: goto l%d"):format(i, i) end
check(table.concat(labels, " ") .. " return") -- expect: accepted
local elseifs = {}
for i = 1, 1000 do elseifs[i] = "elseif x == " .. i .. " then y = " .. i end
check("if false then " .. table.concat(elseifs, " ") .. " end") -- expect: accepted
