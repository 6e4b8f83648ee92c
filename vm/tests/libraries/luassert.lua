-- dialects: 5.1 5.2 5.3 5.4
-- Assertions, spies, stubs and their messages by the library luassert, with texts from say.
local assert = require 'luassert'
local spy, stub, match, mock = require 'luassert.spy', require 'luassert.stub', require 'luassert.match', require 'luassert.mock'
local function failure(action)
  local ok, message = pcall(action)
  print(ok, type(message) == 'table' and tostring(message.message or message) or message)
end
failure(function() assert.are.equal(1, 2) end)
failure(function() assert.are.same({ 1, { a = 'x' } }, { 1, { a = 'y' } }) end)
failure(function() assert.is_true(false) end)
failure(function() assert.is_not.falsy(nil) end)
failure(function() assert.has_error(function() end) end)
failure(function() assert.has.errors(function() error 'this' end, 'that') end)
failure(function() assert.matches('%d+', 'letters') end)
failure(function() assert.near(1, 2, 0.5) end)
failure(function() assert.is_string(12) end)
failure(function() assert.unique { 1, 2, 1 } end)
failure(function() assert.are.equal(1, 1) assert.same({}, {}) assert.is_nil(nil) end)
local watched = spy.new(function(a, b) return a + b end)
print(watched(1, 2), watched(3, 4))
failure(function() assert.spy(watched).was.called(2) end)
failure(function() assert.spy(watched).was.called_with(1, 2) end)
failure(function() assert.spy(watched).was.called_with(9) end)
local subject = { add = function(a, b) return a + b end }
local replaced = stub(subject, 'add').returns(99)
print(subject.add(1, 1))
failure(function() assert.stub(replaced).was_not.called() end)
replaced:revert()
print(subject.add(1, 1))
local mocked = mock({ go = function() return 'real' end }, true)
mocked.go 'x'
failure(function() assert.spy(mocked.go).was.called_with(match.is_string()) end)
local snapshot = assert:snapshot()
assert:set_parameter('TableFormatLevel', 1)
failure(function() assert.same({ { { 1 } } }, { { { 2 } } }) end)
snapshot:revert()
local say = require 'say'
say:set_namespace 'xx'
say:set('greeting', 'hello %s, %s')
print(say('greeting', { 'you', 'me' }))
assert:register('assertion', 'even', function(_, arguments) return arguments[1] % 2 == 0 end, 'assertion.even.positive')
say:set('assertion.even.positive', 'expected an even number:\n%s')
failure(function() assert.is_even(3) end)
failure(function() assert.even(4) end)
