-- __gc is called once for an object that was marked when it got its metatable.
-- collect-always: skip (expects one collection for several objects)
local log = {}
local mt = { __gc = function(self) log[#log + 1] = self.name end }
setmetatable({ name = "collected" }, mt)
collectgarbage()
print(table.concat(log, " ")) -- expect: collected
log = {}
-- Finalizers run in the reverse order of marking.
for i = 1, 5 do setmetatable({ name = "n" .. i }, mt) end
collectgarbage()
print(table.concat(log, " ")) -- expect: n5 n4 n3 n2 n1
log = {}
-- A __gc that is added to the metatable afterwards does not mark the object.
local late = {}
setmetatable({ name = "late" }, late)
late.__gc = mt.__gc
collectgarbage()
print(#log) -- expect: 0
-- A placeholder is enough to mark it.
local placeholder = { __gc = true }
setmetatable({ name = "placeholder" }, placeholder)
placeholder.__gc = mt.__gc
collectgarbage()
print(table.concat(log, " ")) -- expect: placeholder
log = {}
-- Objects still in use are not finalized.
local kept = setmetatable({ name = "kept" }, mt)
collectgarbage()
print(#log, kept.name) -- expect: 0	kept
kept = nil
collectgarbage()
print(table.concat(log, " ")) -- expect: kept
