-- The contents of the package table.
local lines = {}
for line in package.config:gmatch "[^\n]+" do lines[#lines + 1] = line end
print(#lines, table.concat(lines, " ")) -- expect: 5	/ ; ? ! -
local names = {}
for name, value in pairs(package) do names[#names + 1] = name .. ":" .. type(value) end
table.sort(names)
print(table.concat(names, " "))
-- expect: config:string cpath:string loaded:table loadlib:function path:string preload:table searchers:table searchpath:function
print(package.path:find("?", 1, true) ~= nil, package.loaded.package == package, package.preload ~= nil)
-- expect: true	true	true
print(type(package.loadlib), pcall(package.loadlib))
-- expect: function	false	bad argument #1 to 'package.loadlib' (string expected, got no value)
print(package.loadlib("/nonexistent/library.so", "*") == nil, type((select(2, package.loadlib("/nonexistent/library.so", "f")))))
-- expect: true	string
