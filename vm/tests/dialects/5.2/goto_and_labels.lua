-- `goto`: continue, backward jumps, nested loops, closures, visibility, and what is refused.
local function message(text) return select(2, load(text, "=c")) end
do
  local seen = {}
  for i = 1, 5 do
    if i % 2 == 0 then goto continue end
    seen[#seen + 1] = i
    ::continue::
  end
  print(table.concat(seen, " ")) -- expect: 1 3 5
end
do
  local i = 1
  ::top::
  if i <= 3 then i = i + 1 goto top end
  print(i) -- expect: 4
end
do
  for i = 1, 3 do
    for j = 1, 3 do
      if i * j == 4 then print(i, j) goto out end -- expect: 2	2
    end
  end
  ::out::
end
do
  local made = {}
  local i = 1
  ::again::
  local own = i * 10
  made[i] = function() own = own + 1 return own end
  i = i + 1
  if i <= 3 then goto again end
  print(made[1](), made[1](), made[2](), made[3]()) -- expect: 11	12	21	31
end
do
  goto skip
  print "never"
  ::skip:: ;;; ::other::
end
do
  local x = 1
  do goto l1 end
  x = 2
  ::l1::
  print(x) -- expect: 1
  ::l1_twice:: do ::l1_inner:: end
end
do
  local n = 0
  while true do
    n = n + 1
    if n > 5 then goto done end
    repeat
      if n == 3 then goto next_round end
      local unused = n
    until true
    ::next_round::
  end
  ::done::
  print(n) -- expect: 6
end
do
  local function f(x)
    if x == 1 then goto one elseif x == 2 then goto two end
    do return "other" end
    ::one:: do return "one" end
    ::two:: do return "two" end
  end
  print(f(1), f(2), f(3)) -- expect: one	two	other
end
do
  local co = coroutine.wrap(function()
    local i = 0
    ::loop::
    coroutine.yield(i)
    i = i + 1
    goto loop
  end)
  print(co(), co(), co()) -- expect: 0	1	2
end
print(message "goto missing") -- expect: c:1: no visible label 'missing' for <goto> at line 1
print(message "do ::inner:: end goto inner") -- expect: c:1: no visible label 'inner' for <goto> at line 1
print(message "goto l; local a; ::l:: print(a)") -- expect: c:1: <goto l> at line 1 jumps into the scope of local 'a'
print(message "goto l; local a; ::l::" == nil) -- expect: true
print(message "::twice:: ::twice::") -- expect: c:1: label 'twice' already defined on line 1
print(message "::same:: do ::same:: end")
-- expect:
print(message "repeat if x then goto cont end; local xuxu = 10; ::cont:: until xuxu < x")
-- expect: c:1: <goto cont> at line 1 jumps into the scope of local 'xuxu'
print(message "break") -- expect: c:1: <break> at line 1 not inside a loop
print(message "local function f() goto out end ::out::") -- expect: c:1: no visible label 'out' for <goto> at line 1
print(message "goto = 1") -- expect: c:1: <name> expected near '='
print(message "::1::") -- expect: c:1: <name> expected near '1'
print(message "::a:") -- expect: c:1: '::' expected near ':'
print(message "goto") -- expect: c:1: <name> expected near <eof>
print(load("local goto1 = 5 return goto1")(), load("break_ = 1 return break_")()) -- expect: 5	1
print(load("for i = 1, 3 do break; local x end return 'break in the middle'")()) -- expect: break in the middle
print(load(";;; return 1;")(), load("local x = 1; ; ; return x")()) -- expect: 1	1
