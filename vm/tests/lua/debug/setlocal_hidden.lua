-- oracle: skip (the reference stores what its own state is made of, and is free to crash)
-- setlocal names what is no variable of the program, and leaves it as it is.
local function overwrite(level, value)
  local names = {}
  for number = 1, 40 do
    local name = debug.getlocal(level + 1, number)
    if name == "(for state)" or name == "(C temporary)" then
      names[debug.setlocal(level + 1, number, value)] = true
    end
  end
  collectgarbage()
  return names
end

-- Numeric loops run as if nothing had happened.
local count, last = 0, nil
for i = 1, 3 do
  assert(overwrite(1, {})["(for state)"])
  overwrite(1, 1 << 40)
  count, last = count + 1, i
end
print(count, last) -- expect: 3	3
count, last = 0, nil
for x = 1.5, 3 do overwrite(1, "text") count, last = count + 1, x end
print(count, last) -- expect: 2	2.5

-- Generic loops too, whatever walks them.
count = 0
for key in pairs({ 1, 2, x = 3 }) do overwrite(1, 42) count = count + 1 end
for index in ipairs({ 1, 2 }) do overwrite(1, print) count = count + 1 end
local function upto(limit, control) if control < limit then return control + 1 end end
for index in upto, 4, 0 do overwrite(1, nil) count = count + 1 end
print(count) -- expect: 9

-- The variable of a numeric loop keeps its type.
local seen = {}
for i = 1, 3 do
  print(debug.setlocal(1, 8, "text"), i) -- expect: i	1
  -- expect: i	2
  -- expect: i	3
end
for i = 1, 9 do
  if i == 2 then debug.setlocal(1, 8, 8) end
  seen[#seen + 1] = i
end
print(table.concat(seen, " ")) -- expect: 1 8 9 10 11 12 13 14 15

-- Native functions keep their slots, and no call forgets where it returns to.
local list = { 3, 1, 2 }
table.sort(list, function(a, b) overwrite(2, 42) return a < b end)
print(table.concat(list, " ")) -- expect: 1 2 3
print((string.gsub("abc", ".", function(c) overwrite(2, {}) return c:upper() end))) -- expect: ABC
local proxy = setmetatable({}, { __index = function(_, key) overwrite(2, 0) return key end })
local one = proxy.one
print(one, pcall(function() return proxy.two end)) -- expect: one	true	two
print(pcall(pcall, function() overwrite(2, 1) error("end", 0) end)) -- expect: true	false	end

-- In stripped code the registers of loops have no names, and are kept all the same.
local stripped = load(string.dump(function(set)
  local sum = 0
  for i = 1, 3 do set(1, 3, {}) set(1, 4, {}) set(1, 5, {}) sum = sum + i end
  return sum
end, true))
print(stripped(debug.setlocal)) -- expect: 6

-- A variable that is to be closed may change; what is closed is what it holds.
do
  local function closing(name) return setmetatable({}, { __close = function() print("closed", name) end }) end
  local function body()
    local guard <close> = closing("first")
    debug.setlocal(1, 1, closing("second"))
  end
  body() -- expect: closed	second
end

-- A loop whose variable an upvalue changes to something else ends with an error.
print(pcall(function()
  for i = 1, 3 do debug.setupvalue(function() return i end, 1, {}) end
end)) -- expect: false	setlocal_hidden.lua:78: 'for' variable must be a number
