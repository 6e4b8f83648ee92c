-- dialects: 5.1 5.2 5.3 5.4
-- Parsing of command lines, their help and their errors by the library argparse.
local argparse = require 'argparse'
local parser = argparse('tool', 'Does several things.', 'See the manual for more.')
parser:argument('input', 'The file to read.')
parser:argument('rest', 'More files.'):args '*'
parser:option('-o --output', 'Where to write.', 'a.out')
parser:option('-I --include', 'A folder.'):count '*'
parser:option('--level', 'How much.', '3'):convert(tonumber)
parser:option('--pair', 'Two values.'):args(2):argname { '<key>', '<value>' }
parser:option('--mode', 'One of three.'):choices { 'fast', 'slow', 'exact' }
parser:flag('-v --verbose', 'Say more.'):count '0-2':target 'verbosity'
parser:mutex(parser:flag '--yes', parser:flag '--no')
local command = parser:command('add a', 'Adds something.')
command:argument 'what'
command:flag '-f --force'
parser:command 'remove'
parser:require_command(false)

local function sorted(value)
  if type(value) ~= 'table' then return tostring(value) end
  local keys = {}
  for key in pairs(value) do keys[#keys + 1] = key end
  table.sort(keys, function(a, b) return tostring(a) < tostring(b) end)
  for index, key in ipairs(keys) do keys[index] = tostring(key) .. '=' .. sorted(value[key]) end
  return '{' .. table.concat(keys, ', ') .. '}'
end

local function try(line)
  local args = {}
  for word in line:gmatch '%S+' do args[#args + 1] = word end
  local ok, result = parser:pparse(args)
  print(line, ok, ok and sorted(result) or result)
end
print(parser:get_usage())
print(parser:get_help())
print(command:get_help())
try 'in.txt'
try 'in.txt a b c -o out -Ix -I y --level=7 -vv'
try 'in.txt --pair k v --mode fast --yes'
try 'in.txt --mode odd'
try 'in.txt --yes --no'
try 'in.txt -vvv'
try 'in.txt --level nothing'
try 'in.txt --unknown'
try 'in.txt --outptu x'
try ''
try 'in.txt --pair one'
parser:add_complete_command 'complete'
print(#parser:get_bash_complete() > 100, #parser:get_zsh_complete() > 100, #parser:get_fish_complete() > 100)
