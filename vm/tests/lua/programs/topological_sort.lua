-- Build order of a dependency graph, with cycle detection, levels and change propagation.
local function sort(graph)
  local order, state, path = {}, {}, {}
  local names = {}
  for name in pairs(graph) do names[#names + 1] = name end
  table.sort(names)
  local function visit(name)
    if state[name] == "done" then return end
    path[#path + 1] = name
    if state[name] == "active" then
      local start = 1
      while path[start] ~= name do start = start + 1 end
      error({ cycle = table.concat(path, " -> ", start) })
    end
    state[name] = "active"
    for _, dependency in ipairs(graph[name] or error({ missing = name, from = path[#path - 1] })) do visit(dependency) end
    state[name] = "done"
    path[#path] = nil
    order[#order + 1] = name
  end
  for _, name in ipairs(names) do visit(name) end
  return order
end
local graph = {
  app = { "ui", "net", "log" }, ui = { "draw", "log" }, net = { "socket", "log" }, draw = { "math" },
  socket = {}, log = { "text" }, text = {}, math = {},
}
local order = sort(graph)
print(table.concat(order, " ")) -- expect: math draw text log ui socket net app
local position = {}
for i, name in ipairs(order) do position[name] = i end
for name, dependencies in pairs(graph) do for _, d in ipairs(dependencies) do assert(position[d] < position[name]) end end
local function levels(g)
  local level, rows = {}, {}
  for _, name in ipairs(sort(g)) do
    level[name] = 1
    for _, d in ipairs(g[name]) do level[name] = math.max(level[name], level[d] + 1) end
    local row = rows[level[name]] or {}
    rows[level[name]] = row
    row[#row + 1] = name
  end
  return rows
end
for i, row in ipairs(levels(graph)) do
  table.sort(row)
  print(i, table.concat(row, " "))
end
-- expect: 1	math socket text
-- expect: 2	draw log
-- expect: 3	net ui
-- expect: 4	app
local function affected(g, changed)
  local users, seen = {}, { [changed] = true }
  for name, ds in pairs(g) do for _, d in ipairs(ds) do users[d] = users[d] or {} table.insert(users[d], name) end end
  local queue, i = { changed }, 1
  while queue[i] do
    for _, user in ipairs(users[queue[i]] or {}) do if not seen[user] then seen[user] = true queue[#queue + 1] = user end end
    i = i + 1
  end
  local list = {}
  for _, name in ipairs(sort(g)) do if seen[name] then list[#list + 1] = name end end
  return table.concat(list, " ")
end
print(affected(graph, "text")) -- expect: text log ui net app
print(affected(graph, "math")) -- expect: math draw ui app
graph.text = { "ui" }
print(select(2, pcall(sort, graph)).cycle) -- expect: ui -> log -> text -> ui
graph.text = { "encoding" }
local e = select(2, pcall(sort, graph))
print(e.missing, e.from) -- expect: encoding	text
graph.text = { "text" }
print(select(2, pcall(sort, graph)).cycle) -- expect: text -> text
