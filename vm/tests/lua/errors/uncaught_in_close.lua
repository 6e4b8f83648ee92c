-- Closing variables run before a script ends in an error, and may replace it.
local first <close> = setmetatable({}, { __close = function(_, e) print("first sees", e) end })
local second <close> = setmetatable({}, { __close = function(_, e)
  print("second sees", e)
  error("replaced while closing", 0)
end })
error("original", 0)
-- expect error: replaced while closing
-- expect: second sees	original
-- expect: first sees	replaced while closing
