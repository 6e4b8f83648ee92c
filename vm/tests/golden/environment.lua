x = y
local _ENV = {y = 1}
x = y
local function f()
  z = x
  local _ENV <const> = nil
end
