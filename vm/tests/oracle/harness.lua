-- Runs Lua files the same way on every implementation. "script": one file as the command line would run it.
-- "batch": many files, each with globals of its own; a line before each says which one it is.
local mode = ...

local function as_text(problem)
  if type(problem) == "string" then return debug.traceback(problem, 2) end
  if setfenv then return "(error object is not a string)" end
  local meta = getmetatable(problem)
  if type(meta) == "table" and meta.__tostring then return tostring(problem) end
  if _VERSION == "Lua 5.2" then return "(no error message)" end
  return debug.traceback(("(error object is a %s value)"):format(type(problem)), 2)
end

local function run_script(name)
  arg = { [0] = name }
  local chunk, problem = loadfile(name)
  local fine = chunk ~= nil
  if fine then fine, problem = xpcall(chunk, as_text) end
  if not fine then io.stderr:write("lua: ", problem, "\n") end
  io.stdout:flush()
  -- 5.1 cannot close its state on the way out; there, whoever runs the harness does.
  if setfenv then return fine end
  os.exit(fine, true)
end

local function run_batch(...)
  for _, name in ipairs { ... } do
    print("#### " .. name)
    local environment = setmetatable({}, { __index = _G })
    local chunk, problem = loadfile(name, "t", environment)
    if chunk and setfenv then setfenv(chunk, environment) end
    if chunk then print("#### ended", pcall(chunk)) else print("#### refused", problem) end
    io.stdout:flush()
  end
end

if mode == "script" then return run_script(select(2, ...)) else run_batch(select(2, ...)) end
