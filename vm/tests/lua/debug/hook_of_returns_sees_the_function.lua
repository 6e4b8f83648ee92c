-- A hook of returns sees the function that returns, and what it returns.
-- dialects: 5.4, 5.5
local names = { [math.sqrt] = "sqrt", [string.byte] = "byte", [tostring] = "tostring", [select] = "select", [pcall] = "pcall",
  [string.gsub] = "gsub", [debug.sethook] = "sethook", [next] = "next" }
local seen = {}
local function watch(body)
  seen = {}
  debug.sethook(function(event)
    local info = debug.getinfo(2, "fr")
    local name = names[info.func] or (type(info.func) == "function" and "?" or type(info.func))
    local values = {}
    for index = info.ftransfer, info.ftransfer + info.ntransfer - 1 do
      values[#values + 1] = tostring(select(2, debug.getlocal(2, index)))
    end
    seen[#seen + 1] = name .. "(" .. table.concat(values, " ") .. ")"
  end, "r")
  body()
  debug.sethook()
  print(table.concat(seen, " ", 2))
end
watch(function() local a = math.sqrt(4) end)
-- expect: sqrt(2.0) ?()
watch(function() local a, b = string.byte("ab", 1, 2), tostring(12) end)
-- expect: byte(97 98) tostring(12) ?()
watch(function() local a = select("#", 1, 2), (select(2, "x", "y")) end)
-- expect: select(2) select(y) ?()
watch(function() local a = pcall(math.sqrt, 9) end)
-- expect: sqrt(3.0) pcall(true 3.0) ?()
watch(function() local a = string.gsub("ab", "%w", function(letter) return letter .. math.sqrt(1) end) end)
-- expect: sqrt(1.0) ?(a1.0) sqrt(1.0) ?(b1.0) gsub(a1.0b1.0 2) ?()
watch(function() return tostring(7) end)
-- expect: tostring(7) ?(7)
watch(function() local a = next({}) end)
-- expect: next(nil) ?()
