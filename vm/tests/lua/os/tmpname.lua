-- os.tmpname gives fresh names that can be opened.
local first, second = os.tmpname(), os.tmpname()
print(type(first), first ~= second, #first > 0) -- expect: string	true	true
for _, name in ipairs { first, second } do
  local file = assert(io.open(name, "w"))
  assert(file:write(name))
  assert(file:close())
end
for _, name in ipairs { first, second } do
  local file = assert(io.open(name))
  assert(file:read "a" == name)
  file:close()
  print(os.remove(name), (io.open(name)))
end
-- expect: true	nil
-- expect: true	nil
