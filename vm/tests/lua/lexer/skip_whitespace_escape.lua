-- The escape \z skips the white space that follows it, line breaks included.
print("one \z
       two \z   three") -- expect: one two three
print("a\z

  b" == "ab", #"\z   ", "x\z") -- expect: true	0	x
print("tab:\z	end") -- expect: tab:end
-- White space that is itself escaped is not skipped.
print(("\z \32x"):byte(1, -1)) -- expect: 32	120
-- Line breaks that are skipped still count for line numbers.
print(select(2, load("local s = 'a\\z\n\n\nb'; !", "=chunk"))) -- expect: chunk:4: unexpected symbol near '!'
