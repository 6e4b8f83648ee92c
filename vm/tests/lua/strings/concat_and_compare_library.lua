-- Building strings piece by piece gives the same as building them at once.
local pieces, text = {}, ""
for i = 1, 200 do
  local piece = string.char(65 + i % 26) .. i
  pieces[#pieces + 1] = piece
  text = text .. piece
end
print(text == table.concat(pieces), #text, text:sub(1, 10), text:sub(-6)) -- expect: true	692	B1C2D3E4F5	99S200
local function reverse_words(s)
  local words = {}
  for w in s:gmatch "%S+" do table.insert(words, 1, w) end
  return table.concat(words, " ")
end
print(reverse_words "the quick brown fox") -- expect: fox brown quick the
local function is_palindrome(s)
  s = s:lower():gsub("%A", "")
  return s == s:reverse()
end
print(is_palindrome "A man, a plan, a canal: Panama", is_palindrome "Not one") -- expect: true	false
local function count(s, c) return select(2, s:gsub(c, "")) end
print(count("mississippi", "s"), count("mississippi", "ss"), count("", "x")) -- expect: 4	2	0
local function split(s, sep)
  local out, start = {}, 1
  while true do
    local a, b = s:find(sep, start, true)
    out[#out + 1] = s:sub(start, (a or 0) - 1)
    if not a then return out end
    start = b + 1
  end
end
print(table.concat(split("a,b,,c,", ","), "|"), #split("", ","), #split("abc", ",")) -- expect: a|b||c|	1	1
local function capitalise(s) return (s:gsub("(%a)(%w*)", function(a, b) return a:upper() .. b:lower() end)) end
print(capitalise "hELLO wORLD of lua") -- expect: Hello World Of Lua
