-- dialects: 5.1 5.2 5.3 5.4
-- Prints of tables of every shape by the library inspect.
local inspect = require 'inspect'
print(inspect { 1, 2, 3 })
print(inspect { a = 1, b = 'two', ['not a name'] = true, [10] = 'ten' })
print(inspect { 1, { 2, { 3, { 4 } } }, name = { first = 'x', list = { 'a', 'b' } } })
print(inspect({ a = { b = { c = { d = 1 } } } }, { depth = 2 }))
print(inspect 'quotes " and \' and \n newlines \0 and \1 controls')
print(inspect { [1.5] = 'float', [true] = 'boolean', [-1] = 'negative' })
local cyclic = { name = 'cycle' }
cyclic.self = cyclic
cyclic.inner = { parent = cyclic }
print(inspect(cyclic))
print(inspect(setmetatable({ 1 }, { __index = { hidden = 1 }, __name = 'meta' })))
print(inspect({ secret = 1, shown = 2, nested = { secret = 3 } }, {
  process = function(item, path)
    if path[#path] ~= 'secret' then return item end
  end,
}))
print(inspect({ 1, 2, x = { y = 1 } }, { newline = '@', indent = '>>' }))
local shared = { 1 }
print(inspect { shared, shared, other = shared })
print(inspect { math.huge, -math.huge, 1e100, 0.1 })
