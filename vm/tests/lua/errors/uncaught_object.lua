-- A script that ends in an error object that knows its text.
local failure = setmetatable({ code = 7 }, { __tostring = function(e) return "failure with code " .. e.code end })
print(tostring(failure)) -- expect: failure with code 7
error(failure)
-- expect error: failure with code 7
