-- dialects: 5.1 5.2 5.3 5.4
-- JSON both ways by the library dkjson, without lpeg.
local json = require 'dkjson'
local function show(value, indent)
  print((json.encode(value, { indent = indent, keyorder = { 'a', 'b', 'c', 'name', 'list' } })))
end
show { a = 1, b = { true, false, json.null }, c = 'x"y\\z\n\1\127' }
show({ a = { b = { c = {} } }, list = { 1, 2, { name = 'deep' } } }, true)
show(setmetatable({}, { __jsontype = 'array' }))
show(setmetatable({}, { __jsontype = 'object' }))
show { 1.5, -0.25, 1e15, 1e300, 12345678, 0.1 }
show { 1, 2, nil, 4, n = 4 }
print(json.encode({ a = print }, { exception = function(reason, value) return '"' .. reason .. ':' .. type(value) .. '"' end }))
print(pcall(json.encode, { print }))
local cyclic = {}
cyclic.again = cyclic
print(pcall(json.encode, cyclic))
for _, text in ipairs {
  '{"a":[1,2.5,-3e2,{"b":null}],"c":"\\u00e9\\ud83d\\ude00\\n"}', '[1,2', '{"a" 1}', '"open', '[1,]', 'nul', ' [ ] x', '123', '',
  '// comment\n[1, /* two */ 2]',
} do
  local value, position, message = json.decode(text, 1, 'NULL')
  print(text, type(value), position, message)
  if type(value) == 'table' then print(json.encode(value, { keyorder = { 'a', 'c' } })) end
end
print(json.quotestring 'tab\tquote"')
local parts = {}
for index = 1, 200 do parts[index] = { name = 'item ' .. index, list = { index, index * 2, index / 4 } } end
local text = json.encode(parts, { keyorder = { 'name', 'list' } })
print(#text, #json.decode(text), json.decode(text)[77].list[3])
