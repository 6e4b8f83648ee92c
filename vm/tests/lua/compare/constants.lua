-- Equality with constants of every kind.
local values = { 1, 1.0, "1", true, false, "", 0, -0.0, 1e100, "long enough not to be a short string, surely, yes" }
values[11] = nil
local function describe(v)
  local found = {}
  if v == nil then found[#found + 1] = "nil" end
  if v == true then found[#found + 1] = "true" end
  if v == false then found[#found + 1] = "false" end
  if v == 0 then found[#found + 1] = "0" end
  if v == 1 then found[#found + 1] = "1" end
  if v == 1.0 then found[#found + 1] = "1.0" end
  if v == 1e100 then found[#found + 1] = "1e100" end
  if v == "1" then found[#found + 1] = "'1'" end
  if v == "" then found[#found + 1] = "''" end
  if v == "long enough not to be a short string, surely, yes" then found[#found + 1] = "long" end
  if v ~= "1" and "1" ~= v and v ~= 1 and nil ~= v then found[#found + 1] = "rest" end
  return table.concat(found, " ")
end
for i = 1, 11 do print(i, describe(values[i])) end
-- expect: 1	1 1.0
-- expect: 2	1 1.0
-- expect: 3	'1'
-- expect: 4	true rest
-- expect: 5	false rest
-- expect: 6	'' rest
-- expect: 7	0 rest
-- expect: 8	0 rest
-- expect: 9	1e100 rest
-- expect: 10	long rest
-- expect: 11	nil
