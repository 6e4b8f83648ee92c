-- string.gsub with a table looks the first capture up, with metamethods.
local t = { hello = "HELLO", world = 42, no = false, half = 0.5 }
print(("hello world no half other"):gsub("%w+", t)) -- expect: HELLO 42 no 0.5 other	5
print(("<hello> <x>"):gsub("<(%w+)>", t), ("hello"):gsub("()", { [1] = "first ", [6] = " last" }))
-- expect: HELLO <x>	first hello last	6
local mt = setmetatable({}, { __index = function(_, k) return k:upper() .. "!" end })
print(("one two"):gsub("%w+", mt)) -- expect: ONE! TWO!	2
print(("a b"):gsub("%w", setmetatable({}, { __index = { a = "from chain" } }))) -- expect: from chain b	2
print(("abc"):gsub("%w", {}), (""):gsub("", { [""] = "empty key" })) -- expect: abc	empty key	1
local counts = setmetatable({}, { __index = function() return 0 end })
for c in ("banana"):gmatch "." do counts[c] = counts[c] + 1 end
print(("ban"):gsub(".", counts)) -- expect: 132	3
local function message(...)
  local ok, text = pcall(...)
  return ok and "no error" or text
end
print(message(string.gsub, "abc", "b", { b = {} })) -- expect: invalid replacement value (a table)
print(message(string.gsub, "abc", "b", { b = true })) -- expect: invalid replacement value (a boolean)
print(message(string.gsub, "abc", "b", setmetatable({}, { __index = function() error("in index", 0) end })))
-- expect: in index
print(message(string.gsub, "abc", "b", setmetatable({}, { __call = function() return "x" end }))) -- expect: no error
