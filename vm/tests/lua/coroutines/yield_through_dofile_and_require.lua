-- Some library functions pass a yield on: dofile and pcall do, also when nested.
local name = os.tmpname()
do
  local file <close> = assert(io.open(name, "w"))
  file:write "local got = coroutine.yield('from the file')\nreturn 'file got ' .. tostring(got)"
end
local co = coroutine.wrap(function()
  local result = dofile(name)
  return result .. ", then " .. select(2, pcall(dofile, name))
end)
print(co()) -- expect: from the file
print(co "first") -- expect: from the file
print(co "second") -- expect: file got first, then file got second
os.remove(name)
local outer = coroutine.wrap(function() return pcall(xpcall, pcall, print, coroutine.yield, "three levels") end)
print(outer()) -- expect: three levels
print(outer("back", "again")) -- expect: true	true	true	back	again
