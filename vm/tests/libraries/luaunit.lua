-- dialects: 5.1 5.2 5.3 5.4
-- A suite of its own, with tests that pass, fail and break, reported by the library luaunit in each of its formats.
local unit = require 'luaunit'
os.getenv = function() return nil end
TestNumbers = {}
function TestNumbers:setUp() self.value = 41 end
function TestNumbers:testAdds() unit.assertEquals(self.value + 1, 42) end
function TestNumbers:testFails() unit.assertEquals(self.value, 42) end
function TestNumbers:testBreaks() error('broken', 0) end
function TestNumbers:testAlmost() unit.assertAlmostEquals(0.1 + 0.2, 0.3, 1e-12) end
function TestNumbers:testSkips() unit.skip 'later' end
TestTables = {}
function TestTables:testDeep() unit.assertEquals({ 1, { a = 2 } }, { 1, { a = 2 } }) end
function TestTables:testItems() unit.assertItemsEquals({ 1, 2, 3 }, { 3, 2, 1 }) end
function TestTables:testList() unit.assertEquals({ 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 }, { 1, 2, 3, 4, 5, 0, 7, 8, 9, 10, 11 }) end
function TestTables:testErrors() unit.assertErrorMsgContains('boom', function() error 'a boom b' end) end
function TestTables:testStrings() unit.assertStrMatches('abc123', '%a+%d+') end
function TestTables:testType() unit.assertIsString(12) end
print(unit.prettystr { 1, 'two', { three = 3 } })
print(unit.prettystr 'a "quoted" text\nwith lines')
for _, format in ipairs { 'tap', 'text', 'nil' } do
  local clock, date = os.clock, os.date
  os.clock = function() return 0 end
  os.date = function() return 'today' end
  print(format, unit.LuaUnit.new():runSuite('-o', format, '-v'))
  os.clock, os.date = clock, date
end
