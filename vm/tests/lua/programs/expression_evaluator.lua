-- A precedence-climbing parser that builds a tree, evaluates, differentiates and prints it.
local precedence = { ["+"] = { 1, 1 }, ["-"] = { 1, 1 }, ["*"] = { 2, 2 }, ["/"] = { 2, 2 }, ["^"] = { 4, 3 } }
local function parse(text)
  local pos = 1
  local function peek() pos = text:match("^%s*()", pos) return text:sub(pos, pos) end
  local expression
  local function fail(what) error(what .. " at " .. pos, 0) end
  local function primary()
    local c = peek()
    if c == "(" then
      pos = pos + 1
      local e = expression(0)
      if peek() ~= ")" then fail "expected ')'" end
      pos = pos + 1
      return e
    elseif c == "-" then
      pos = pos + 1
      return { "neg", expression(2) }
    end
    local number, after = text:match("^(%d+%.?%d*)()", pos)
    if number then pos = after return { "num", tonumber(number) } end
    local name, after_name = text:match("^(%a+)()", pos)
    if not name then fail "unexpected symbol" end
    pos = after_name
    if peek() == "(" then
      pos = pos + 1
      local e = expression(0)
      if peek() ~= ")" then fail "expected ')'" end
      pos = pos + 1
      return { "call", name, e }
    end
    return { "var", name }
  end
  function expression(limit)
    local left = primary()
    while true do
      local op = peek()
      local p = precedence[op]
      if not p or p[1] <= limit then return left end
      pos = pos + 1
      left = { op, left, expression(p[2]) }
    end
  end
  local e = expression(0)
  if peek() ~= "" then fail "unexpected text" end
  return e
end
local operations = {
  ["+"] = function(a, b) return a + b end, ["-"] = function(a, b) return a - b end, ["*"] = function(a, b) return a * b end,
  ["/"] = function(a, b) if b == 0 then error("division by zero", 0) end return a / b end, ["^"] = function(a, b) return a ^ b end,
}
local function evaluate(e, env)
  local kind = e[1]
  if kind == "num" then return e[2] end
  if kind == "var" then return env[e[2]] or error("unknown variable " .. e[2], 0) end
  if kind == "neg" then return -evaluate(e[2], env) end
  if kind == "call" then return (math[e[2]] or error("unknown function " .. e[2], 0))(evaluate(e[3], env)) end
  return operations[kind](evaluate(e[2], env), evaluate(e[3], env))
end
local function show(e)
  local kind = e[1]
  if kind == "num" then return ("%g"):format(e[2]) elseif kind == "var" then return e[2]
  elseif kind == "neg" then return "-" .. show(e[2]) elseif kind == "call" then return e[2] .. "(" .. show(e[3]) .. ")" end
  return "(" .. show(e[2]) .. " " .. kind .. " " .. show(e[3]) .. ")"
end
local function simplify(e)
  if #e < 3 or e[1] == "call" then return e end
  local op, a, b = e[1], simplify(e[2]), simplify(e[3])
  local x, y = a[1] == "num" and a[2], b[1] == "num" and b[2]
  if x and y then return { "num", operations[op](x, y) } end
  if op == "*" and (x == 0 or y == 0) then return { "num", 0 } end
  if (op == "*" and x == 1) or (op == "+" and x == 0) then return b end
  if (op == "*" and y == 1) or (op == "+" and y == 0) or (op == "^" and y == 1) then return a end
  return { op, a, b }
end
local function derive(e, v)
  local kind, a, b = e[1], e[2], e[3]
  if kind == "num" then return { "num", 0 } end
  if kind == "var" then return { "num", a == v and 1 or 0 } end
  if kind == "+" or kind == "-" then return { kind, derive(a, v), derive(b, v) } end
  if kind == "*" then return { "+", { "*", derive(a, v), b }, { "*", a, derive(b, v) } } end
  if kind == "^" then return { "*", { "*", b, { "^", a, { "num", b[2] - 1 } } }, derive(a, v) } end
  error("cannot derive " .. kind, 0)
end
for _, text in ipairs {
  "1 + 2 * 3", "(1 + 2) * 3", "2 ^ 3 ^ 2", "-2 ^ 2", "10 - 4 - 3", "8 / 4 / 2", "2 * -x", "sqrt(x * x + 9) - 1",
  "-(x - 1) * 2", "2*x^2 + 3*x - 5",
} do
  local e = parse(text)
  print(text, show(e), ("%g"):format(evaluate(e, { x = 4 })))
end
-- expect: 1 + 2 * 3	(1 + (2 * 3))	7
-- expect: (1 + 2) * 3	((1 + 2) * 3)	9
-- expect: 2 ^ 3 ^ 2	(2 ^ (3 ^ 2))	512
-- expect: -2 ^ 2	-(2 ^ 2)	-4
-- expect: 10 - 4 - 3	((10 - 4) - 3)	3
-- expect: 8 / 4 / 2	((8 / 4) / 2)	1
-- expect: 2 * -x	(2 * -x)	-8
-- expect: sqrt(x * x + 9) - 1	(sqrt(((x * x) + 9)) - 1)	4
-- expect: -(x - 1) * 2	(-(x - 1) * 2)	-6
-- expect: 2*x^2 + 3*x - 5	(((2 * (x ^ 2)) + (3 * x)) - 5)	39
for _, text in ipairs { "3*x^2 + 2*x + 7", "x^3 * x", "(x + 1)^4" } do
  print(text, show(simplify(derive(parse(text), "x"))))
end
-- expect: 3*x^2 + 2*x + 7	((3 * (2 * x)) + 2)
-- expect: x^3 * x	(((3 * (x ^ 2)) * x) + (x ^ 3))
-- expect: (x + 1)^4	(4 * ((x + 1) ^ 3))
for _, text in ipairs { "1 +", "(1", "1 2", "* 1", "f(", "x $", "1 / 0", "y", "nope(1)" } do
  print(text, select(2, pcall(function() return evaluate(parse(text), { x = 1 }) end)))
end
-- expect: 1 +	unexpected symbol at 4
-- expect: (1	expected ')' at 3
-- expect: 1 2	unexpected text at 3
-- expect: * 1	unexpected symbol at 1
-- expect: f(	unexpected symbol at 3
-- expect: x $	unexpected text at 3
-- expect: 1 / 0	division by zero
-- expect: y	unknown variable y
-- expect: nope(1)	unknown function nope
