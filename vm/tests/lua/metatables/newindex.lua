-- __newindex is used when an absent key is assigned.
local log = {}
local t = setmetatable({ present = 1 }, { __newindex = function(self, k, v) log[#log + 1] = tostring(k) .. "=" .. tostring(v) end })
t.present = 2
t.absent = 3
t[1], t[2.5] = "one", "two and a half"
t.present = nil
t.present = "again"
print(table.concat(log, " "), rawget(t, "absent"), rawget(t, "present"))
-- expect: absent=3 2.5=two and a half 1=one present=again	nil	nil
-- With a table the assignment happens there.
local store = {}
local u = setmetatable({}, { __newindex = store, __index = store })
u.x = 1
print(rawget(u, "x"), store.x, u.x) -- expect: nil	1	1
u.x = nil
print(store.x, u.x) -- expect: nil	nil
-- The chain goes on with metamethods of that table.
local final = {}
local middle = setmetatable({}, { __newindex = function(_, k, v) rawset(final, k, v .. " via middle") end })
local w = setmetatable({}, { __newindex = middle })
w.key = "value"
print(final.key, rawget(middle, "key"), rawget(w, "key")) -- expect: value via middle	nil	nil
-- rawset inside the function stores in the object itself.
local counted = setmetatable({}, { __newindex = function(self, k, v) rawset(self, k, v) rawset(self, "count", (rawget(self, "count") or 0) + 1) end })
counted.a, counted.b = 1, 2
counted.a = 3
print(counted.a, counted.b, counted.count) -- expect: 3	2	2
local function message(f, ...)
  local ok, text = pcall(f, ...)
  return ok and "no error" or (text:gsub("^[^:]+:%d+: ", ""))
end
print(message(function() setmetatable({}, { __newindex = 5 }).x = 1 end)) -- expect: attempt to index a number value
print(message(function() setmetatable({}, { __newindex = "text" }).x = 1 end))
-- expect: attempt to index a string value
print(message(function() setmetatable({}, { __newindex = function() error("read only", 0) end }).x = 1 end))
-- expect: read only
