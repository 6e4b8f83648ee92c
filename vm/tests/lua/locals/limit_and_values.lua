-- Whether too many names of a declaration are refused before its values depends on the version.
local l = load or loadstring
if setfenv then l=loadstring end
local function names(n) local t={} for i=1,n do t[i]="a"..i end return table.concat(t,", ") end
print(select(2,l("local "..names(201).." = = 1","=x")))
print(select(2,l("local "..names(200).." = = 1","=x")))
print(select(2,l("local "..names(201).."\n = 1","=x")))
print(select(2,l("local "..names(201),"=x")))
-- expect: x:1: unexpected symbol near '='
-- expect: x:1: unexpected symbol near '='
-- expect: x:2: too many local variables (limit is 200) in main function near <eof>
-- expect: x:1: too many local variables (limit is 200) in main function near <eof>
