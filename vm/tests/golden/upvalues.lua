local object, list, key = {}, {}, "k"
local function use()
  object.field = list[1]
  list[key] = object.field
  object = list[key]
  key = nil
  return object.a.b, list[use()]
end
