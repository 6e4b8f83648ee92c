-- Binary chunks that are cut short or not of this version are refused.
local binary = string.dump(function(a) local b = a + 1 return b, "constant", function() return a end end)
local function refused(source)
  local f, message = load(source, "=damaged", "b")
  return f == nil and type(message) == "string"
end
local count = 0
for i = 1, #binary - 1 do
  assert(refused(binary:sub(1, i)), i)
  count = count + 1
end
print(count == #binary - 1) -- expect: true
print(refused("\27"), refused("\27Lua"), refused("\27Lua" .. ("\0"):rep(50)), refused("\27" .. ("x"):rep(100)))
-- expect: true	true	true	true
print(refused("\27Lua" .. string.char(binary:byte(5) ~ 1) .. binary:sub(6))) -- expect: true
print((load("\27Lua", "=name", "b"))) -- expect: nil
print(select(2, load("\27Lua", "=name", "t"))) -- expect: attempt to load a binary chunk (mode is 't')
local whole = load(binary, "=ok", "b")
print((whole(1)), (select(2, whole(1))), type(select(3, whole(1)))) -- expect: 2	constant	function
