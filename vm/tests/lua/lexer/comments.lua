-- Short comments end with the line, long ones with their bracket.
--[[ a long comment
print("never")
]]
print("after long comment") -- expect: after long comment
---[[ three dashes make this a short comment
print("runs") -- expect: runs
--]]
--[==[ level two
]] still inside ]=]
]==] print("same line") -- expect: same line
local sum = 1 --[[ in the middle ]] + --[=[ again ]=] 2
print(sum) -- expect: 3
print(load("return 1 -- no line break at the end")()) -- expect: 1
print(load("--")(), load("--[[]]return 7")()) -- expect: nil	7
-- An unfinished long comment names the line it starts at.
print(select(2, load("\n--[[ open\n\n", "=chunk")))
-- expect: chunk:4: unfinished long comment (starting at line 2) near <eof>
print(select(2, load("--[==[ open ]=] ]]", "=chunk")))
-- expect: chunk:1: unfinished long comment (starting at line 1) near <eof>
-- Without a second bracket it is just a short comment.
print(load("--[= not long\nreturn 'short'")()) -- expect: short
