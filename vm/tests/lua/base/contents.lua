-- The names of the global functions and libraries.
local names = {}
for name, value in pairs(_G) do
  if name ~= "arg" then names[#names + 1] = name .. (type(value) == "table" and "/" or "") end
end
table.sort(names)
print(table.concat(names, " "))
-- expect: _G/ _VERSION assert collectgarbage coroutine/ debug/ dofile error getmetatable io/ ipairs load loadfile math/ next os/ package/ pairs pcall print rawequal rawget rawlen rawset require select setmetatable string/ table/ tonumber tostring type utf8/ warn xpcall
for _, library in ipairs { "coroutine", "os", "string", "table", "utf8", "io" } do
  names = {}
  for name in pairs(_G[library]) do names[#names + 1] = name end
  table.sort(names)
  print(library, table.concat(names, " "))
end
-- expect: coroutine	close create isyieldable resume running status wrap yield
-- expect: os	clock date difftime execute exit getenv remove rename setlocale time tmpname
-- expect: string	byte char dump find format gmatch gsub len lower match pack packsize rep reverse sub unpack upper
-- expect: table	concat create insert move pack remove sort unpack
-- expect: utf8	char charpattern codepoint codes len offset
-- expect: io	close flush input lines open output popen read stderr stdin stdout tmpfile type write
print(_VERSION, _G._G == _G) -- expect: Lua 5.5	true
