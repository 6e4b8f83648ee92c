-- Error values of any type pass through unchanged.
local values = { 42, 4.5, true, false, "text", {}, print, coroutine.create(print), io.stdout }
for _, v in ipairs(values) do
  local ok, e = pcall(error, v)
  assert(ok == false and rawequal(e, v))
  ok, e = pcall(function() error(v) end)
  assert(ok == false and (rawequal(e, v) or type(v) == "string"))
  ok, e = xpcall(error, function(m) return { wrapped = m } end, v)
  assert(e.wrapped == v)
  ok, e = coroutine.resume(coroutine.create(error), v)
  assert(ok == false and e == v)
end
print(#values) -- expect: 9
print(pcall(error, nil)) -- expect: false	<no error object>
-- Error objects with fields, methods and metatables.
local Error = {}
Error.__index = Error
Error.__tostring = function(e) return e.kind .. ": " .. e.text end
local function raise(kind, text) error(setmetatable({ kind = kind, text = text }, Error)) end
local ok, e = pcall(raise, "NotFound", "no such thing")
print(ok, tostring(e), e.kind, getmetatable(e) == Error) -- expect: false	NotFound: no such thing	NotFound	true
local function try(f, handlers)
  local ok, e = pcall(f)
  if ok then return "fine" end
  local handler = handlers[type(e) == "table" and e.kind or type(e)]
  if handler then return handler(e) end
  error(e, 0)
end
local handlers = { NotFound = function(x) return "handled " .. x.text end, string = function(s) return "string " .. s end }
print(try(function() raise("NotFound", "a") end, handlers), try(function() error("b", 0) end, handlers), try(function() end, handlers))
-- expect: handled a	string b	fine
ok, e = pcall(try, function() raise("Other", "c") end, handlers)
print(ok, tostring(e)) -- expect: false	Other: c
-- Rethrowing keeps identity.
local original = {}
print(select(2, pcall(function() local _, err = pcall(error, original) error(err) end)) == original) -- expect: true
