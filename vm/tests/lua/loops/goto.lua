-- goto jumps to any visible label, forwards or backwards, within a function.
local i = 1
::top::
if i <= 3 then
  io.write(i, " ")
  i = i + 1
  goto top
end
print("done") -- expect: 1 2 3 done
for a = 1, 3 do
  for b = 1, 3 do
    if a * b == 4 then print("found", a, b) goto found end -- expect: found	2	2
  end
end
::found::
for n = 1, 6 do
  if n % 2 == 0 then goto continue end
  if n == 5 then goto stop end
  io.write(n, " ")
  ::continue::
end
::stop::
print("stopped") -- expect: 1 3 stopped
do goto forward end
print("never")
::forward::
local function f(x)
  if x > 2 then goto big end
  do return "small" end
  ::big::
  return "big"
end
print(f(1), f(3)) -- expect: small	big
-- The same label name may be used in different functions and in separate blocks.
do ::same:: end
do ::same:: end
local function g() goto same ::same:: return "g" end
print(g()) -- expect: g
-- State machine.
local word, pos, trace = "abba", 0, {}
::state_a::
pos = pos + 1
if word:sub(pos, pos) == "a" then trace[pos] = "A" goto state_a end
if pos > #word then goto finish end
trace[pos] = "B"
goto state_a
::finish::
print(table.concat(trace)) -- expect: ABBA
