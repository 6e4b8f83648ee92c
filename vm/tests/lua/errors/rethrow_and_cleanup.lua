-- Patterns built on pcall: finally, retry, protected iteration and error translation.
local function finally(f, cleanup, ...)
  local results = table.pack(pcall(f, ...))
  cleanup()
  if not results[1] then error(results[2], 0) end
  return table.unpack(results, 2, results.n)
end
local cleaned = 0
print(finally(function(a, b) return a + b, "sum" end, function() cleaned = cleaned + 1 end, 1, 2)) -- expect: 3	sum
print(pcall(finally, function() error("failed", 0) end, function() cleaned = cleaned + 1 end)) -- expect: false	failed
print(cleaned) -- expect: 2
local function retry(times, f)
  local last
  for attempt = 1, times do
    local ok, v = pcall(f, attempt)
    if ok then return v, attempt end
    last = v
  end
  error("gave up: " .. last, 0)
end
print(retry(5, function(n) if n < 3 then error("not yet", 0) end return "done" end)) -- expect: done	3
print(pcall(retry, 2, function(n) error("try " .. n, 0) end)) -- expect: false	gave up: try 2
local function translate(f, ...)
  local ok, e = pcall(f, ...)
  if ok then return "ok" end
  return (tostring(e):gsub("^[^:]+:%d+: ", ""):gsub("attempt to (%w+) a (%w+) value", "cannot %1 %2"))
end
print(translate(function() return nil + 1 end), translate(function() return ({}).x.y end), translate(error, "custom"))
-- expect: attempt to perform arithmetic on a nil value	cannot index nil (field 'x')	custom
local results = {}
for i, f in ipairs { function() return 1 end, function() error "two" end, function() return 3 end } do
  local ok, v = pcall(f)
  results[i] = ok and v or "failed"
end
print(table.concat(results, " ")) -- expect: 1 failed 3
local function safe(f)
  return function(...)
    local r = table.pack(pcall(f, ...))
    if r[1] then return table.unpack(r, 2, r.n) end
    return nil, r[2]
  end
end
print(safe(tonumber)("12"), safe(error)("message"), select("#", safe(function() end)())) -- expect: 12	nil	0
print((safe(string.rep)("x", 3))) -- expect: xxx
