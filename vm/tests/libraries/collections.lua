-- dialects: 5.1 5.2 5.3 5.4
local basexx = require 'basexx'
for _, codec in ipairs { 'base64', 'base32', 'hex', 'crockford', 'z85', 'url64', 'bit' } do
  local text = codec == 'z85' and '12345678' or 'Hello, w\246rld \0\255'
  local encoded = basexx['to_' .. codec](text)
  print(codec, encoded, basexx['from_' .. codec](encoded) == text)
end
local heap = require 'binaryheap'.minUnique(function(a, b) return a < b end)
for index, value in ipairs { 5, 3, 8, 1, 9, 2 } do heap:insert(value, 'p' .. index) end
heap:update('p3', 0)
heap:remove 'p4'
while heap:size() > 0 do io.write(tostring(heap:pop()), ' ') end
print()
local queue = require 'fifo'('a', 'b', 'c')
queue:push 'd'
print(queue:pop(), queue:peek(), queue:length())
queue:insert(2, 'x')
print(queue:pop(), queue:pop(), #{ queue:peek() })
print(pcall(function() queue:setempty(function() error 'empty' end) for _ = 1, 9 do queue:pop() end end))
local mediator = require 'mediator'()
mediator:subscribe({ 'a', 'b' }, function(value) print('a.b', value) return nil, true end)
mediator:subscribe({ 'a' }, function(value) print('a', value) end, { priority = 1 })
mediator:publish({ 'a', 'b' }, 42)
local URI = require 'uri'
local address = assert(URI:new 'HTTP://Example.COM:80/a/./b/../c?x=1#frag')
print(address, address:host(), address:path(), address:query(), address:fragment(), address:scheme())
print(URI:new('../z', 'http://example.com/a/b/c'), URI:new 'http://[bad', URI:new 'urn:isbn:0395363411')
