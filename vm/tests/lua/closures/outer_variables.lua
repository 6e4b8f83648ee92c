-- Upvalues reach through any number of enclosing functions.
local a = "a"
local function one()
  local b = "b"
  return function()
    local c = "c"
    return function()
      a = a .. "+"
      b = b .. "-"
      c = c .. "*"
      return function() return a, b, c end
    end
  end
end
local two = one()
local three = two()
print(three()()) -- expect: a+	b-	c*
print(three()()) -- expect: a++	b--	c**
print(two()()()) -- expect: a+++	b---	c*
print(one()()()()) -- expect: a++++	b-	c*
print(a) -- expect: a++++
-- Only the innermost function uses the variable; the ones between just pass it on.
local function pass()
  local secret = "secret"
  return function() return function() return function() return secret end end end
end
print(pass()()()()) -- expect: secret
