-- Each class letter stands for a set of characters, the capital for all others.
local function members(class)
  local out = {}
  for i = 0, 127 do
    local c = string.char(i)
    if c:find("^" .. class .. "$") then out[#out + 1] = i > 32 and i < 127 and c or ("<%d>"):format(i) end
  end
  return table.concat(out)
end
print(members "%a") -- expect: ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz
print(members "%d") -- expect: 0123456789
print(members "%l") -- expect: abcdefghijklmnopqrstuvwxyz
print(members "%u") -- expect: ABCDEFGHIJKLMNOPQRSTUVWXYZ
print(members "%s") -- expect: <9><10><11><12><13><32>
print(members "%p") -- expect: !"#$%&'()*+,-./:;<=>?@[\]^_`{|}~
print(members "%x") -- expect: 0123456789ABCDEFabcdef
print(members "%c")
-- expect: <0><1><2><3><4><5><6><7><8><9><10><11><12><13><14><15><16><17><18><19><20><21><22><23><24><25><26><27><28><29><30><31><127>
print(members "%w") -- expect: 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz
print(members "%g")
-- expect: !"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\]^_`abcdefghijklmnopqrstuvwxyz{|}~
for _, letter in ipairs { "a", "d", "l", "u", "s", "p", "x", "c", "w", "g" } do
  for i = 0, 255 do
    local c = string.char(i)
    assert((c:find("%" .. letter) == nil) == (c:find("%" .. letter:upper()) ~= nil))
  end
end
print(("\128\255"):find "%a", ("\128"):find "%c", #("a\128\255"):gsub("%W", "")) -- expect: nil	nil	1
print((("x"):gsub(".", "%%")), ("\0"):find ".", ("."):find "%.", ("a"):find "%.") -- expect: %	1	1	nil
