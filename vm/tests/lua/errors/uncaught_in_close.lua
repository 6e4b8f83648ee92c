-- Closing variables run before a script ends in an error, and may replace it.
-- The handler of the interpreter may already have added a traceback to the message.
local function first_line(e) return e:match "^[^\n]*" end
local first <close> = setmetatable({}, { __close = function(_, e) print("first sees", first_line(e)) end })
local second <close> = setmetatable({}, { __close = function(_, e)
  print("second sees", first_line(e))
  error("replaced while closing", 0)
end })
error("original", 0)
-- expect error: replaced while closing
-- expect: second sees	original
-- expect: first sees	replaced while closing
