-- string.gmatch iterates over all matches from left to right.
for w in ("one two  three"):gmatch "%a+" do io.write("[", w, "]") end
print() -- expect: [one][two][three]
for k, v in ("a=1, b=2,c=3"):gmatch "(%w+)=(%w+)" do io.write(k, "->", v, " ") end
print("pairs") -- expect: a->1 b->2 c->3 pairs
for p in ("abc"):gmatch "()" do io.write(p, " ") end
print("positions") -- expect: 1 2 3 4 positions
local empty = {}
for m in ("aXb"):gmatch "%l*" do empty[#empty + 1] = "<" .. m .. ">" end
print(table.concat(empty)) -- expect: <a><b>
local n = 0
for _ in (""):gmatch "" do n = n + 1 end
for _ in (""):gmatch "x" do n = n + 10 end
for _ in ("abc"):gmatch "" do n = n + 100 end
print(n) -- expect: 401
-- With a start position, from either end.
for w in ("hello world"):gmatch("%a+", 7) do print(w) end -- expect: world
for w in ("hello world"):gmatch("%a+", -3) do print(w) end -- expect: rld
for w in ("hello"):gmatch("l", 100) do print("never", w) end
for w in ("abc"):gmatch("%a", -100) do io.write(w, ".") end
print() -- expect: a.b.c.
-- The iterator is a function that can be called on its own.
local next_word = ("x y"):gmatch "%a"
print(next_word(), next_word(), next_word(), next_word()) -- expect: x	y	nil
-- Two iterations over the same string are independent.
for a in ("12"):gmatch "%d" do for b in ("ab"):gmatch "%a" do io.write(a, b, " ") end end
print("nested") -- expect: 1a 1b 2a 2b nested
local function message(...)
  local ok, text = pcall(...)
  return ok and "no error" or text
end
print(message(string.gmatch, "x")) -- expect: bad argument #2 to 'string.gmatch' (string expected, got no value)
print(message(string.gmatch, {}, "x")) -- expect: bad argument #1 to 'string.gmatch' (string expected, got table)
print(message(function() for _ in ("a"):gmatch "(a" do end end):gsub("^[^:]+:%d+: ", ""))
-- expect: unfinished capture	1
