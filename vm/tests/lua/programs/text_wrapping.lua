-- Wrapping, justifying, centring and tabulating text.
local text = [[Lua is a powerful, efficient, lightweight, embeddable scripting language.
It supports procedural programming, object-oriented programming, functional programming,
data-driven programming, and data description.]]
local function wrap(s, width)
  local lines, line, length = {}, {}, 0
  for word in s:gmatch "%S+" do
    if length > 0 and length + #line + #word > width then
      lines[#lines + 1] = line
      line, length = {}, 0
    end
    line[#line + 1] = word
    length = length + #word
  end
  if #line > 0 then lines[#lines + 1] = line end
  return lines
end
local function justify(words, width)
  local length = 0
  for _, w in ipairs(words) do length = length + #w end
  if #words == 1 then return words[1] end
  local gaps, spaces, out = #words - 1, width - length, {}
  for i, w in ipairs(words) do
    out[#out + 1] = w
    if i <= gaps then out[#out + 1] = (" "):rep(spaces // gaps + (i <= spaces % gaps and 1 or 0)) end
  end
  return table.concat(out)
end
local lines = wrap(text, 40)
for i, words in ipairs(lines) do
  local s = i < #lines and justify(words, 40) or table.concat(words, " ")
  assert(#s <= 40)
  print("|" .. s .. (" "):rep(40 - #s) .. "|")
end
-- expect: |Lua    is    a    powerful,   efficient,|
-- expect: |lightweight,     embeddable    scripting|
-- expect: |language.    It    supports   procedural|
-- expect: |programming,             object-oriented|
-- expect: |programming,   functional   programming,|
-- expect: |data-driven    programming,   and   data|
-- expect: |description.                            |
local function centre(s, width) local left = (width - #s) // 2 return (" "):rep(left) .. s .. (" "):rep(width - #s - left) end
for _, s in ipairs { "centred", "even", "a" } do print("[" .. centre(s, 12) .. "]") end
-- expect: [  centred   ]
-- expect: [    even    ]
-- expect: [     a      ]
local function tabulate(rows, alignments)
  local widths = {}
  for _, row in ipairs(rows) do for i, cell in ipairs(row) do widths[i] = math.max(widths[i] or 0, utf8.len(tostring(cell))) end end
  for _, row in ipairs(rows) do
    local out = {}
    for i, cell in ipairs(row) do
      cell = tostring(cell)
      local padding = (" "):rep(widths[i] - utf8.len(cell))
      out[i] = alignments[i] == "right" and padding .. cell or cell .. padding
    end
    print("| " .. table.concat(out, " | ") .. " |")
  end
end
tabulate({ { "name", "price" }, { "café", 3.5 }, { "tea", 12 }, { "naïve", 100 } }, { "left", "right" })
-- expect: | name  | price |
-- expect: | café  |   3.5 |
-- expect: | tea   |    12 |
-- expect: | naïve |   100 |
local function counted(s)
  local words, order = {}, {}
  for w in s:lower():gmatch "%a[%a-]*" do
    if not words[w] then words[w] = 0 order[#order + 1] = w end
    words[w] = words[w] + 1
  end
  table.sort(order, function(a, b) if words[a] ~= words[b] then return words[a] > words[b] end return a < b end)
  return words, order
end
local words, order = counted(text)
for i = 1, 3 do io.write(order[i], " ", words[order[i]], i < 3 and ", " or "\n") end
-- expect: programming 4, a 1, and 1
print(#order, (text:gsub("%w+", function(w) return w:sub(1, 1):upper() .. w:sub(2) end):match "^[^\n]*"))
-- expect: 19	Lua Is A Powerful, Efficient, Lightweight, Embeddable Scripting Language.
local function indent(s, prefix) return (s:gsub("[^\n]+", prefix .. "%0")) end
print(indent("one\n\ntwo", "> "):gsub("\n", "/"), select(2, text:gsub("\n", ""))) -- expect: > one//> two	2
