-- A JSON encoder and decoder with errors that name the position.
local json = {}
local escapes = { ['"'] = '\\"', ["\\"] = "\\\\", ["\b"] = "\\b", ["\f"] = "\\f", ["\n"] = "\\n", ["\r"] = "\\r", ["\t"] = "\\t" }
json.null = setmetatable({}, { __tostring = function() return "null" end })

local function encode_string(s)
  return '"' .. s:gsub('[%c"\\]', function(c) return escapes[c] or ("\\u%04x"):format(c:byte()) end) .. '"'
end

function json.encode(value, seen)
  local kind = type(value)
  if value == nil or value == json.null then return "null" end
  if kind == "boolean" then return tostring(value) end
  if kind == "number" then
    if value ~= value or value == math.huge or value == -math.huge then error("number cannot be encoded", 0) end
    return math.type(value) == "integer" and tostring(value) or ("%.14g"):format(value)
  end
  if kind == "string" then return encode_string(value) end
  if kind ~= "table" then error("cannot encode a " .. kind, 0) end
  seen = seen or {}
  if seen[value] then error("cannot encode a cycle", 0) end
  seen[value] = true
  local parts = {}
  if #value > 0 or next(value) == nil then
    for i, v in ipairs(value) do parts[i] = json.encode(v, seen) end
    seen[value] = nil
    return "[" .. table.concat(parts, ",") .. "]"
  end
  local keys = {}
  for k in pairs(value) do
    if type(k) ~= "string" then error("keys must be strings", 0) end
    keys[#keys + 1] = k
  end
  table.sort(keys)
  for i, k in ipairs(keys) do parts[i] = encode_string(k) .. ":" .. json.encode(value[k], seen) end
  seen[value] = nil
  return "{" .. table.concat(parts, ",") .. "}"
end

local unescapes = { b = "\b", f = "\f", n = "\n", r = "\r", t = "\t", ['"'] = '"', ["\\"] = "\\", ["/"] = "/" }
function json.decode(text)
  local pos = 1
  local function fail(what) error(("%s at position %d"):format(what, pos), 0) end
  local function skip() pos = text:match("^%s*()", pos) end
  local function expect(c) skip() if text:sub(pos, pos) ~= c then fail("expected '" .. c .. "'") end pos = pos + 1 end
  local value
  local function string()
    expect '"'
    local parts = {}
    while true do
      local plain, stop = text:match('^([^"\\]*)()', pos)
      parts[#parts + 1] = plain
      pos = stop
      local c = text:sub(pos, pos)
      if c == '"' then pos = pos + 1 return table.concat(parts) end
      if c == "" then fail "unfinished string" end
      local escape = text:sub(pos + 1, pos + 1)
      if escape == "u" then
        local hex = text:match("^%x%x%x%x", pos + 2) or fail "bad unicode escape"
        local code = tonumber(hex, 16)
        pos = pos + 6
        if code >= 0xD800 and code < 0xDC00 then
          local low = text:match("^\\u(%x%x%x%x)", pos) or fail "missing surrogate"
          code = 0x10000 + (code - 0xD800) * 0x400 + tonumber(low, 16) - 0xDC00
          pos = pos + 6
        end
        parts[#parts + 1] = utf8.char(code)
      else
        parts[#parts + 1] = unescapes[escape] or fail "bad escape"
        pos = pos + 2
      end
    end
  end
  local function list(close, item)
    pos = pos + 1
    skip()
    if text:sub(pos, pos) == close then pos = pos + 1 return end
    while true do
      item()
      skip()
      local c = text:sub(pos, pos)
      pos = pos + 1
      if c == close then return end
      if c ~= "," then pos = pos - 1 fail("expected ',' or '" .. close .. "'") end
    end
  end
  function value()
    skip()
    local c = text:sub(pos, pos)
    if c == "{" then
      local t = {}
      list("}", function() skip() local k = string() expect ":" t[k] = value() end)
      return t
    elseif c == "[" then
      local t = {}
      list("]", function() t[#t + 1] = value() end)
      return t
    elseif c == '"' then
      return string()
    end
    for word, v in pairs { ["true"] = true, ["false"] = false, null = json.null } do
      if text:sub(pos, pos + #word - 1) == word then pos = pos + #word return v end
    end
    local number, stop = text:match("^(-?%d+%.?%d*[eE]?[+-]?%d*)()", pos)
    local n = number and tonumber(number)
    if not n then fail "unexpected character" end
    pos = stop
    return n
  end
  local result = value()
  skip()
  if pos <= #text then fail "unexpected text" end
  return result
end

print(json.encode { 1, 2.5, "three", true, json.null, { nested = {} } })
-- expect: [1,2.5,"three",true,null,{"nested":[]}]
print(json.encode { name = 'quote " and \\', list = { { x = 1 }, { x = -2 } }, control = "a\nb\1c" })
-- expect: {"control":"a\nb\u0001c","list":[{"x":1},{"x":-2}],"name":"quote \" and \\"}
local t = json.decode ' { "a" : [1, 2.5e2, -3, {"b": null}], "c": "\\u00e9\\ud83d\\ude00\\n\\"", "d": {}, "e": [], "f": true } '
print(t.a[1], t.a[2], t.a[3], t.a[4].b, t.c:gsub("\n", "/"), next(t.d), #t.e, t.f)
-- expect: 1	250.0	-3	null	é😀/"	nil	0	true
local text = json.encode(t)
print(text) -- expect: {"a":[1,250,-3,{"b":null}],"c":"é😀\n\"","d":[],"e":[],"f":true}
print(json.encode(json.decode(text)) == text) -- expect: true
for _, bad in ipairs { "", "[1,", "[1 2]", '{"a" 1}', '{"a":1,}', '"abc', '"\\x"', "tru", "1 2", "[1,]", '{1:2}', '"\\ud800"' } do
  print("<" .. bad .. ">", select(2, pcall(json.decode, bad)))
end
-- expect: <>	unexpected character at position 1
-- expect: <[1,>	unexpected character at position 4
-- expect: <[1 2]>	expected ',' or ']' at position 4
-- expect: <{"a" 1}>	expected ':' at position 6
-- expect: <{"a":1,}>	expected '"' at position 8
-- expect: <"abc>	unfinished string at position 5
-- expect: <"\x">	bad escape at position 2
-- expect: <tru>	unexpected character at position 1
-- expect: <1 2>	unexpected text at position 3
-- expect: <[1,]>	unexpected character at position 4
-- expect: <{1:2}>	expected '"' at position 2
-- expect: <"\ud800">	missing surrogate at position 8
local cycle = {}
cycle.self = cycle
for _, bad in ipairs { cycle, { print }, { x = 0 / 0 }, { [1.5] = 1 }, print } do print((select(2, pcall(json.encode, bad)))) end
-- expect: cannot encode a cycle
-- expect: cannot encode a function
-- expect: number cannot be encoded
-- expect: keys must be strings
-- expect: cannot encode a function
