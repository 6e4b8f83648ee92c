-- \n, \r, \r\n and \n\r each count as one line break.
local function line_of(source)
  return select(2, load(source, "=c")):match("^c:(%d+):")
end
print(line_of "\n\n!", line_of "\r\r!", line_of "\r\n\r\n!", line_of "\n\r\n\r!") -- expect: 3	3	3	3
print(line_of "\n\n\r!", line_of "\r\n\n!") -- expect: 3	3
-- Inside strings each of them becomes a single \n.
local function text(source)
  return table.concat({ load(source)():byte(1, -1) }, " ")
end
print(text "return [[a\r\nb]]", text "return [[a\n\rb]]", text "return [[a\rb]]")
-- expect: 97 10 98	97 10 98	97 10 98
print(text "return [[\r\na]]", text "return [[\n\ra]]", text "return [[\r\ra]]") -- expect: 97	97	10 97
print(text "return 'a\\\r\nb'", text "return 'a\\\rb'") -- expect: 97 10 98	97 10 98
print(line_of "--[[\r\n\r\n]] !", line_of "x = [[\r\r\n\n\r]] !") -- expect: 3	4
