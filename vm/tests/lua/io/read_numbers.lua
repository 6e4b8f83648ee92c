-- The format "n" reads a numeral in any notation and leaves the rest.
local name = os.tmpname()
local function numbers(content)
  local out = assert(io.open(name, "wb"))
  out:write(content)
  out:close()
  local file <close> = assert(io.open(name, "rb"))
  local found = {}
  while true do
    local n = file:read "n"
    if not n then break end
    found[#found + 1] = tostring(n)
  end
  print("[" .. table.concat(found, " ") .. "]", "rest <" .. (file:read "a"):gsub("\n", "/") .. ">")
end
numbers "1 2 3" -- expect: [1 2 3]	rest <>
numbers "  -5\n\t+7 0x10 0XfF 1e3 .5 5. 1.5e-2" -- expect: [-5 7 16 255 1000.0 0.5 5.0 0.015]	rest <>
numbers "12abc" -- expect: [12]	rest <abc>
numbers "1,2" -- expect: [1]	rest <,2>
numbers "0x 1" -- expect: []	rest < 1>
numbers "1e+ 2" -- expect: []	rest < 2>
numbers "- 5" -- expect: []	rest < 5>
numbers "9223372036854775807 9223372036854775808" -- expect: [9223372036854775807 9.2233720368547758e+18]	rest <>
numbers "0x1p4 0x.8 0xA.8p-1" -- expect: [16.0 0.5 5.25]	rest <>
numbers "nan inf" -- expect: []	rest <nan inf>
numbers "1.2.3" -- expect: [1.2 0.3]	rest <>
numbers "--1" -- expect: []	rest <-1>
numbers(("1"):rep(199) .. " 7") -- expect: [1.1111111111111111e+198 7]	rest <>
numbers(("1"):rep(201) .. " 7") -- expect: []	rest <1 7>
numbers "007 -0 -0.0" -- expect: [7 0 -0.0]	rest <>
os.remove(name)
