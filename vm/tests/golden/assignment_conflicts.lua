local i, t = 1, {}
i, t[i] = i + 1, 20
t[i], i = 10, 2
t.x, t = 1, nil
t[1], t = 1, 2
local function up()
  t.x, t = 1, 2
end
