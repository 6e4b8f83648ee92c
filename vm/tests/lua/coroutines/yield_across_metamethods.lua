-- A coroutine may yield inside metamethods, and their results arrive where they belong.
local mt = {}
for _, event in ipairs { "add", "sub", "mul", "div", "mod", "pow", "unm", "idiv",
  "band", "bor", "bxor", "shl", "shr", "bnot", "concat", "len", "index", "call" } do
  mt["__" .. event] = function(...) return coroutine.yield(event) end
end
mt.__eq = function() return coroutine.yield "eq" end
mt.__lt = function() return coroutine.yield "lt" end
mt.__le = function() return coroutine.yield "le" end
mt.__newindex = function(_, k, v) coroutine.yield("newindex " .. k .. "=" .. tostring(v)) end
local o, p = setmetatable({}, mt), setmetatable({}, mt)
local function run(f)
  local co = coroutine.create(f)
  local trace, value = {}, nil
  while true do
    local ok, event = coroutine.resume(co, value)
    assert(ok, event)
    if coroutine.status(co) == "dead" then
      print(table.concat(trace, " "), event)
      return
    end
    trace[#trace + 1] = event
    value = #trace
  end
end
run(function() return o + 1 end) -- expect: add	1
run(function() return 1 - o end) -- expect: sub	1
run(function() return (o * 2) + (o / 2) + (o % 2) end) -- expect: mul div mod	6
run(function() return -o + #o + (o ^ 2) + o // 1 end) -- expect: unm len pow idiv	10
run(function() return (o & 1) | (o | 1) ~ (o ~ 1) end) -- expect: band bor bxor	1
run(function() return (o << 1) + (1 >> o) + ~o end) -- expect: shl shr bnot	6
run(function() return o .. "x" end) -- expect: concat	1
run(function() return "a" .. "b" .. o .. "c" end) -- expect: concat	ab1
run(function() return o.field end) -- expect: index	1
run(function() return o.a + o.b * o.c end) -- expect: index index index	7
run(function() o.x = 5 o[1] = o.y return "set" end) -- expect: newindex x=5 index newindex 1=2	set
run(function() return o(1, 2) end) -- expect: call	1
run(function() return (o(1)) + (o(2)) end) -- expect: call call	3
run(function() return o == p end) -- expect: eq	true
run(function() return o ~= p end) -- expect: eq	false
run(function() if o < p then return "less" else return "not less" end end) -- expect: lt	less
run(function() return o >= p and "ge" or "not ge" end) -- expect: le	ge
run(function() local t = { o.first, o[2], x = o.x } return t[1] + t[2] + t.x end) -- expect: index index index	6
run(function() for i = o.from, o.to + 3 do if i == 3 then return "three" end end return "no three" end)
-- expect: index index	three
run(function() return (select("#", o.x, o.y, o(1))) end) -- expect: index index call	3
