-- Concatenation within calls, constructors, indices and with results of calls.
local function pair() return "p", "q" end
print("<" .. pair() .. ">", pair() .. "", (pair())) -- expect: <p>	p	p
local t = { "a" .. 1, ["k" .. 1] = "v" .. 1, "b" .. 2 }
print(t[1], t[2], t.k1, t["k" .. #"x"]) -- expect: a1	b2	v1	v1
print(("a" .. "b"):upper(), #("abc" .. "de"), -("1" .. "2"), not ("a" .. "b")) -- expect: AB	5	-12	false
print("a" .. "b" == "ab", "a" .. "b" < "b", "x" .. (1 + 2) .. "y", "n" .. -1) -- expect: true	true	x3y	n-1
local function join(...)
  local text = ""
  for i = 1, select("#", ...) do text = text .. tostring((select(i, ...))) .. ";" end
  return text
end
print(join(1, nil, "a" .. "b", 2.5 .. "", true)) -- expect: 1;nil;ab;2.5;true;
local i = 1
local v = "v" .. i .. (i > 0 and "+" or "-") .. i * 2 .. i // 1
print(v) -- expect: v1+21
