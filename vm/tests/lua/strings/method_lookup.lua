-- Methods of strings come from wherever the metatable of strings says when they are called.
local metatable = getmetatable("")
local library = metatable.__index
local long = string.rep("x", 100)
local function shout(text) return text:upper() end
local function has(text) return text:missing() end
print(shout("short"), #shout(long), ("%d"):format(7)) -- expect: SHORT	100	7
-- What is missing is an error, until it is there.
print(select(2, pcall(has, "s")):match("missing")) -- expect: missing
function library.missing(text) return "found for " .. #text end
print(has("s"), has(long)) -- expect: found for 1	found for 100
library.missing = nil
print((pcall(has, "s"))) -- expect: false
-- Library functions may be replaced.
local upper = library.upper
library.upper = function(text) return "<" .. upper(text) .. ">" end
print(shout("a"), shout(long) == "<" .. upper(long) .. ">") -- expect: <A>	true
library.upper = upper
print(shout("a")) -- expect: A
-- Another table, one that inherits, a function, and nothing at all.
metatable.__index = {upper = function() return "other" end}
print(shout("a")) -- expect: other
metatable.__index = setmetatable({}, {__index = library})
print(shout("a")) -- expect: A
metatable.__index = function(text, key) return function(self) return key .. " of " .. self end end
print(shout("a"), has("b")) -- expect: upper of a	missing of b
metatable.__index = nil
print((pcall(shout, "a"))) -- expect: false
debug.setmetatable("", nil)
print((pcall(shout, "a"))) -- expect: false
debug.setmetatable("", {__index = {upper = function() return "set" end}})
print(shout("a"), shout(long)) -- expect: set	set
debug.setmetatable("", metatable)
metatable.__index = library
print(shout("a")) -- expect: A
-- Other types have methods only if they are given some.
print((pcall(shout, 1)), (pcall(shout, nil)), (pcall(shout, print))) -- expect: false	false	false
debug.setmetatable(1, {__index = {upper = function(number) return number + 1 end}})
print(shout(1), shout(1.5)) -- expect: 2	2.5
debug.setmetatable(1, nil)
print((pcall(shout, 1))) -- expect: false
