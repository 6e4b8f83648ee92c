-- Closures made and called, with variables shared between them.
local total = 0
for i = 1, 5000 do
  local n = i
  local function add(x) n = n + x return n end
  local function get() return n end
  add(1)
  total = total + get()
end
assert(total == 12507500)
