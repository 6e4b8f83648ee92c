-- A script that ends in an error of an operation.
local settings = { depth = { value = 1 } }
print(settings.depth.value) -- expect: 1
settings.width.value = 2
-- expect error: attempt to index a nil value (field 'width')
