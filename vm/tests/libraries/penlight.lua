-- dialects: 5.1 5.2 5.3 5.4
-- A walk through the libraries of penlight.
package.preload.lfs = function() return dofile(SHIMS .. '/lfs.lua') end
local List, OrderedMap, Set, MultiMap = require 'pl.List', require 'pl.OrderedMap', require 'pl.Set', require 'pl.MultiMap'
local stringx, tablex, pretty, seq = require 'pl.stringx', require 'pl.tablex', require 'pl.pretty', require 'pl.seq'
local class, func, lexer, template = require 'pl.class', require 'pl.func', require 'pl.lexer', require 'pl.template'
local data, sip, xml, permute, types = require 'pl.data', require 'pl.sip', require 'pl.xml', require 'pl.permute', require 'pl.types'
local list = List { 10, 20, 30, 40 }
print(list, list:slice(2, 3), list:map(function(x) return x / 10 end), list:reduce '+', list:index(30), list:reverse())
print(List.range(1, 10):filter(function(x) return x % 3 == 0 end), List.split 'a b c', list:len())
local map = OrderedMap { { z = 1 }, { a = 2 }, { m = 3 } }
for key, value in map:iter() do io.write(key, '=', tostring(value), ' ') end
print(map)
print(Set { 1, 2, 3 } * Set { 2, 3, 4 } == Set { 2, 3 }, Set.len(Set { 1, 2 } + Set { 3 }), Set { 1 } < Set { 1, 2 })
print(stringx.split('a,b,,c', ','), stringx.strip '  x  ', stringx.center('x', 7, '*'), stringx.title 'hello world', stringx.replace('aXbXc', 'X', '-'))
print(stringx.splitlines 'one\ntwo\r\nthree', stringx.partition('key=value', '='), stringx.count('banana', 'an'), stringx.isalpha 'abc')
print(pretty.write({ 1, 2, { x = 'y' } }), pretty.write({ a = 1 }, ''), pretty.number(123456789, 'M'), pretty.number(1e6, 'T'))
print(pretty.read '{1, 2, {a = "b"}}'[3].a, pretty.read 'os.exit()')
print(tablex.deepcompare({ 1, { 2 } }, { 1, { 2 } }), tablex.compare_no_order({ 1, 2 }, { 2, 1 }), tablex.find({ 5, 6, 7 }, 6))
print(pretty.write(tablex.zip({ 1, 2 }, { 'a', 'b' }), ''), pretty.write(tablex.map2('*', { 1, 2 }, { 3, 4 }), ''), #tablex.keys { a = 1, b = 2 })
local Animal = class()
function Animal:_init(name) self.name = name end
function Animal:__tostring() return self.name .. ': ' .. self:speak() end
local Dog = class(Animal)
function Dog:speak() return 'bark' end
local Puppy = class(Dog)
function Puppy:_init(name) self:super(name .. ' junior') end
print(Dog 'Fido', Puppy 'Rex', Dog:class_of(Dog 'x'), Animal:class_of(Dog 'x'), Puppy 'a':is_a(Animal))
print(List { 1, 2, 3 }:map(func._1 + 10), tablex.map(func._1 * func._1, { 2, 3 })[2], tostring(func._1 + func._2 * 2))
for kind, value in lexer.lua('local x = 1.5e3 -- note\nprint("hi" .. x)', {}) do io.write(kind, ':', tostring(value), ' ') end
print()
print(template.substitute([[
# for i, name in ipairs(names) do
$(i): $(name:upper())
# end
]], { ipairs = ipairs, names = { 'ann', 'bob' } }))
local rows = data.read(require 'pl.stringio'.open 'name,age\nann,30\nbob,25\n')
for name, age in rows:select 'name,age where age > 26 sort by name' do print(name, age) end
local result = {}
print(sip.match('$v{key} = $i{value}', 'width = 12', result), result.key, result.value)
local tree = xml.parse '<a x="1"><b>text</b><b>more</b><c/></a>'
print(tree, tree:get_elements_with_name 'b'[2][1], xml.tostring(tree, '', '  '))
for order in permute.order_iter { 1, 2, 3 } do io.write(table.concat(order, ''), ' ') end
print(types.type(list), types.is_callable(print), types.is_integer(3))
print(seq.sum { 1, 2, 3 }, seq.copy(seq.map(function(x) return x * 2 end, seq.range(1, 3))), seq.reduce('*', { 2, 3, 4 }))
local comprehension = require 'pl.comprehension'.new()
print(List(comprehension 'x^2 for x=1,4 if x % 2 == 0' ()))
local Date = require 'pl.Date'
print(Date { year = 2024, month = 2, day = 28 }:add { day = 2 }, Date { year = 2024, month = 3, day = 1 }:is_weekend())
print(require 'pl.url'.quote 'a b&c', require 'pl.url'.unquote 'a%20b', require 'pl.text'.dedent '    x\n      y\n')
print(pcall(require 'pl.utils'.assert_arg, 1, 'x', 'number'))
print(require 'pl.utils'.choose(true, 1, 2), require 'pl.array2d'.column({ { 1, 2 }, { 3, 4 } }, 2)[2])
