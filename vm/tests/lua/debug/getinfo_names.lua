-- The name of an active function comes from the call instruction.
local function name() local i = debug.getinfo(2, "n") return tostring(i.name) .. (i.namewhat ~= "" and " " .. i.namewhat or "") end
local function loc() local n = name() return n end
function glob() local n = name() return n end
local t = { field = loc, nested = { field = loc } }
function t:method() local n = name() return n end
local up = loc
print((loc())) -- expect: loc local
print((glob())) -- expect: glob global
print((t.field())) -- expect: field field
print((t.nested.field())) -- expect: field field
print((t:method())) -- expect: method method
print((t["field"]())) -- expect: field field
print(((function() local n = up() return n end)())) -- expect: up upvalue
local key = "field"
print((t[key]())) -- expect: ? field
print((t[({ "field" })[1]]())) -- expect: ? field
t[1] = loc
print((t[1]())) -- expect: integer index field
print(((loc)())) -- expect: loc local
print((function() local n = name() return n end)()) -- expect: nil
local mt = {}
for _, event in ipairs { "add", "unm", "concat", "index", "newindex", "len", "eq", "lt", "le", "close", "call" } do
  mt["__" .. event] = function() local n = name() print(event, n) return true end
end
local o, p = setmetatable({}, mt), setmetatable({}, mt)
local _ = o + 1 -- expect: add	add metamethod
_ = -o -- expect: unm	unm metamethod
_ = o .. "x" -- expect: concat	concat metamethod
_ = o.x -- expect: index	index metamethod
o.x = 1 -- expect: newindex	newindex metamethod
_ = #o -- expect: len	len metamethod
_ = o == p -- expect: eq	eq metamethod
_ = o < p -- expect: lt	lt metamethod
_ = o <= p -- expect: le	le metamethod
do local c <close> = o end -- expect: close	close metamethod
o() -- expect: call	o local
for _ in function() local n = name() print("iterator", n) end do end -- expect: iterator	for iterator for iterator
print(select(2, pcall(loc))) -- expect: nil
table.sort({ 2, 1 }, function(a, b) local n = name() print("comparison", n) return a < b end)
-- expect: comparison	nil
print((("x"):gsub("x", function() local n = name() return n end))) -- expect: nil
coroutine.wrap(function() local n = name() print("coroutine body", n) end)() -- expect: coroutine body	nil
debug.sethook(function() local n = name() debug.sethook() print("hook", n) end, "l")
local done = true -- expect: hook	? hook
