-- Template expansion and escaping by gsub with functions and tables
local N = tonumber((...)) or 30000
local template = "Dear ${name}, your order ${id} of ${count} items (${total} EUR) ships on ${date}. <b>&amp;</b>\n"
local escapes = { ["<"] = "&lt;", [">"] = "&gt;", ["&"] = "&amp;" }
local length, calls = 0, 0
for i = 1, N do
  local fields = { name = "Customer" .. i, id = i, count = i % 9 + 1, total = i * 1.25, date = "2020-01-" .. (i % 28 + 1) }
  local text = template:gsub("%${(%w+)}", function(field) calls = calls + 1; return tostring(fields[field]) end)
  text = text:gsub("[<>&]", escapes)
  text = text:gsub("%d+", function(digits) return #digits > 3 and digits or nil end)
  text = text:gsub("(%a+) (%a+)", "%2 %1")
  length = length + #text
end
print(length, calls)
