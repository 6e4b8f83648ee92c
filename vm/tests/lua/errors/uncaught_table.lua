-- A script that ends in an error object without any text.
print "raising a table" -- expect: raising a table
error({ code = 1 })
-- expect error: (error object is a table value)
