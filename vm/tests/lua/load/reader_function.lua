-- load can be given a function that returns the source piece by piece.
local function reader(...)
  local pieces, i = { ... }, 0
  return function() i = i + 1 return pieces[i] end
end
print(load(reader("return ", "1 ", "+ 2"))()) -- expect: 3
print(load(reader("ret", "urn 'spl", "it in ", "tok", "ens'"))()) -- expect: split in tokens
print(load(reader("return [[", "long\n", "string]]"))() == "long\nstring", load(reader())() == nil)
-- expect: true	true
-- An empty string or nil ends the source.
print(load(reader("return 'before'", "", " error("))()) -- expect: before
local count = 0
local text = "return 'character by character', #('x'):rep(3)"
print(load(function() count = count + 1 return text:sub(count, count) end)()) -- expect: character by character	3
print(count == #text + 1) -- expect: true
-- The default chunk name differs from that of strings.
print(load(reader("x x"))) -- expect: nil	(load):1: syntax error near 'x'
print(load(reader("error 'e'"), "=named") ~= nil, select(2, pcall(load(reader("error 'e'"), "=named"))))
-- expect: true	named:1: e
-- Errors in the reader and results of the wrong type are reported.
local failed, reason = load(function() error("in the reader", 0) end)
print(failed, reason:match "^[^\n]*") -- expect: nil	in the reader
for _, wrong in ipairs { {}, true, print } do
  local chunk, message = load(function() return wrong end)
  print(chunk, (message:gsub("^[^:]+:%d+: ", ""):match "^[^\n]*"))
end
-- expect: nil	reader function must return a string
-- expect: nil	reader function must return a string
-- expect: nil	reader function must return a string
-- Binary chunks can be read in pieces too.
local binary = string.dump(function(a) return a * 2 end)
local position = 0
print(load(function() position = position + 1 if position <= #binary then return binary:sub(position, position) end end, "=b", "b")(21))
-- expect: 42
