-- The lines that hooks see: tests stand at their `then`, and a function may start with nil.
local function traced(text)
  local seen = {}
  local chunk = load(text, "=c")
  debug.sethook(function(_, line) if debug.getinfo(2, "S").short_src == "c" then seen[#seen + 1] = line end end, "l")
  chunk()
  debug.sethook()
  return table.concat(seen, " ")
end
print(traced "if\nmath.sin(1)\nthen\n  a = 1\nelse\n  a = 2\nend") -- expect: 2 3 4 7
print(traced "local a\nif a\nthen\n  a = 1\nelseif\na\nthen a = 3\nelse\n  a = 2\nend") -- expect: 1 3 7 9 10
print(traced "a = 1\nrepeat\n  a = a + 1\nuntil a == 3") -- expect: 1 3 4 3 4
