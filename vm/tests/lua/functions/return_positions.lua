-- return must end a block, may be followed by a semicolon, and works from any nesting.
local function find(t, x)
  for i, v in ipairs(t) do
    if v == x then return i end
  end
  return nil, "not found"
end
print(find({ "a", "b" }, "b")) -- expect: 2
print(find({ "a" }, "z")) -- expect: nil	not found
local function nested()
  while true do
    repeat
      do for i = 1, 10 do if i == 3 then return "from inside", i end end end
    until true
  end
end
print(nested()) -- expect: from inside	3
local function semicolon() return 1, 2; end
print(semicolon()) -- expect: 1	2
local function empty() return; end
print(select("#", empty())) -- expect: 0
local function conditional(x) if x then return "yes" end end
print(conditional(true), conditional(false)) -- expect: yes
local function early() do return "early" end error("not reached") end
print(early()) -- expect: early
local function syntax(source)
  local chunk, message = load(source, "=c")
  print(chunk and "accepted" or message)
end
syntax "return 1 print(2)" -- expect: c:1: <eof> expected near 'print'
syntax "return; return" -- expect: c:1: <eof> expected near 'return'
syntax "do return 1; end return 2;" -- expect: accepted
syntax "return return" -- expect: c:1: unexpected symbol near 'return'
syntax "function f() return 1;; end" -- expect: c:1: 'end' expected near ';'
syntax "return 1, " -- expect: c:1: unexpected symbol near <eof>
syntax "if x then return else return end" -- expect: accepted
syntax "return ::label::" -- expect: c:1: unexpected symbol near '::'
print((load "return")() == nil, select("#", load "return"())) -- expect: true	0
