-- Classes, instances and inheritance built from metatables.
local Animal = {}
Animal.__index = Animal
function Animal.new(name) return setmetatable({ name = name }, Animal) end
function Animal:speak() return self.name .. " makes " .. self:sound() end
function Animal:sound() return "a sound" end
Animal.__tostring = function(self) return "Animal " .. self.name end
local Dog = setmetatable({}, { __index = Animal, __call = function(class, ...) return class.new(...) end })
Dog.__index = Dog
Dog.__tostring = Animal.__tostring
function Dog.new(name) local self = Animal.new(name) return setmetatable(self, Dog) end
function Dog:sound() return "a bark" end
function Dog:speak() return Animal.speak(self) .. "!" end
local generic, rex = Animal.new "Thing", Dog "Rex"
print(generic:speak(), rex:speak(), tostring(rex)) -- expect: Thing makes a sound	Rex makes a bark!	Animal Rex
print(rex.sound == Dog.sound, rex.new == Dog.new, getmetatable(rex) == Dog, rawget(rex, "speak"))
-- expect: true	true	true	nil
local Puppy = setmetatable({}, { __index = Dog })
Puppy.__index = Puppy
local p = setmetatable({ name = "Pip" }, Puppy)
print(p:speak(), tostring(p):match "^table:" ~= nil) -- expect: Pip makes a bark!	true
function Puppy:sound() return "a yip" end
print(p:speak()) -- expect: Pip makes a yip!
Animal.legs = 4
print(p.legs, rex.legs, rawget(Dog, "legs")) -- expect: 4	4	nil
-- Multiple inheritance by searching.
local function inherit(...)
  local parents = { ... }
  local class = {}
  class.__index = class
  local function search(_, k)
    for _, parent in ipairs(parents) do
      local v = parent[k]
      if v ~= nil then return v end
    end
  end
  return setmetatable(class, { __index = search })
end
local Swims = { swim = function() return "swims" end, move = function() return "by water" end }
local Flies = { fly = function() return "flies" end, move = function() return "by air" end }
local duck = setmetatable({}, inherit(Swims, Flies))
print(duck.swim(), duck.fly(), duck.move(), duck.walk) -- expect: swims	flies	by water	nil
local function is_a(object, class)
  local mt = getmetatable(object)
  while mt do
    if mt == class then return true end
    local parent = getmetatable(mt)
    mt = parent and parent.__index
  end
  return false
end
print(is_a(p, Puppy), is_a(p, Animal), is_a(generic, Dog)) -- expect: true	true	false
