-- Three or four values are taken from the expression list, adjusted as in an assignment.
local function three() return next, { "only" }, nil end
for k, v in three() do print(k, v) end -- expect: 1	only
for k, v in (three()), { "given" } do print(k, v) end -- expect: 1	given
for k, v in next, { "no control" } do print(k, v) end -- expect: 1	no control
for k, v in three(), { "second" } do print(k, v) end -- expect: 1	second
local function extra() return next, { "extra" }, nil, nil, "fifth" end
for k, v in extra() do print(k, v) end -- expect: 1	extra
local evaluated = 0
local function source() evaluated = evaluated + 1 return ipairs { 1, 2, 3 } end
for _ in source() do end
print(evaluated) -- expect: 1
local count = 0
for _ in pairs { 1, 2, x = 3 } do count = count + 1 end
print(count) -- expect: 3
-- Many variables in one loop.
for a, b, c, d, e, f in function(_, x) if not x then return 1, 2, 3, 4, 5, 6 end end do print(a, b, c, d, e, f) end
-- expect: 1	2	3	4	5	6
for _, list in ipairs { { 1, 2 }, { 3 } } do
  for _, v in ipairs(list) do io.write(v, " ") end
end
print("nested") -- expect: 1 2 3 nested
