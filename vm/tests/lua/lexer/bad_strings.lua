-- Malformed short strings are refused with the text read so far.
local function syntax(source)
  local chunk, message = load(source, "=chunk")
  print(chunk and "accepted" or message)
end
syntax 'return "abc' -- expect: chunk:1: unfinished string near <eof>
syntax "return 'abc\ndef'" -- expect: chunk:1: unfinished string near ''abc'
syntax [[return "\q"]] -- expect: chunk:1: invalid escape sequence near '"\q'
syntax [[return "ab\c"]] -- expect: chunk:1: invalid escape sequence near '"ab\c'
syntax [[return "\8x" .. "\_"]] -- expect: chunk:1: invalid escape sequence near '"\_'
syntax 'return "abc\\' -- expect: chunk:1: unfinished string near <eof>
syntax 'return "\\' -- expect: chunk:1: unfinished string near <eof>
syntax "return 'mixed\"" -- expect: chunk:1: unfinished string near <eof>
syntax 'return "" ""' -- expect: chunk:1: <eof> expected near '""'
