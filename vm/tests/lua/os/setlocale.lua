-- os.setlocale reports the current locale and refuses unknown ones.
print(type(os.setlocale()), os.setlocale(nil, "numeric"), os.setlocale(nil, "time")) -- expect: string	C	C
print(os.setlocale "C", os.setlocale("C", "all"), os.setlocale "no such locale") -- expect: C	C	nil
print(os.setlocale("C", "collate"), os.setlocale("C", "ctype"), os.setlocale("C", "monetary"), os.setlocale("C", "numeric"), os.setlocale("C", "time"))
-- expect: C	C	C	C	C
print(pcall(os.setlocale, "C", "nothing"))
-- expect: false	bad argument #2 to 'os.setlocale' (invalid option 'nothing')
print(pcall(os.setlocale, {})) -- expect: false	bad argument #1 to 'os.setlocale' (string expected, got table)
