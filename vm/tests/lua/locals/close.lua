-- A to-be-closed variable has its __close metamethod called when it goes out of scope.
local function closer(name)
  return setmetatable({}, { __close = function(_, err) print("close " .. name, err) end })
end
do
  local a <close> = closer "a"
  local b <close> = closer "b"
  print("in block")
  -- expect: in block
  -- expect: close b	nil
  -- expect: close a	nil
end
print("after block") -- expect: after block
local function f()
  local c <close> = closer "c"
  return "result", "of f"
end
print(f())
-- expect: close c	nil
-- expect: result	of f
for i = 1, 2 do
  local d <close> = closer("d" .. i)
  if i == 1 then goto continue end -- expect: close d1	nil
  print("body") -- expect: body
  ::continue:: -- expect: close d2	nil
end
while true do
  local e <close> = closer "e"
  break -- expect: close e	nil
end
do
  local x <close> = nil
  local y <close> = false
  print("nil and false are allowed") -- expect: nil and false are allowed
end
print(pcall(function()
  local g <close> = closer "g"
  error("boom", 0)
end))
-- expect: close g	boom
-- expect: false	boom
