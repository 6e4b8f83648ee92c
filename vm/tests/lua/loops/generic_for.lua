-- The generic for calls an iterator with state and control until it gives nil first.
local function range(n)
  return function(limit, i)
    if i < limit then return i + 1, i * i end
  end, n, 0
end
for i, square in range(3) do print(i, square) end
-- expect: 1	0
-- expect: 2	1
-- expect: 3	4
local calls = {}
for a, b, c, d in function(...) calls[#calls + 1] = select("#", ...) if not calls[3] then return #calls, "b" end end, "state" do
  print(a, b, c, d)
end
-- expect: 1	b	nil	nil
-- expect: 2	b	nil	nil
print(table.concat(calls, " ")) -- expect: 2 2 2
-- false ends nothing; only nil does.
local values = { false, 0, "", nil }
local i = 0
for v in function() i = i + 1 return values[i] end do io.write(tostring(v), ";") end
print(i) -- expect: false;0;;4
-- The control value passed on is the first result, whatever the body does.
for k, v in function(s, c) if c < 3 then return c + 1, s end end, "s", 0 do
  v = nil
  io.write(k, " ")
end
print("end") -- expect: 1 2 3 end
for w in ("one two  three"):gmatch "%a+" do io.write("<", w, ">") end
print() -- expect: <one><two><three>
for a in next, {} do print("never", a) end
for x in (function() return nil end) do print("never", x) end
local t = setmetatable({}, { __call = function(self, _, c) c = (c or 0) + 1 if c <= 2 then return c end end })
for n in t do print("callable", n) end
-- expect: callable	1
-- expect: callable	2
