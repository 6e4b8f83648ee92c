-- os.setlocale reports the current locale and refuses unknown ones.
print(type(os.setlocale()), os.setlocale(nil, "numeric"), os.setlocale(nil, "time")) -- expect: string	C	C
print(os.setlocale "C", os.setlocale("C", "all"), os.setlocale "no such locale") -- expect: C	C	nil
for _, category in ipairs { "collate", "ctype", "monetary", "numeric", "time" } do assert(os.setlocale("C", category) == "C") end
print(pcall(os.setlocale, "C", "nothing"))
-- expect: false	bad argument #2 to 'os.setlocale' (invalid option 'nothing')
print(pcall(os.setlocale, {})) -- expect: false	bad argument #1 to 'os.setlocale' (string expected, got table)
