-- Malformed patterns are errors when the matcher reaches them.
local function check(subject, pattern)
  local ok, message = pcall(string.find, subject, pattern)
  print(pattern, ok and "accepted" or message)
end
check("a", "[a") -- expect: [a	malformed pattern (missing ']')
check("a", "[]") -- expect: []	malformed pattern (missing ']')
check("a", "[^]") -- expect: [^]	malformed pattern (missing ']')
check("a", "[a-") -- expect: [a-	malformed pattern (missing ']')
check("a", "[a%") -- expect: [a%	malformed pattern (missing ']')
check("a", "[%") -- expect: [%	malformed pattern (missing ']')
check("a", "%") -- expect: %	malformed pattern (ends with '%')
check("a", "a%") -- expect: a%	malformed pattern (ends with '%')
check("a", "(a") -- expect: (a	unfinished capture
check("a", "a)") -- expect: a)	accepted
check("a", "(a))") -- expect: (a))	invalid pattern capture
check("a", "(()") -- expect: (()	unfinished capture
check("a", ")") -- expect: )	accepted
check("a", "(") -- expect: (	unfinished capture
check("a", "%b") -- expect: %b	malformed pattern (missing arguments to '%b')
check("a", "%f") -- expect: %f	missing '[' after '%f' in pattern
check("a", "(a)%3") -- expect: (a)%3	invalid capture index %3
-- A mistake that is never reached goes unnoticed.
check("b", "a%") -- expect: a%	accepted
check("b", "^a(") -- expect: ^a(	accepted
check("x", "x*)") -- expect: x*)	invalid pattern capture
local captures = ("()"):rep(33)
print(select(2, pcall(string.find, "a", captures))) -- expect: too many captures
print(#{ ("a"):find(("()"):rep(32)) }) -- expect: 34
check("a", "%z%w%") -- expect: %z%w%	accepted
check("a", "[[:alpha:]]") -- expect: [[:alpha:]]	accepted
check("a", "%q") -- expect: %q	accepted
check("q", "%q") -- expect: %q	accepted
