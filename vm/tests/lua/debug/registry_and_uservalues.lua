-- The registry is a table; only userdata have user values.
print(type(debug.getregistry()), debug.getregistry() == debug.getregistry()) -- expect: table	true
print(debug.getregistry()._LOADED == package.loaded, debug.getregistry()._PRELOAD == package.preload)
-- expect: true	true
print(debug.getuservalue({}, 1), debug.getuservalue(5), debug.getuservalue(io.stdout, 1)) -- expect: nil	nil	nil
print(debug.setuservalue(io.stdout, "value", 1), debug.getuservalue(io.stdout, 5)) -- expect: nil	nil
local function message(...) local ok, text = pcall(...) print(ok and "no error" or text) end
message(debug.setuservalue, {}, 1) -- expect: bad argument #1 to 'debug.setuservalue' (userdata expected, got table)
message(debug.setuservalue, io.stdout) -- expect: bad argument #2 to 'debug.setuservalue' (value expected)
message(debug.getuservalue) -- expect: no error
local names = {}
for name in pairs(debug) do names[#names + 1] = name end
table.sort(names)
print(table.concat(names, " "))
-- expect: debug gethook getinfo getlocal getmetatable getregistry getupvalue getuservalue sethook setlocal setmetatable setupvalue setuservalue traceback upvalueid upvaluejoin
