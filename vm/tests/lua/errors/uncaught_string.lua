-- A script that ends in an error with a message from a deep call.
local function fail(n)
  if n == 0 then error "the message of the uncaught error" end
  return fail(n - 1) + 1
end
print "before" -- expect: before
fail(3)
-- expect error: the message of the uncaught error
