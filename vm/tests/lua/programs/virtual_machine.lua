-- A stack machine with an assembler, calls, and a translator from postfix notation to Lua source.
local function assemble(source)
  local code, labels, fixes = {}, {}, {}
  for text in source:gmatch "[^\n]+" do
    local line = text:gsub(";.*", "")
    local label = line:match "^%s*(%w+):"
    if label then labels[label] = #code + 1 line = line:gsub("^%s*%w+:", "") end
    local op, argument = line:match "^%s*(%a+)%s*(%S*)"
    if op then
      local value = tonumber(argument)
      code[#code + 1] = { op = op, value = value }
      if argument ~= "" and not value then fixes[#fixes + 1] = { #code, argument } end
    end
  end
  for _, fix in ipairs(fixes) do code[fix[1]].value = labels[fix[2]] or error("undefined label " .. fix[2], 0) end
  return code
end
local function run(code, input, limit)
  local stack, calls, memory, output, pc, steps = {}, {}, {}, {}, 1, 0
  local function pop() if #stack == 0 then error("stack is empty at " .. pc, 0) end return table.remove(stack) end
  local function push(v) stack[#stack + 1] = v end
  local ops = {
    push = function(v) push(v) end,
    dup = function() push(stack[#stack]) end,
    drop = function() pop() end,
    swap = function() stack[#stack], stack[#stack - 1] = stack[#stack - 1], stack[#stack] end,
    add = function() push(pop() + pop()) end,
    sub = function() local b = pop() push(pop() - b) end,
    mul = function() push(pop() * pop()) end,
    div = function() local b = pop() push(pop() // b) end,
    less = function() local b = pop() push(pop() < b and 1 or 0) end,
    load = function(a) push(memory[a] or 0) end,
    store = function(a) memory[a] = pop() end,
    jump = function(a) pc = a - 1 end,
    jz = function(a) if pop() == 0 then pc = a - 1 end end,
    call = function(a) calls[#calls + 1] = pc pc = a - 1 end,
    ret = function() pc = table.remove(calls) end,
    read = function() push(table.remove(input, 1) or 0) end,
    print = function() output[#output + 1] = pop() end,
    halt = function() pc = math.huge end,
  }
  while code[pc] do
    steps = steps + 1
    if limit and steps > limit then error("too many steps", 0) end
    local instruction = code[pc]
    local op = ops[instruction.op] or error("unknown operation " .. instruction.op, 0)
    op(instruction.value)
    pc = pc + 1
  end
  return table.concat(output, " "), steps
end
local factorial = assemble [[
  read
  store 1
  push 1
  store 2
loop:
  load 1
  jz done       ; finished
  load 2
  load 1
  mul
  store 2
  load 1
  push 1
  sub
  store 1
  jump loop
done:
  load 2
  print
]]
print(run(factorial, { 10 })) -- expect: 3628800	118
local fibonacci = assemble [[
  read
  call fib
  print
  halt
fib: dup
  push 2
  less
  jz recurse
  ret
recurse: dup
  push 1
  sub
  call fib
  swap
  push 2
  sub
  call fib
  add
  ret
]]
print(run(fibonacci, { 15 })) -- expect: 610	18743
print(pcall(assemble, "jump nowhere")) -- expect: false	undefined label nowhere
print(pcall(run, assemble "add", {})) -- expect: false	stack is empty at 1
print(pcall(run, assemble "bogus", {})) -- expect: false	unknown operation bogus
print(pcall(run, assemble "l: jump l", {}, 1000)) -- expect: false	too many steps
print(pcall(run, assemble "push 1\npush 0\ndiv", {}) == false) -- expect: true
local function translate(postfix)
  local stack = {}
  for token in postfix:gmatch "%S+" do
    if token:match "^[%d.]+$" or token:match "^%a$" then
      stack[#stack + 1] = token
    else
      local b, a = table.remove(stack), table.remove(stack)
      if not a then error("missing operand for " .. token, 0) end
      stack[#stack + 1] = "(" .. a .. token .. b .. ")"
    end
  end
  if #stack ~= 1 then error("malformed expression", 0) end
  return stack[1], assert(load("local x, y = ... return " .. stack[1], "=translated"))
end
local source, f = translate "x y + 2 * x 3 ^ -"
print(source, f(2, 5), f(3, 1)) -- expect: (((x+y)*2)-(x^3))	6.0	-19.0
print(pcall(translate, "1 +")) -- expect: false	missing operand for +
print(pcall(translate, "1 2")) -- expect: false	malformed expression
