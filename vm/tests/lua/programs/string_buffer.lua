-- A rope-like buffer that joins lazily, with slicing, searching and formatting.
local Buffer = {}
Buffer.__index = Buffer
function Buffer.new(...) return setmetatable({ n = 0, length = 0 }, Buffer):add(...) end
function Buffer:add(...)
  for i = 1, select("#", ...) do
    local s = tostring((select(i, ...)))
    self.n = self.n + 1
    self[self.n] = s
    self.length = self.length + #s
    -- Keep the pieces balanced so that joining stays cheap.
    while self.n > 1 and #self[self.n] >= #self[self.n - 1] do
      self[self.n - 1] = self[self.n - 1] .. self[self.n]
      self[self.n] = nil
      self.n = self.n - 1
    end
  end
  return self
end
function Buffer:format(f, ...) return self:add(f:format(...)) end
function Buffer:line(...) return self:add(...):add "\n" end
Buffer.__tostring = function(b)
  if b.n > 1 then
    local s = table.concat(b, "", 1, b.n)
    for i = b.n, 1, -1 do b[i] = nil end
    b[1], b.n = s, 1
  end
  return b[1] or ""
end
Buffer.__len = function(b) return b.length end
Buffer.__concat = function(a, b) return Buffer.new(a, b) end
Buffer.__eq = function(a, b) return tostring(a) == tostring(b) end
Buffer.__lt = function(a, b) return tostring(a) < tostring(b) end
Buffer.__call = function(b, ...) return b:add(...) end
function Buffer:sub(...) return tostring(self):sub(...) end
function Buffer:lines() return tostring(self):gmatch "([^\n]*)\n?" end
local b = Buffer.new "start"
b:add(" middle ", 42, " ", 1.5, " ", true):add(" end")
print(b, #b, b.n) -- expect: start middle 42 1.5 true end	28	4
b = Buffer.new()
for i = 1, 1000 do b:add(i, ",") end
print(#b, b.n < 30, b:sub(1, 10), b:sub(-5)) -- expect: 3893	true	1,2,3,4,5,	1000,
print(#tostring(b) == #b, b.n) -- expect: true	1
b = Buffer.new()("called ")("twice"):line():format("%05.1f|%s", 3.14159, "x"):line()
for line in b:lines() do if line ~= "" then print(line) end end
-- expect: called twice
-- expect: 003.1|x
print(Buffer.new "a" .. Buffer.new "b" == Buffer.new("ab"), Buffer.new "a" < Buffer.new "b", tostring(Buffer.new()) == "")
-- expect: true	true	true
print(tostring("x" .. Buffer.new "y"), tostring(Buffer.new("n") .. 1), tostring(Buffer.new(Buffer.new "inner", "!")))
-- expect: xy	n1	inner!
local words = Buffer.new()
for w in ("the quick brown fox"):gmatch "%a+" do words:add(w:sub(1, 1):upper(), w:sub(2), " ") end
print((tostring(words):gsub(" $", "."))) -- expect: The Quick Brown Fox.
