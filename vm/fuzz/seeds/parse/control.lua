local total, list = 0, { 1, 2.5, "3", nil, true }
for i = 1, 5 do total = total + i if i == 3 then goto continue end total = total * 2 ::continue:: end
for i = 10, 1, -3 do total = total - i end
for i = 1.0, 2.0, 0.25 do total = total + i end
for k, v in pairs(list) do if v == true then break elseif k > 9 then return else total = total + k end end
while total > 100 do total = total // 2 end
repeat local done = total < 10; total = total - 1 until done or total < -1000
do
  local guard <close> = setmetatable({}, { __close = function() total = 0 end })
  local limit <const> = 7
  total = limit
end
do local function f(n) if n == 0 then return total end return f(n - 1) end total = f(20) end
local co = coroutine.wrap(function(...) local n = select("#", ...) while true do n = coroutine.yield(n) end end)
co(1, 2) co(3)
return total, pcall(error, { code = 1 })
