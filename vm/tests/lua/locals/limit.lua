-- A function may have 200 local variables at a time, and no more.
-- dialects: 5.5
local function declare(n)
  local names = {}
  for i = 1, n do names[i] = "v" .. i end
  return "local " .. table.concat(names, ", ") .. " = 1, 2, 3 "
end
print(load(declare(200) .. "return v1, v3, v4, v200", "=c")()) -- expect: 1	3	nil	nil
print(load(declare(201), "=c"))
-- expect: nil	c:1: too many local variables (limit is 200) in main function near <eof>
print(select(2, load("\n\nfunction named()\n" .. declare(201) .. "end", "=c")))
-- expect: c:4: too many local variables (limit is 200) in function at line 3 near 'end'
-- Variables whose block has ended do not count, nor do those of other functions.
print(load("do " .. declare(150) .. "end do " .. declare(150) .. "end " .. declare(200) .. "return v2", "=c")())
-- expect: 2
print(load(declare(200) .. "return (function() " .. declare(200) .. " return v3 end)()", "=c")()) -- expect: 3
-- One declaration at a time is limited in the same way, and parameters count.
local statements = {}
for i = 1, 200 do statements[i] = "local a" .. i .. " = " .. i end
print(load(table.concat(statements, "\n") .. " return a1 + a200", "=c")()) -- expect: 201
print((load(table.concat(statements, "\n") .. " for i = 1, 2 do end", "=c"))) -- expect: nil
