-- string.rep repeats a string with an optional separator.
print(("ab"):rep(3), ("ab"):rep(3, ","), ("x"):rep(1, "sep"), ("-"):rep(10)) -- expect: ababab	ab,ab,ab	x	----------
print(("ab"):rep(0) == "", ("ab"):rep(-1) == "", (""):rep(100) == "", ("x"):rep(0, "s") == "")
-- expect: true	true	true	true
print((""):rep(3, ","), ("a\0"):rep(2) == "a\0a\0", string.rep(5, 2)) -- expect: ,,	true	55
print(("ab"):rep(2.0), ("ab"):rep("2"), #("x"):rep(1000, "--"), ("x"):rep(2, 7), ("a"):rep(3, "") == "aaa")
-- expect: abab	abab	2998	x7x	true
