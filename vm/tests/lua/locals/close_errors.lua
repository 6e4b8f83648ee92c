-- Values without __close are refused when declared; wrong uses are refused by the compiler.
local function message(f, ...)
  local ok, text = pcall(f, ...)
  return ok and "no error" or (text:gsub("^[^:]+:%d+: ", ""))
end
print(message(function() local x <close> = {} end)) -- expect: variable 'x' got a non-closable value
print(message(function() local file <close> = 42 end)) -- expect: variable 'file' got a non-closable value
print(message(function() local text <close> = "s" end)) -- expect: variable 'text' got a non-closable value
print(message(function() local yes <close> = true end)) -- expect: variable 'yes' got a non-closable value
print(message(function() local fn <close> = print end)) -- expect: variable 'fn' got a non-closable value
print(message(function()
  local ok <close> = setmetatable({}, { __close = function() print("ok is still closed") end })
  local bad <close> = setmetatable({}, {})
end))
-- expect: ok is still closed
-- expect: variable 'bad' got a non-closable value
-- The metamethod may disappear between the declaration and the close.
print(message(function()
  local gone <close> = setmetatable({}, { __close = print })
  getmetatable(gone).__close = nil
end)) -- expect: attempt to call a nil value (metamethod 'close')
local function syntax(source)
  local chunk, text = load(source, "=c")
  print(chunk and "accepted" or text)
end
syntax "local a <close>, b <close> = 1, 2" -- expect: c:1: multiple to-be-closed variables in local list
syntax "local a <close> = nil; a = 1" -- expect: c:1: attempt to assign to const variable 'a'
syntax "local a <closed> = nil" -- expect: c:1: unknown attribute 'closed'
syntax "local a < const = nil" -- expect: c:1: '>' expected near '='
syntax "local a <const > = nil" -- expect: accepted
syntax "local <const> a <close>, b = nil" -- expect: accepted
syntax "local <close> a, b = nil" -- expect: c:1: multiple to-be-closed variables in local list
