local t = ...
for i = 1, 3 do
  t.a = 1 t.b = 2 t.c = 3 t.d = 4 t.e = 5 t.f = 6 t.g = 7 t.h = 8 t.i = 9 t.j = 10
  t.a = 1 t.b = 2 t.c = 3 t.d = 4 t.e = 5 t.f = 6 t.g = 7 t.h = 8 t.i = 9 t.j = 10
  t.a = 1 t.b = 2 t.c = 3 t.d = 4 t.e = 5 t.f = 6 t.g = 7 t.h = 8 t.i = 9 t.j = 10
  t.a = 1 t.b = 2 t.c = 3 t.d = 4 t.e = 5 t.f = 6 t.g = 7 t.h = 8 t.i = 9 t.j = 10
  t.a = 1 t.b = 2 t.c = 3 t.d = 4 t.e = 5 t.f = 6 t.g = 7 t.h = 8 t.i = 9 t.j = 10
  t.a = 1 t.b = 2 t.c = 3 t.d = 4 t.e = 5 t.f = 6 t.g = 7 t.h = 8 t.i = 9 t.j = 10
  t.a = 1 t.b = 2 t.c = 3 t.d = 4 t.e = 5 t.f = 6 t.g = 7 t.h = 8 t.i = 9 t.j = 10
end
