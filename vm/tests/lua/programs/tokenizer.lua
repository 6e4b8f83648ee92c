-- A tokenizer for a small language, with positions and errors, driven by a table of patterns.
local rules = {
  { "space", "^%s+" }, { "comment", "^#[^\n]*" }, { "number", "^%d+%.?%d*[eE]?[+-]?%d*" }, { "name", "^[%a_][%w_]*" },
  { "string", '^"([^"\n]*)"' }, { "operator", "^[=<>!]=" }, { "operator", "^[-+*/%%<>=!]" }, { "bracket", "^[%[%](){}]" }, { "separator", "^[,;]" },
}
local keywords = { let = true, ["if"] = true, ["then"] = true, ["end"] = true, print = true }
local function tokens(source)
  return coroutine.wrap(function()
    local pos, line, line_start = 1, 1, 1
    while pos <= #source do
      local kind, first, last, capture
      for _, rule in ipairs(rules) do
        first, last, capture = source:find(rule[2], pos)
        if first then kind = rule[1] break end
      end
      if not kind then
        error({ message = ("line %d, column %d: unexpected '%s'"):format(line, pos - line_start + 1, source:sub(pos, pos)) })
      end
      local text = source:sub(first, last)
      if kind == "name" and keywords[text] then kind = "keyword" end
      if kind ~= "space" and kind ~= "comment" then
        coroutine.yield { kind = kind, text = text, value = kind == "number" and tonumber(text) or capture, line = line, column = pos - line_start + 1 }
      end
      for newline in text:gmatch "()\n" do
        line = line + 1
        line_start = pos + newline
      end
      pos = last + 1
    end
    coroutine.yield { kind = "end", text = "", line = line, column = pos - line_start + 1 }
  end)
end
local source = [[
let x = 10 # a comment
if x >= 2.5e1 then
  print "a string", (x * [2])
end]]
for t in tokens(source) do
  print(("%d:%d %s %s"):format(t.line, t.column, t.kind, t.value or t.text):match "^(.-)%s*$")
end
-- expect: 1:1 keyword let
-- expect: 1:5 name x
-- expect: 1:7 operator =
-- expect: 1:9 number 10
-- expect: 2:1 keyword if
-- expect: 2:4 name x
-- expect: 2:6 operator >=
-- expect: 2:9 number 25.0
-- expect: 2:15 keyword then
-- expect: 3:3 keyword print
-- expect: 3:9 string a string
-- expect: 3:19 separator ,
-- expect: 3:21 bracket (
-- expect: 3:22 name x
-- expect: 3:24 operator *
-- expect: 3:26 bracket [
-- expect: 3:27 number 2
-- expect: 3:28 bracket ]
-- expect: 3:29 bracket )
-- expect: 4:1 keyword end
-- expect: 4:4 end
local function count(s)
  local n, kinds = 0, {}
  for t in tokens(s) do
    n = n + 1
    kinds[t.kind] = (kinds[t.kind] or 0) + 1
  end
  return n, kinds
end
local n, kinds = count(("let value = 1;\n"):rep(200))
print(n, kinds.keyword, kinds.name, kinds.number, kinds.separator, kinds["end"]) -- expect: 1001	200	200	200	200	1
print(select(2, pcall(count, "let a = 1\nlet b = $2")).message) -- expect: line 2, column 9: unexpected '$'
print(select(2, pcall(count, 'x "unfinished')).message) -- expect: line 1, column 3: unexpected '"'
