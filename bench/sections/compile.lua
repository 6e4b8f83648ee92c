-- Megabytes of source compiled per second: a megabyte of functions as programs have them.
local PIECE <const> = [[
local function update_%d(self, delta, options)
  local position, velocity = self.position, self.velocity
  -- Moves the object and keeps it inside of the field.
  for index = 1, #position do
    position[index] = position[index] + velocity[index] * delta
    if position[index] < 0 or position[index] > options.limit then
      velocity[index] = -velocity[index]
      self.bounces = (self.bounces or 0) + 1
    end
  end
  if options.verbose and self.bounces %% 10 == 0 then
    print(string.format("%%s bounced %%d times", self.name, self.bounces))
  end
  return { id = self.id, x = position[1], y = position[2], label = "object " .. tostring(self.id) }
end
registry["update_%d"] = function(...) return update_%d(...) end
]]
local parts, size = {}, 0
for i = 1, 1 << 30 do
  local part = "do\n" .. string.format(PIECE, i, i, i) .. "end\n"
  parts[i], size = part, size + #part
  if size >= 1 << 20 then break end
end
local source = table.concat(parts)
local ROUNDS <const> = 5
assert(load(source))
collectgarbage()
local start = clock()
for _ = 1, ROUNDS do assert(load(source)) end
print("source MB per second", string.format("%.1f", #source * ROUNDS / (clock() - start) * 1000))
