-- Strings compare byte by byte in order, also past embedded zeros.
print("a" < "b", "a" < "B", "Z" < "a", "a" < "aa", "" < "a", "" < "") -- expect: true	false	true	true	true	false
print("abc" <= "abc", "abc" >= "abd", "abc" > "ab", "10" < "9", "a" ~= "A") -- expect: true	false	true	true	true
print("a\0b" < "a\0c", "a\0" > "a", "a\0b" == "a\0b", "a\0b" == "a\0c", "\0" < "\1", "" < "\0")
-- expect: true	true	true	false	true	true
print("\200" > "\100", "\255" > "a", "x" .. "y" == "xy") -- expect: true	true	true
local long1, long2 = ("x"):rep(100), ("x"):rep(99) .. "x"
print(long1 == long2, long1 .. "a" < long2 .. "b", long1 .. "\0a" < long2 .. "\0b", #long1 == #long2)
-- expect: true	true	true	true
local words = { "pear", "Apple", "apple", "", "banana", "app", "apple2", "Zoo" }
table.sort(words)
print(table.concat(words, ",")) -- expect: ,Apple,Zoo,app,apple,apple2,banana,pear
