local object = ...
object:run()
object:add(1, object:size())
local n = object.inner:name(...)
("text"):rep(3)
object:a():b()
