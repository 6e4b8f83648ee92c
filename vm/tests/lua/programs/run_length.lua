-- Run-length coding, move-to-front and a reversible block sort.
local function runs(s)
  local out, pos = {}, 1
  while pos <= #s do
    local c = s:sub(pos, pos)
    local last = select(2, s:find("^" .. c:gsub("%W", "%%%0") .. "+", pos))
    out[#out + 1] = (last - pos + 1 > 1 and last - pos + 1 or "") .. c
    pos = last + 1
  end
  return table.concat(out)
end
local function expand(s) return (s:gsub("(%d*)(%D)", function(n, c) return c:rep(tonumber(n) or 1) end)) end
for _, s in ipairs { "aaabccdddd", "abc", "", ("x"):rep(120) .. "y", "WWWWBWWW.WW" } do
  assert(expand(runs(s)) == s)
  io.write("<", runs(s), "> ")
end
print("ok") -- expect: <3ab2c4d> <abc> <> <120xy> <4WB3W.2W> ok
local function move_to_front(s)
  local order, out = {}, {}
  for i = 0, 255 do order[i + 1] = i end
  for i = 1, #s do
    local b = s:byte(i)
    for k, v in ipairs(order) do
      if v == b then
        out[i] = k - 1
        table.insert(order, 1, table.remove(order, k))
        break
      end
    end
  end
  return out
end
local function undo_front(codes)
  local order, out = {}, {}
  for i = 0, 255 do order[i + 1] = i end
  for i, k in ipairs(codes) do
    local b = table.remove(order, k + 1)
    table.insert(order, 1, b)
    out[i] = string.char(b)
  end
  return table.concat(out)
end
local codes = move_to_front "bananaaa"
print(table.concat(codes, " "), undo_front(codes)) -- expect: 98 98 110 1 1 1 0 0	bananaaa
local function block_sort(s)
  s = s .. "\0"
  local rows = {}
  for i = 1, #s do rows[i] = s:sub(i) .. s:sub(1, i - 1) end
  table.sort(rows)
  local last = {}
  for i, r in ipairs(rows) do last[i] = r:sub(-1) end
  return table.concat(last)
end
local function undo_sort(s)
  local rows = {}
  for i = 1, #s do rows[i] = "" end
  for _ = 1, #s do
    for i = 1, #s do rows[i] = s:sub(i, i) .. rows[i] end
    table.sort(rows)
  end
  for _, r in ipairs(rows) do if r:sub(-1) == "\0" then return r:sub(1, -2) end end
end
local sorted = block_sort "the theta thesis"
print("[" .. sorted:gsub("%z", "$") .. "]", undo_sort(sorted), "[" .. runs(sorted):gsub("%z", "$") .. "]")
-- expect: [saethhhtttsiee$  ]	the theta thesis	[saet3h3tsi2e$2 ]
local function compress(s) return move_to_front(block_sort(s)) end
local source = ("she sells sea shells "):rep(4)
local packed, zeros = compress(source), 0
for _, c in ipairs(packed) do if c == 0 then zeros = zeros + 1 end end
print(#packed, zeros > #source // 2, undo_sort(undo_front(packed)) == source) -- expect: 85	true	true
