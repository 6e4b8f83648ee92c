-- A finalizer that is no function is ignored.
do local object = newproxy(true) getmetatable(object).__gc = 5 end
print(pcall(collectgarbage)) -- expect: true	0
