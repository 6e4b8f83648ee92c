-- Conditions on constants behave as written even though a compiler may remove them.
if true then print("true") end -- expect: true
if false then print("never") else print("false") end -- expect: false
if nil then print("never") end
if 0 then print("zero is true") end -- expect: zero is true
if not nil then print("not nil") end -- expect: not nil
if "" and {} then print("values") end -- expect: values
if true or undefined_function() then print("or") end -- expect: or
if false and undefined_function() then print("never") else print("and") end -- expect: and
while false do print("never") end
while nil do print("never") end
repeat print("once") until true -- expect: once
repeat local done = 1 until done
while true do print("infinite") break end -- expect: infinite
print(true and 1, false and 1, nil and 1, true or 1, false or 1, nil or 1, 1 and true, 1 or true)
-- expect: 1	false	nil	true	1	1	true	1
print(not true, not nil, not 1, not "x", 1 and nil, "x" or nil, nil or nil, false or false)
-- expect: false	true	false	false	nil	x	nil	false
local n <const>, s <const>, f <const> = 1, "s", false
if n and s and not f then print(n and s, f or n, f and n, not n) end -- expect: s	1	false	false
