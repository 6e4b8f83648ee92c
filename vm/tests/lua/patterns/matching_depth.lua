-- Long subjects match with repetitions; nested groups and alternatives by hand stay bounded.
local s = ("a"):rep(20000)
print(#s:match "a*", #s:match "a-$", #s:match "^(.-)$", s:find "b", #s:match "[ab]+", (s:find("^a*b")))
-- expect: 20000	20000	20000	nil	20000	nil
print(select(2, s:gsub("a", "b")), select(2, s:gsub("aa", "b")), #s:gsub("%w%w%w", "%0-"))
-- expect: 20000	10000	26666
local mixed = ("ab"):rep(5000)
print(select(2, mixed:gsub("(a)(b)", "%2%1")), mixed:match "^[ab]*$" == mixed, #mixed:match "^a.*b$")
-- expect: 5000	true	10000
local words = {}
for i = 1, 2000 do words[i] = "word" .. i end
local text = table.concat(words, " ")
local count = 0
for w in text:gmatch "%a+%d+" do count = count + #w end
print(count, #text - 1999) -- expect: 14893	14893
local ok, message = pcall(string.match, ("x"):rep(300000), ("x?"):rep(300000))
print(ok, message) -- expect: false	pattern too complex
print(#("x"):rep(100):match(("x?"):rep(100)), #("x"):rep(40):match(("x-"):rep(3) .. "$")) -- expect: 100	40
