-- A long traceback leaves levels out at a place counted from the innermost one, wherever it starts.
for level = 0, 4 do
  local function nest(n)
    if n == 0 then local text = debug.traceback("m", level) return text end
    return 1 and nest(n - 1) or nil
  end
  local shape = {}
  for n = 18, 26 do
    local lines, gap = 0, 0
    -- A coroutine has no levels of what runs the script.
    for line in coroutine.wrap(nest)(n):gmatch("[^\n]+") do
      lines = lines + 1
      if line == "\t..." then gap = lines end
    end
    shape[#shape + 1] = lines .. ":" .. gap
  end
  print(level, table.concat(shape, " "))
  -- expect: 0	22:0 23:0 24:0 25:0 25:14 25:14 25:14 25:14 25:14
  -- expect: 1	21:0 22:0 23:0 24:0 24:13 24:13 24:13 24:13 24:13
  -- expect: 2	20:0 21:0 22:0 23:0 23:12 23:12 23:12 23:12 23:12
  -- expect: 3	19:0 20:0 21:0 22:0 22:11 22:11 22:11 22:11 22:11
  -- expect: 4	18:0 19:0 20:0 21:0 21:10 21:10 21:10 21:10 21:10
end
