-- All operands of a multiple assignment are read before the first target is written; 5.1 writes the last target first.
do
  local a, i, j, b
  a = { "a", "b" }; i = 1; j = 2; b = a
  i, a[i], a, j, a[j], a[i + j] = j, i, i, b, j, i
  print(i, b[1], a, j == b, b[2], b[3]) -- expect: 2	1	1	true	2	1
end
do
  local log = {}
  local t = setmetatable({}, { __newindex = function(_, key, value) log[#log + 1] = key .. "=" .. tostring(value) end })
  t.a, t.b, t.c = 1, 2
  print(table.concat(log, " ")) -- expect: c=nil b=2 a=1
end
do
  local x, y = 1, 2
  x, y = y, x
  print(x, y) -- expect: 2	1
  local t = { 1, 2 }
  local i = 1
  i, t[i] = i + 1, 20
  print(i, t[1], t[2]) -- expect: 2	20	2
end
do
  local function three() return 1, 2, 3 end
  local t = {}
  t.a, t.b, t.c, t.d = 0, three()
  print(t.a, t.b, t.c, t.d) -- expect: 0	1	2	3
  t.a, t.b = (three())
  print(t.a, t.b) -- expect: 1	nil
  t.a, t.b = three(), 9
  print(t.a, t.b) -- expect: 1	9
end
