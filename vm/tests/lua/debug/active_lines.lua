-- The field activelines holds the lines that carry code.
local function lines(source, name)
  local f = load(source, "=c")
  if name then f = f() end
  local out = {}
  for line in pairs(debug.getinfo(f, "L").activelines) do out[#out + 1] = line end
  table.sort(out)
  print(table.concat(out, " "))
end
lines("local a = f()\n\nlocal b = g()\n-- comment\nreturn a + b") -- expect: 1 3 5
lines("if x then\n  y()\nelse\n  z()\nend\nreturn") -- expect: 1 2 4 6
lines("return function(a)\n  local b = a()\n\n  return b\nend", true) -- expect: 2 4 5
lines("return function(a)\n\n  do\n    a()\n  end\n\n  -- comment\n  a = 1\n\nend", true) -- expect: 4 8 10
print(debug.getinfo(print, "L").activelines) -- expect: nil
local stripped = load(string.dump(load("local a = 1\nreturn a"), true))
print(next(debug.getinfo(stripped, "L").activelines or {})) -- expect: nil
