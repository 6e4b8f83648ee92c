-- The chunk name appears in messages: as given, as a file name or as quoted source.
local function where(source, name)
  local _, text = load(source, name)
  print(text)
end
where("x", "=as given") -- expect: as given:1: syntax error near <eof>
where("x", "@file.lua") -- expect: file.lua:1: syntax error near <eof>
where("x", "the source") -- expect: [string "the source"]:1: syntax error near <eof>
where("x") -- expect: [string "x"]:1: syntax error near <eof>
where("x\ny") -- expect: [string "x..."]:2: syntax error near 'y'
where("x = 'a longer piece of source text that does not fit into the room for names' y z")
-- expect: [string "x = 'a longer piece of source text that does ..."]:1: syntax error near 'z'
where("\nx y") -- expect: [string "..."]:2: syntax error near 'y'
where("first line\nsecond") -- expect: [string "first line..."]:1: syntax error near 'line'
where("x", "") -- expect: [string ""]:1: syntax error near <eof>
where("x", "=") -- expect: :1: syntax error near <eof>
where("x", "@") -- expect: :1: syntax error near <eof>
where("x", "=" .. ("a"):rep(58))
-- expect: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa:1: syntax error near <eof>
where("x", "=" .. ("a"):rep(59))
-- expect: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa:1: syntax error near <eof>
where("x", "=" .. ("a"):rep(60))
-- expect: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa:1: syntax error near <eof>
where("x", "@" .. ("b"):rep(58))
-- expect: bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb:1: syntax error near <eof>
where("x", "@" .. ("b"):rep(59))
-- expect: bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb:1: syntax error near <eof>
where("x", "@" .. ("b"):rep(60))
-- expect: ...bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb:1: syntax error near <eof>
where("x", ("c"):rep(44))
-- expect: [string "cccccccccccccccccccccccccccccccccccccccccccc"]:1: syntax error near <eof>
where("x", ("c"):rep(45))
-- expect: [string "ccccccccccccccccccccccccccccccccccccccccccccc..."]:1: syntax error near <eof>
where("x", ("c"):rep(46))
-- expect: [string "ccccccccccccccccccccccccccccccccccccccccccccc..."]:1: syntax error near <eof>
where("x", ("c"):rep(100))
-- expect: [string "ccccccccccccccccccccccccccccccccccccccccccccc..."]:1: syntax error near <eof>
where("x", "first\n" .. ("d"):rep(60)) -- expect: [string "first..."]:1: syntax error near <eof>
where("x", "with \"quotes\" and \\") -- expect: [string "with "quotes" and \"]:1: syntax error near <eof>
print(debug.getinfo(load("return 1", "=name"), "S").source, debug.getinfo(load("return 1", "@name"), "S").short_src)
-- expect: =name	name
print(debug.getinfo(load("return 1"), "S").source, debug.getinfo(load("return 1"), "S").short_src)
-- expect: return 1	[string "return 1"]
print(pcall(load, "x", {})) -- expect: false	bad argument #2 to 'load' (string expected, got table)
print(select(2, load("x", 42))) -- expect: [string "42"]:1: syntax error near <eof>
