local a, b, c = ...
if a then print(1) end
if not a then print(2) elseif b == nil then print(3) else print(4) end
if a and b or c then print(5) end
if not (a or b) and c < 3 then print(6) end
if (a == 1 or b == 2) and (c ~= 3 or not a) then print(7) end
if true then print(8) end
if false then print(9) end
if a then return 1 else return 2 end
