-- Names are letters, digits and underscores; reserved words are not names.
local _, __, _1, a1_b = 1, 2, 3, 4
print(_, __, _1, a1_b) -- expect: 1	2	3	4
local And, END, Nil, goto_, func = "And", "END", "Nil", "goto_", "func"
print(And, END, Nil, goto_, func) -- expect: And	END	Nil	goto_	func
local long = string.rep("n", 3000)
print(#load("local " .. long .. " = 'long' return " .. long)()) -- expect: 4
local reserved = {
  "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if", "in",
  "local", "nil", "not", "or", "repeat", "return", "then", "true", "until", "while",
}
local refused = 0
for _, word in ipairs(reserved) do
  if not load("local " .. word .. " = 1") then refused = refused + 1 end
  assert(load("return ({" .. word:upper() .. " = 1})." .. word:upper())() == 1)
end
print(#reserved, refused) -- expect: 22	22
-- Any of them may be a key when written as a string.
local t = { ["end"] = 1, ["goto"] = 2 }
print(t["end"] + t["goto"]) -- expect: 3
print(select(2, load("t = {end = 1}", "=c"))) -- expect: c:1: unexpected symbol near 'end'
print(select(2, load("return t.end", "=c"))) -- expect: c:1: <name> expected near 'end'
