-- Patterns at work: splitting, trimming, parsing and templating.
local function trim(s) return (s:gsub("^%s+", ""):gsub("%s+$", "")) end
print("<" .. trim "  both sides \n" .. ">", "<" .. trim "" .. ">", "<" .. trim "x" .. ">")
-- expect: <both sides>	<>	<x>
local function parse_csv(line)
  local fields, pos = {}, 1
  while true do
    if line:sub(pos, pos) == '"' then
      local value, after = "", pos
      repeat
        local chunk, close, quote = line:match('^"([^"]*)"()(%"?)', after)
        value, after = value .. chunk .. quote, close
      until quote == ""
      fields[#fields + 1] = value
      pos = after
    else
      local value, after = line:match("^([^,]*)()", pos)
      fields[#fields + 1] = value
      pos = after
    end
    if line:sub(pos, pos) ~= "," then return fields end
    pos = pos + 1
  end
end
print(table.concat(parse_csv 'a,"b, c",,"say ""hi""",end', "|")) -- expect: a|b, c||say "hi"|end
local function url_decode(s) return (s:gsub("+", " "):gsub("%%(%x%x)", function(h) return string.char(tonumber(h, 16)) end)) end
local function url_encode(s) return (s:gsub("[^%w%-._~]", function(c) return ("%%%02X"):format(c:byte()) end)) end
print(url_encode "a b&c=d/é", url_decode "a+b%26c%3Dd", url_decode(url_encode "100% sure?") == "100% sure?")
-- expect: a%20b%26c%3Dd%2F%C3%A9	a b&c=d	true
local function query(s) local t = {} for k, v in s:gmatch "([^&=]+)=([^&=]*)" do t[k] = v end return t end
local q = query "x=1&name=lua&empty="
print(q.x, q.name, q.empty == "", q.none) -- expect: 1	lua	true	nil
local function camel(s) return (s:gsub("_(%a)", string.upper)) end
local function snake(s) return (s:gsub("(%l)(%u)", function(a, b) return a .. "_" .. b:lower() end)) end
print(camel "some_long_name", snake "someLongName") -- expect: someLongName	some_long_name
local function commas(n) local s, k = tostring(n), nil repeat s, k = s:gsub("^(-?%d+)(%d%d%d)", "%1,%2") until k == 0 return s end
print(commas(1), commas(1234), commas(-1234567), commas(1000000000)) -- expect: 1	1,234	-1,234,567	1,000,000,000
local function template(s, env) return (s:gsub("{{%s*([%w.]+)%s*}}", function(path)
  local v = env
  for key in path:gmatch "[^.]+" do v = v[key] end
  return tostring(v)
end)) end
print(template("Hi {{ user.name }}, {{count}} new", { user = { name = "Ann" }, count = 3 })) -- expect: Hi Ann, 3 new
print(("192.168.1.254"):match "^(%d+)%.(%d+)%.(%d+)%.(%d+)$") -- expect: 192	168	1	254
