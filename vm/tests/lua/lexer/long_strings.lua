-- Long brackets keep their text as it is, whatever the level.
print([[plain]], [=[one ]] inside]=], [==[two ]=] inside]==]) -- expect: plain	one ]] inside	two ]=] inside
print([[no \n escapes \z here \]]) -- expect: no \n escapes \z here \
print(#[[
first line break is dropped]], #[[

only the first]]) -- expect: 27	15
print([[a
b]] == "a\nb", [==[

]==] == "\n") -- expect: true	true
print([[ [inner] ]] == " [inner] ", [=[]]]=], [[]] == "") -- expect: true	]]	true
print(type[[name]], #[====[]]]=]==]===]]====]) -- expect: string	12

local function syntax(source)
  local chunk, message = load(source, "=chunk")
  print(chunk and "accepted" or message)
end
syntax "return [[abc" -- expect: chunk:1: unfinished long string (starting at line 1) near <eof>
syntax "return [==[abc]=]" -- expect: chunk:1: unfinished long string (starting at line 1) near <eof>
syntax "return [=abc" -- expect: chunk:1: invalid long string delimiter near '[='
syntax "return [==\n[" -- expect: chunk:1: invalid long string delimiter near '[=='
syntax "x = 1\n\ny = [[\n\nabc" -- expect: chunk:5: unfinished long string (starting at line 3) near <eof>
