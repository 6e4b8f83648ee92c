-- Variables close in reverse order, each seeing the error so far; a new error replaces the old one.
local function closer(name, raise)
  return setmetatable({}, { __close = function(_, err)
    print("close " .. name, err)
    if raise then error(raise, 0) end
  end })
end
print(pcall(function()
  local a <close> = closer("a")
  local b <close> = closer("b", "from b")
  local c <close> = closer("c")
  local d <close> = closer("d", "from d")
  error("original", 0)
end))
-- expect: close d	original
-- expect: close c	from d
-- expect: close b	from d
-- expect: close a	from b
-- expect: false	from b
print(pcall(function()
  local a <close> = closer("a", "from a")
  local b <close> = closer("b")
  return "value"
end))
-- expect: close b	nil
-- expect: close a	nil
-- expect: false	from a
print(pcall(function()
  for i = 1, 3 do
    local x <close> = closer("x" .. i, i == 2 and "at two")
  end
end))
-- expect: close x1	nil
-- expect: close x2	nil
-- expect: false	at two
