-- 'global' is a keyword only where a declaration can follow; elsewhere it is a name.
global = 3
print(global, _G.global, global + 1) -- expect: 3	3	4
local function run(source, ...)
  local chunk, message = load(source, "=c", "t", { global = ... })
  if chunk then print(pcall(chunk)) else print(message) end
end
run("return global", 1) -- expect: true	1
run("global = 2 return global") -- expect: true	2
run("local global = 3 return global") -- expect: true	3
run("global.x = 4 return global.x", {}) -- expect: true	4
run("return global 'argument'", function(x) return "called with " .. x end) -- expect: true	called with argument
run("global 'argument' return 1", function() end) -- expect: true	1
run("global('argument') return 2", function() end) -- expect: true	2
run("global { 1 } return 3", function() end) -- expect: true	3
run("global:method() return 4", { method = function() end }) -- expect: true	4
run("::global:: do return 'label' end goto global") -- expect: true	label
run("global global; global = 5 return global") -- expect: true	5
run("return { global = 6 }.global") -- expect: c:1: <eof> expected near '.'
run("return ({ global = 6 }).global") -- expect: true	6
run("global") -- expect: c:1: syntax error near <eof>
run("global 3") -- expect: c:1: syntax error near '3'
run("global x y = 1") -- expect: c:1: variable 'y' not declared
