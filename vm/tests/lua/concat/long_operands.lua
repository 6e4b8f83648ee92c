-- Long operands, alone and with numbers between them, joined and compared with what table.concat makes of the same.
local function texts(length)
  return ("a"):rep(length), ("b"):rep(length // 2), ("c"):rep(length // 3)
end

local agree, differ = 0, 0
local function check(joined, parts)
  if joined == table.concat(parts) and #joined == #table.concat(parts) then agree = agree + 1 else differ = differ + 1 end
end

for _, length in ipairs { 0, 1, 13, 40, 41, 500, 1023, 1024, 1025, 5000, 140000, 1000000 } do
  local a, b, c = texts(length)
  check(a .. b, { a, b })
  check(a .. b .. c, { a, b, c })
  check(a .. 1, { a, 1 })
  check(1 .. a, { 1, a })
  check(a .. 1 .. b, { a, 1, b })
  check(a .. -7 .. 2.5 .. b, { a, -7, 2.5, b })
  check(1 .. 2 .. a .. 3 .. 1e100 .. b .. c .. math.mininteger, { 1, 2, a, 3, 1e100, b, c, math.mininteger })
end
print(agree, differ)
-- expect: 84	0

-- What is free of long strings is used again, with other bytes.
local seen = 0
for i = 1, 60 do
  local s = ("x"):rep(200000) .. i
  local t = s:sub(-2) .. ("y"):rep(200000)
  if #s == 200000 + #tostring(i) and s:sub(-#tostring(i)) == tostring(i) and t:find("y", 1, true) == 3 then seen = seen + 1 end
end
print(seen)
-- expect: 60

-- Metamethods get what is on their right as one text.
local meta = { __concat = function(left, right) return type(left) .. ":" .. type(right) .. ":" .. #(type(left) == "string" and left or right) end }
local object = setmetatable({}, meta)
local long = ("z"):rep(2000)
print(object .. long .. 12, #(long .. 12 .. object))
-- expect: table:string:2002	2014
