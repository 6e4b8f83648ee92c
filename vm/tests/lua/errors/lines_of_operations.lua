-- The lines that calls and operations stand on, where they are spread over several.
local function at(f) return (select(2, pcall(f)):gsub("^.-:(%d+):.*", "%1")) end
local s, t, none = "x", {}, nil
print(at(function() return none
  + 1 end))
print(at(function() return none +
  1 end))
print(at(function() return 1
  + 2
  + none
  + 3 end))
print(at(function() return s ..
  s ..
  t ..
  s end))
print(at(function() return t
  < 1
  end))
print(at(function() return -
  t
  end))
print(at(function() return #
  none
  end))
print(at(function() return none
  .x
  .y end))
print(at(function() return s
  :nothing(
  1
  ) end))
print(at(function() t
  .x
  .y = 1 end))
print(at(function() local x =
  none.x end))
print(at(function() return (none
  )(
  ) end))
print(at(function() if t
  < 1
  then end end))
print(at(function() return t and
 none
 * 2
 or 3 end))
print(at(function() for i = 1,
  t
  do end end))
print(at(function() t[none
 ] = 1
 end))
print(at(function() return s:rep(
  t
  ) end))
print(at(function() return { 1,
  none
  .. s,
  3 } end))
print(at(function() error(
  "x"
  ) end))
print(at(function() return ([[
x]]):find("%1") end))
print(at(function() return ("x"
):find("%1") end))
print(at(function() return ("x")
:find("%1") end))
print(at(function() return (s..[[
x]]):find("%1") end))
print(at(function() return s:find([[
%1]]) end))
print(at(function() return ("12") / ([[

a]]) end))
print(at(function() return {} + [[

a]] end))
print(at(function() return {} + (s ..
 "c") end))
print(at(function() return -[[

a]] end))
-- expect: 5
-- expect: 6
-- expect: 10
-- expect: 14
-- expect: 17
-- expect: 19
-- expect: 22
-- expect: 26
-- expect: 29
-- expect: 34
-- expect: 36
-- expect: 38
-- expect: 41
-- expect: 45
-- expect: 49
-- expect: 51
-- expect: 53
-- expect: 58
-- expect: 60
-- expect: 64
-- expect: 66
-- expect: 68
-- expect: 70
-- expect: 71
-- expect: 73
-- expect: 76
-- expect: 79
-- expect: 81
