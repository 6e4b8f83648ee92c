-- Edit distance, longest common subsequences and a line-by-line difference.
local function distance(a, b)
  local row = {}
  for j = 0, #b do row[j] = j end
  for i = 1, #a do
    local diagonal = row[0]
    row[0] = i
    for j = 1, #b do
      local cost = a:byte(i) == b:byte(j) and 0 or 1
      diagonal, row[j] = row[j], math.min(row[j] + 1, row[j - 1] + 1, diagonal + cost)
    end
  end
  return row[#b]
end
print(distance("kitten", "sitting"), distance("", "abc"), distance("same", "same"), distance("flaw", "lawn"), distance(("a"):rep(50), ("b"):rep(60)))
-- expect: 3	3	0	2	60
local function difference(old, new)
  local lengths = {}
  for i = #old + 1, 1, -1 do
    lengths[i] = {}
    for j = #new + 1, 1, -1 do
      if i > #old or j > #new then lengths[i][j] = 0
      elseif old[i] == new[j] then lengths[i][j] = lengths[i + 1][j + 1] + 1
      else lengths[i][j] = math.max(lengths[i + 1][j], lengths[i][j + 1]) end
    end
  end
  local i, j, out = 1, 1, {}
  while i <= #old or j <= #new do
    if i <= #old and j <= #new and old[i] == new[j] then
      out[#out + 1] = { " ", old[i] }
      i, j = i + 1, j + 1
    elseif j > #new or (i <= #old and lengths[i + 1][j] >= lengths[i][j + 1]) then
      out[#out + 1] = { "-", old[i] }
      i = i + 1
    else
      out[#out + 1] = { "+", new[j] }
      j = j + 1
    end
  end
  return out
end
local function lines(s) local t = {} for l in (s .. "\n"):gmatch "([^\n]*)\n" do t[#t + 1] = l end return t end
local old = lines "local x = 1\nlocal y = 2\nprint(x)\nprint(y)\nreturn x"
local new = lines "local x = 10\nlocal y = 2\n-- show both\nprint(x)\nprint(y)"
local result = difference(old, new)
for _, d in ipairs(result) do print("|" .. d[1] .. "|" .. d[2]) end
-- expect: |-|local x = 1
-- expect: |+|local x = 10
-- expect: | |local y = 2
-- expect: |+|-- show both
-- expect: | |print(x)
-- expect: | |print(y)
-- expect: |-|return x
local function apply(d, keep)
  local t = {}
  for _, e in ipairs(d) do if e[1] == " " or e[1] == keep then t[#t + 1] = e[2] end end
  return table.concat(t, "\n")
end
print(apply(result, "-") == table.concat(old, "\n"), apply(result, "+") == table.concat(new, "\n"))
-- expect: true	true
local function closest(word, list)
  table.sort(list, function(a, b) local x, y = distance(word, a), distance(word, b) if x ~= y then return x < y end return a < b end)
  return list[1], distance(word, list[1])
end
print(closest("fucntion", { "function", "fraction", "junction" }), closest("retrun", { "return", "repeat", "local" }))
-- expect: function	return	2
