global print, type
global <const> limit
global counter = 0
global function step(n)
  counter = counter + n
  return counter
end
do
  global *
  other = print
end
global a, b = 1, 2
