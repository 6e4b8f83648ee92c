-- __close gets the value the variable had and no error on a normal exit, whatever the exit is.
local mt = { __close = function(self, ...) print(self.name, select("#", ...), ...) end }
local function new(name) return setmetatable({ name = name }, mt) end
do local x <close> = new "block" end -- expect: block	0
local function early(n)
  local x <close> = new("return " .. n)
  if n == 1 then return "one" end
  do
    local y <close> = new "inner"
    if n == 2 then return "two" end
  end
  return "many"
end
print(early(1), early(2), early(3))
-- expect: return 1	0
-- expect: inner	0
-- expect: return 2	0
-- expect: inner	0
-- expect: return 3	0
-- expect: one	two	many
do
  local x <close> = new "goto"
  do
    local y <close> = new "goto inner"
    goto out
    -- expect: goto inner	0
    -- expect: goto	0
  end
end
::out::
-- Closing by a backward goto happens for every round.
local round = 0
::top::
do
  local x <close> = new("round " .. round)
  round = round + 1
  if round < 3 then goto top end
  -- expect: round 0	0
  -- expect: round 1	0
  -- expect: round 2	0
end
