-- The options of `collectgarbage`; without a generational mode there is none for its increment.
print(pcall(collectgarbage, "setmajorinc", 200)) -- expect: false	bad argument #1 to 'collectgarbage' (invalid option 'setmajorinc')
for _, option in ipairs { "stop", "restart", "collect", "isrunning", "generational", "incremental" } do
  print(option, collectgarbage(option))
  -- expect: stop	0
  -- expect: restart	0
  -- expect: collect	0
  -- expect: isrunning	true
  -- expect: generational	0
  -- expect: incremental	0
end
