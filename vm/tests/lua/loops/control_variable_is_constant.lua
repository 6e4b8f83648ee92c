-- The control variable of a for loop cannot be assigned to.
local function syntax(source)
  local chunk, message = load(source, "=c")
  print(chunk and "accepted" or message)
end
syntax "for i = 1, 2 do i = 3 end" -- expect: c:1: attempt to assign to const variable 'i'
syntax "for k in pairs {} do k = 1 end" -- expect: c:1: attempt to assign to const variable 'k'
syntax "for k, v in pairs {} do k, v = 1, 2 end" -- expect: c:1: attempt to assign to const variable 'k'
syntax "for i = 1, 2 do local f = function() i = 1 end end" -- expect: c:1: attempt to assign to const variable 'i'
syntax "for i = 1, 2 do function i() end end" -- expect: c:1: attempt to assign to const variable 'i'
syntax "for i = 1, 2 do i, j = 1, 2 end" -- expect: c:1: attempt to assign to const variable 'i'
-- Further variables of a generic for are ordinary, and so is a local that shadows the control variable.
for k, v, w in next, { 10 } do
  v = v + 1
  w = "free"
  print(k, v, w) -- expect: 1	11	free
end
for i = 1, 2 do
  local i = i * 10
  i = i + 1
  print(i)
end
-- expect: 11
-- expect: 21
for t in function(_, c) return c == nil and { n = 1 } or nil end do
  t.n = t.n + 1
  print(t.n) -- expect: 2
  break
end
