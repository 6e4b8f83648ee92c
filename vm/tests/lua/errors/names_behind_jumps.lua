-- What messages call a value that comes from one of several places.
local up = "x"
local T, F = true, false
local function at(f) return (select(2, pcall(f)):gsub("^.-:%d+: ", "")) end
print(at(function() return -(T and (up.."y") or up) end))
print(at(function() return -(F and up or up) end))
print(at(function() return -(F or up) end))
print(at(function() return -(up or F) end))
print(at(function() return -(T and up) end))
print(at(function() local a = up return -(F and up or a) end))
print(at(function() local a = up return -(a and up) end))
print(at(function() local a = up if T then a = up.."y" else a = up end return -a end))
print(at(function() return (T and glob or glob)() end))
print(at(function() return (T and glob or nope).x end))
print(at(function() return (F or glob).x end))
print(at(function() return (glob or F).x end))
print(at(function() local t = {} return (T and t.x or t.y).z end))
-- expect: attempt to unm a 'string' with a 'string'
-- expect: attempt to unm a 'string' with a 'string'
-- expect: attempt to unm a 'string' with a 'string'
-- expect: attempt to unm a 'string' with a 'string'
-- expect: attempt to unm a 'string' with a 'string'
-- expect: attempt to unm a 'string' with a 'string'
-- expect: attempt to unm a 'string' with a 'string'
-- expect: attempt to unm a 'string' with a 'string'
-- expect: attempt to call a nil value
-- expect: attempt to index a nil value
-- expect: attempt to index a nil value
-- expect: attempt to index a boolean value
-- expect: attempt to index a nil value
