-- Messages tell types by name, including those of host objects.
local function message(f, ...)
  local ok, text = pcall(f, ...)
  print(ok and "no error" or (text:gsub("^[^:]+:%d+: ", "")))
end
local co = coroutine.create(print)
for _, v in ipairs { 1, 1.5, "s", true, {}, print, co, io.stdout } do
  message(function() return v + {} end)
end
-- expect: attempt to perform arithmetic on a table value
-- expect: attempt to perform arithmetic on a table value
-- expect: attempt to add a 'string' with a 'table'
-- expect: attempt to perform arithmetic on a boolean value (upvalue 'v')
-- expect: attempt to perform arithmetic on a table value (upvalue 'v')
-- expect: attempt to perform arithmetic on a function value (upvalue 'v')
-- expect: attempt to perform arithmetic on a thread value (upvalue 'v')
-- expect: attempt to perform arithmetic on a FILE* value (upvalue 'v')
message(function() return io.stdout + 1 end)
-- expect: attempt to perform arithmetic on a FILE* value (field 'stdout')
message(function() return io.stdout < 1 end) -- expect: attempt to compare FILE* with number
message(function() return co < co end) -- expect: attempt to compare two thread values
message(function() return io.stdout .. "" end) -- expect: attempt to concatenate a FILE* value (field 'stdout')
message(function() io.stdout() end) -- expect: attempt to call a FILE* value (field 'stdout')
message(function() return #io.stdout end) -- expect: attempt to get length of a FILE* value (field 'stdout')
message(function() return co.x end) -- expect: attempt to index a thread value (upvalue 'co')
message(math.floor, io.stdout) -- expect: bad argument #1 to 'math.floor' (number expected, got FILE*)
message(math.floor, co) -- expect: bad argument #1 to 'math.floor' (number expected, got thread)
message(string.rep, io.stdout) -- expect: bad argument #1 to 'string.rep' (string expected, got FILE*)
message(ipairs) -- expect: bad argument #1 to 'ipairs' (value expected)
message(setmetatable, io.stdout, {}) -- expect: bad argument #1 to 'setmetatable' (table expected, got FILE*)
message(rawget, io.stdout, 1) -- expect: bad argument #1 to 'rawget' (table expected, got FILE*)
message(table.concat, io.stdout) -- expect: bad argument #1 to 'table.concat' (table expected, got FILE*)
message(coroutine.resume, io.stdout) -- expect: bad argument #1 to 'coroutine.resume' (thread expected, got FILE*)
message(io.close, setmetatable({}, { __name = "FILE*" }))
-- expect: bad argument #1 to 'io.close' (FILE* expected, got FILE*)
message(function() return setmetatable({}, { __name = "Named" }) + 1 end)
-- expect: attempt to perform arithmetic on a Named value
message(function() return setmetatable({}, { __name = false }) + 1 end)
-- expect: attempt to perform arithmetic on a table value
print(type(nil), type(1), type "s", type(true), type {}, type(print), type(co), type(io.stdout))
-- expect: nil	number	string	boolean	table	function	thread	userdata
print(pcall(type)) -- expect: false	bad argument #1 to 'type' (value expected)
