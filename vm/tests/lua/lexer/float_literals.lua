-- A point or an exponent makes a float, in decimal and in hexadecimal.
print(3.0, 3., .5, 0.5e1, 5e-1, 1E+2) -- expect: 3.0	3.0	0.5	5.0	0.5	100.0
print(3e0, math.type(3e0), 1e15, 1e16, 1e100) -- expect: 3.0	float	1e+15	1e+16	1e+100
print(0x1p4, 0x.8, 0xA.8p0, 0x1P-1, 0x.1p+4, 0xap1) -- expect: 16.0	0.5	10.5	0.5	1.0	20.0
print(0x1.8, 0x10.1, 0x1.999999999999ap-4) -- expect: 1.5	16.0625	0.1
print(1e308, 1e309, -1e309, 1e-320, 1e-400) -- expect: 1e+308	inf	-inf	9.99988867182683e-321	0.0
print(0x1p1023, 0x1p1024, 0x1p-1074, 0x1p-1075) -- expect: 8.98846567431158e+307	inf	4.94065645841247e-324	0.0
print(0.1, 0.1 + 0.2, 1 / 3, 123456.789e3) -- expect: 0.1	0.30000000000000004	0.33333333333333331	123456789.0
print(1e1000 == math.huge, 0x1p99999 == math.huge) -- expect: true	true
print(2^53, 2^63, 1e15 + 0.5) -- expect: 9007199254740992.0	9.2233720368547758e+18	1000000000000000.5
print(3.14159265358979, 0.1e-6, 1e-7 * 1e7) -- expect: 3.14159265358979	1e-07	1.0
