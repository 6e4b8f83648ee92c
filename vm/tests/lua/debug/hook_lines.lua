-- A line hook is called for every new line that is executed.
local lines = {}
local function record(event, line) lines[#lines + 1] = line end
local function trace(source, ...)
  local f = load(source, "=c")
  lines = {}
  debug.sethook(function(event, line)
    if debug.getinfo(2, "S").short_src == "c" then record(event, line) end
  end, "l")
  f(...)
  debug.sethook()
  print(table.concat(lines, " "))
end
trace("local a = 1\nlocal b = 2\nreturn a + b") -- expect: 1 2 3
trace("local a = 1\n\n\n\nlocal b = 2") -- expect: 1 5
trace("if ... then\n  local x = 1\nelse\n  local y = 2\nend\nlocal z = 3", true) -- expect: 1 2 6
trace("if ... then\n  local x = 1\nelse\n  local y = 2\nend\nlocal z = 3", false) -- expect: 1 4 6
trace("for i = 1, 3 do\n  local x = i\nend\nlocal y = 1") -- expect: 1 2 1 2 1 2 1 4
trace("for i = 1, 3 do local x = i end") -- expect: 1 1 1
trace("local i = 0\nwhile i < 2 do\n  i = i + 1\nend\nreturn i") -- expect: 1 2 3 2 3 2 5
trace("local i = 0\nrepeat\n  i = i + 1\nuntil i == 2\nreturn i") -- expect: 1 3 4 3 4 5
trace("local function f(x)\n  return x\nend\nlocal a = f(1)\nlocal b = f(2)\nreturn a") -- expect: 3 4 2 5 2 6
trace("goto l\ndo local a = 1 end\n::l::\nreturn 2") -- expect: 1 4
trace("local i = 1\n::top::\ni = i + 1\nif i < 3 then\n  goto top\nend") -- expect: 1 3 4 5 3 4 6
trace("local a = 1; local b = 2; local c = 3") -- expect: 1
trace("local f = function() return 1 end\nf() f()\nf()") -- expect: 1 2 1 1 3 1
print(debug.gethook()) -- expect: nil
