local function open() end
do
  local a <close> = open()
  local b <const>, c <close> = 1, open()
  if a then goto out end
  a.x = b
end
::out::
for i = 1, 3 do
  local h <close> = open()
  if i == 2 then break end
  if i == 3 then return h, i end
end
