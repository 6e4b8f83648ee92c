-- Runs Lua files the same way on every implementation. "script": one file as the command line would run it.
-- "batch": many files, each with globals of its own; a line before each says which one it is.
local mode = ...

local function as_text(problem)
  if type(problem) == "string" then return debug.traceback(problem, 2) end
  local meta = getmetatable(problem)
  if type(meta) == "table" and meta.__tostring then return tostring(problem) end
  return debug.traceback(("(error object is a %s value)"):format(type(problem)), 2)
end

local function run_script(name)
  arg = { [0] = name }
  local chunk, problem = loadfile(name)
  local fine = chunk ~= nil
  if fine then fine, problem = xpcall(chunk, as_text) end
  if not fine then io.stderr:write("lua: ", problem, "\n") end
  io.stdout:flush()
  os.exit(fine, true)
end

local function run_batch(...)
  for _, name in ipairs { ... } do
    print("#### " .. name)
    local chunk, problem = loadfile(name, "t", setmetatable({}, { __index = _G }))
    if chunk then print("#### ended", pcall(chunk)) else print("#### refused", problem) end
    io.stdout:flush()
  end
end

if mode == "script" then run_script(select(2, ...)) else run_batch(select(2, ...)) end
