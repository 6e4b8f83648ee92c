-- A table-driven state machine with guards and actions, and the same machine by tail calls.
local function machine(definition)
  local self = { state = definition.initial, trace = { definition.initial } }
  local function find(event, ...)
    for _, t in ipairs(definition.states[self.state] or {}) do
      if t.on == event and (not t.when or t.when(self, ...)) then return t end
    end
  end
  function self.send(event, ...)
    local t = find(event, ...)
    if not t then return nil, ("no transition for '%s' in '%s'"):format(event, self.state) end
    if t.action then t.action(self, ...) end
    if t.to then
      self.state = t.to
      self.trace[#self.trace + 1] = t.to
    end
    return self.state
  end
  function self.can(event, ...) return find(event, ...) ~= nil end
  return self
end
local vending = machine {
  initial = "idle",
  states = {
    idle = { { on = "coin", to = "ready", action = function(m, v) m.credit = (m.credit or 0) + v end } },
    ready = {
      { on = "coin", action = function(m, v) m.credit = m.credit + v end },
      {
        on = "select", to = "serving",
        when = function(m, price) return m.credit >= price end,
        action = function(m, price) m.credit = m.credit - price end,
      },
      { on = "cancel", to = "idle", action = function(m) m.returned, m.credit = m.credit, 0 end },
    },
    serving = {
      { on = "taken", to = "ready", when = function(m) return m.credit > 0 end },
      { on = "taken", to = "idle" },
    },
  },
}
print(vending.send("select", 10)) -- expect: nil	no transition for 'select' in 'idle'
print(vending.send("coin", 50), vending.can("select", 80), vending.send("select", 80))
-- expect: ready	false	nil	no transition for 'select' in 'ready'
print(vending.send("coin", 50), vending.send("select", 80), vending.credit) -- expect: ready	serving	20
print(vending.send "taken", vending.send("select", 20), vending.send "taken", vending.credit)
-- expect: ready	serving	idle	0
print(vending.send("coin", 5), vending.send "cancel", vending.returned) -- expect: ready	idle	5
print(table.concat(vending.trace, " > ")) -- expect: idle > ready > serving > ready > serving > idle > ready > idle
-- A recogniser for numbers whose states are functions calling each other.
local function recognise(text)
  local pos = 0
  local start, sign, digits, point, fraction, exponent, exponent_sign, exponent_digits
  local function peek() pos = pos + 1 return text:sub(pos, pos) end
  function start()
    local c = peek()
    if c:find "[+-]" then return sign() elseif c:find "%d" then return digits() end
    return false
  end
  function sign() if peek():find "%d" then return digits() end return false end
  function digits()
    local c = peek()
    if c == "" then return "integer"
    elseif c:find "%d" then return digits()
    elseif c == "." then return point()
    elseif c == "e" then return exponent() end
    return false
  end
  function point() if peek():find "%d" then return fraction() end return false end
  function fraction()
    local c = peek()
    if c == "" then return "decimal"
    elseif c:find "%d" then return fraction()
    elseif c == "e" then return exponent() end
    return false
  end
  function exponent()
    local c = peek()
    if c:find "[+-]" then return exponent_sign() elseif c:find "%d" then return exponent_digits() end
    return false
  end
  function exponent_sign() if peek():find "%d" then return exponent_digits() end return false end
  function exponent_digits()
    local c = peek()
    if c == "" then return "scientific" elseif c:find "%d" then return exponent_digits() end
    return false
  end
  return start()
end
for _, s in ipairs { "42", "-7", "3.14", "1e10", "-2.5e-3", "+", "1.", ".5", "1e", "1e+", "12a", "" } do
  io.write("<", s, "> ", tostring(recognise(s)), "; ")
end
print(recognise(("1"):rep(5000) .. "." .. ("2"):rep(5000)))
-- expect: <42> integer; <-7> integer; <3.14> decimal; <1e10> scientific; <-2.5e-3> scientific; <+> false; <1.> false; <.5> false; <1e> false; <1e+> false; <12a> false; <> false; decimal
-- A traffic light as a coroutine.
local light = coroutine.wrap(function()
  while true do
    for _, c in ipairs { "green", "yellow", "red" } do
      for _ = 1, c == "yellow" and 1 or 2 do coroutine.yield(c) end
    end
  end
end)
local colours = {}
for i = 1, 8 do colours[i] = light() end
print(table.concat(colours, " ")) -- expect: green green yellow red red green green yellow
