"""Statements that go wrong, under `pcall`, so that the texts of errors are compared too."""

import re

from . import literals
from .context import SCALARS

WRONG = [
    "nil", "true", "{}", "'abc'", "print", "1.5", "coroutine.create(print)", "-1", "''", "math.huge", "'12'", "2^53",
    "math.mininteger",
]

OPERATORS = ["+", "-", "*", "/", "//", "%", "^", "&", "|", "~", "<<", ">>", "..", "<", "<=", ">", "=="]

# {w} is a value that rarely fits, {d} the same but not nil, {n} an integer, {s} a string, {p} a pattern, {v} a variable.
BODIES = [
    "return {w} {o} {w}", "local a, b = {w}, {w} return a {o} b", "local a = {w} return a {o} {n}",
    "local t = {{}} t.x = {w} return t.x {o} {n}", "local t = {{}} return t.x.y", "local t return t.x",
    "local t = {{}} t.x.y = 1", "return undefined.x", "undefined()", "undefined.x = {n}", "return ({w}).field",
    "local a = {w} a.field = 1", "local a = {w} return a.b.c", "local a = {w} a[nil] = 1", "local t = {{}} t[0/0] = 1",
    "return -{w}", "return ~{w}", "return #{w}", "local a = {w} return -a", "local a = {w} return #a",
    "local t = {{}} t:method()", "local s = {s} return s:nomethod()", "({w})()", "local f = {w} f(1)",
    "local t = {{ f = {w} }} return t.f(1)", "return string.rep('x', -1)", "return ('x'):rep(1 << 62, 'yy')",
    "return {n} // 0", "return {n} % 0", "return 1 // 0.0, 1 % 0.0", "return {n} << 1.5", "return '1.5' | 1",
    "return 2^63 | 0", "return 'abc' + 1", "return '10' + 1, '0x10' * 2, 10 .. 20",
    "for i = {w}, 3 do show(i) break end", "for i = 1, {w} do break end", "for i = 1, 3, {w} do break end",
    "for i = 1, 2, 0 do end", "for k in {w} do end", "for k, v in pairs({w}) do end",
    "error({w})", "error({s}, {n} % 4)", "error()", "error({{ code = {n} }})", "error(setmetatable({{ x = 1, y = {n} }}, Point))",
    "assert(false)", "assert(nil, {s})", "assert(false, {w})", "assert({n}, {s})",
    "return setmetatable({w}, {w})", "return getmetatable({w})", "return rawset({w}, 1, 2)", "return rawlen({w})",
    "return rawget({w}, {w})", "return select({w}, 1, 2)", "return select({n} % 5 - 2, 1, 2)",
    "return tonumber({w}, {w})", "return tonumber({s}, {n} % 40)", "return tostring()", "return type()",
    "return math.floor({w})", "return math.tointeger({w})", "return math.random(0, -1)", "return math.fmod({w}, {w})",
    "return math.fmod({n}, 0)", "return math.abs({w})", "return math.max()", "return math.ult({w}, 1)",
    "return string.sub({w})", "return string.char({n})", "return string.format('%d', {w})", "return string.byte({w})",
    "return string.format('%y', 1)", "return string.format('%d')", "return string.format('%d', 1.5)",
    "return string.format('%10.123f', 1)", "return string.format('%c%s', 65, {w})", "return ({s}):find({bad})",
    "return string.gsub({s}, {p}, {w})", "return string.gsub({s}, {p}, '%2')", "return string.gsub('x', 'x', '%')",
    "return string.gmatch({w}, {w})", "return string.unpack('i4', 'abc')", "return string.pack('i17', 1)",
    "return string.pack('i1', 300)", "return string.pack('z', 'a\\0b')", "return string.unpack('s1', '\\5ab')",
    "return table.concat({{ 1, {d}, 3 }})", "return table.insert({{ 1 }}, 5, 2)", "return table.insert({w}, 1)",
    "return table.insert({{}}, 1, 2, 3)", "return table.remove({{ 1, 2 }}, 7)", "return table.unpack({w})",
    "return table.unpack({{}}, 1, 1e8)", "return table.sort({{ 3, {d}, 1 }})", "return table.move({{}}, 1, {n} % 9, {w})",
    "return table.sort({{ 1, 2, 3, 4, 5 }}, function(a, b) return true end)", "return table.create({w})",
    "return utf8.codepoint({s}, 1, -1)", "return utf8.char({n})", "return utf8.len({s}, {n})", "return utf8.offset({s}, {n})",
    "return coroutine.resume({w})", "return coroutine.wrap({w})", "return coroutine.yield({n})",
    "local c = coroutine.wrap(function() error({s}) end) return c()", "return coroutine.status({w})",
    "local c = coroutine.wrap(function() end) c() return c()", "return coroutine.close({w})",
    "return next({{}}, 1)", "return next({w})", "return ipairs()", "return load({w})", "return load('return {n}', {w})()",
    "return string.rep({s}, {n} % 3, {w})", "local t = setmetatable({{}}, {{ __index = {w} }}) return t.x",
    "local t = setmetatable({{}}, {{ __newindex = {w} }}) t.x = 1", "local t = setmetatable({{}}, {{ __call = {w} }}) t()",
    "local t = setmetatable({{}}, {{ __metatable = {s} }}) setmetatable(t, {{}})", "return Point + {w}", "return {v} .. {w}",
    "return Point.new({w}, 1) + 1", "return Point.new(1, 2) < {w}", "return tostring(setmetatable({{}}, {{ __tostring = {w} }}))",
    "return tostring(setmetatable({{}}, {{ __name = {s} }})):sub(1, 3)", "local x <close> = {w}", "return require({w})",
    "return (function(...) return ... end)({w}, {w})", "return os.time({{ year = {w} }})", "return os.date('%Ez', 0)",
    "return io.open('/nonexistent/file')", "return io.lines('/nonexistent/file')", "return os.getenv({w})",
    "local a <const> = {n} return a.b", "return tostring(debug.traceback({w})):match('^[^\\n]*')",
    "local function f(n) if n == 0 then error({s}, 2) end return (f(n - 1)) end f({n} % 4)", "goto_ = {w} goto_.x = 1",
    "return table.concat({{}}, {w}, {w})", "return collectgarbage({s})", "local a = {w} return debug.getinfo(not tonumber(a) and a)", "return debug.getinfo(1, 'X')",
]

OVERFLOW = "local function f() return f() + 1 end return f()"

SNIPPETS = [
    "local a <const>, b <close> = 1, nil; c = a", "for i = 1, 10 do local x = i * 2 end", "while x < 3 do break end",
    "repeat local y = f(x) until y > 3", "function t.a.b:c(x, ...) return self, x, ... end", "goto done ::done::",
    "if a then return 1 elseif b then return 2 else return 3 end", "local t = {1, 2; x = 3, [4] = 5, f(),}",
    "return function(a, b, ...) local c = a .. b; return c, #c, -c, not c end", "x.y['z'].w, v = v, x", "f{1}'s'[[l]]:m()",
    "for k, v in pairs(t) do t[k] = nil end", "local s = 'a\\n\\x41\\u{41}\\z  b' .. \"q\\\"\" .. [==[ ]] ]==]",
    "return a or b and c < d .. e + f * -g ^ h // 2 % 3 << 1 & 2 ~ 3 | 4 >= 5 ~= 6 == 7",
    "return 0x.1p4, 1e+3, .5, 3., 0xA, 1//2, 'x' --[[c]] --[=[d]=]",
    "function f(...t) return t.n, t[1] end", "local function r() return r() end return (r())", "do local a = 1 end; ; ;",
]

# They stay whole: of a wrong use of a variable and a syntax error behind it, either may be reported.
DECLARATIONS = [
    "local a <const>, b <close> = 1, nil; a = 2", "global x <const>, y; x = 1", "global x; x, y = 1", "global; y = 1",
    "global *; y = 1; global function g() end", "global <const> *; y = 1", "global x, *", "global x <close>",
]

INSERTS = [
    "end", "do", "then", "=", "==", "local", "return", "(", ")", "{", "}", "[", "]", ",", ";", ":", "::", "..", "...",
    "function", "nil", "1", "'s'", "x", "goto", "break", "<const>", "<close>", "~", "#", "@", "'open", "[[open", "0x",
    "1..2", "3x", "'\\q'", "'\\300'", "'\\u{110000000}'", "and", "not", "in", "until", "else", "global", "--[[",
]

TOKEN = re.compile(r"\s+|\w+|'(?:\\.|[^'])*'|\"(?:\\.|[^\"])*\"|\[\[.*?\]\]|[^\w\s]")


class Faults:
    """Writes statements that compare how things fail."""

    def __init__(self, context, expressions):
        self.context = context
        self.expressions = expressions

    def wrong(self) -> str:
        """A value that is rarely right where it stands."""
        context = self.context
        if context.chance(0.3):
            return f"({self.expressions.text_source(SCALARS)})"
        value = context.pick(WRONG)
        return f"({value})" if value[0] in "'{-" else value

    def wrong_value(self) -> str:
        """As `wrong`, but not nil."""
        value = self.wrong()
        return "{}" if value == "nil" else value

    def body(self) -> str:
        """The text of a function body that probably fails."""
        context = self.context
        # Filling the whole stack takes long, so a program does it once, outside loops and functions.
        costly = len(context.bodies) == 1 and context.body.multiplier == 1 and context.chance(0.01)
        text = OVERFLOW if costly else context.pick_known(BODIES)
        fill = {
            "w": self.wrong, "d": self.wrong_value, "n": lambda: literals.integer(context), "s": lambda: literals.string(context),
            "p": lambda: context.pick_known(literals.PATTERNS), "o": lambda: context.operator(*OPERATORS),
            "bad": lambda: context.pick_known(literals.BAD_PATTERNS),
            "v": lambda: self.expressions.leaf(context.pick(["int", "str", "ints"])),
        }
        text = re.sub(r"(?<!\{)\{(\w+)\}(?!\})", lambda match: fill[match[1]](), text)
        return text.replace("{{", "{").replace("}}", "}")

    def protected(self):
        """Runs a body under pcall or xpcall and prints all that comes of it."""
        context = self.context
        context.charge(4)
        body = self.body().replace("\n", "\n  ")
        if context.chance(0.2):
            handler = context.pick(["function(m) return 'handled ' .. tostring(m) end", "print", "tostring",
                                    "function(m) error('again') end", "function(m) return m, 2 end"])
            context.emit(f"show(xpcall(function() {body} end, {handler}))")
        elif context.chance(0.2):
            context.emit(f"show(select(2, coroutine.resume(coroutine.create(function() {body} end))))")
        else:
            context.emit(f"show(pcall(function() {body} end))")

    def damaged_source(self):
        """Compiles a snippet with a token taken out, put in or doubled, and prints the error."""
        context = self.context
        if context.chance(0.1):
            self.compiled(context.pick(DECLARATIONS))
            return
        tokens = TOKEN.findall(context.pick(SNIPPETS))
        for _ in range(context.weighted([(1, 0), (5, 1), (2, 2)])):
            at = context.between(0, len(tokens) - 1)
            action = context.between(1, 3)
            if action == 1:
                del tokens[at]
            elif action == 2:
                tokens.insert(at, f" {context.pick(INSERTS)} ")
            else:
                tokens.insert(at, tokens[at])
            tokens = tokens or ["x"]
        self.compiled("".join(tokens))

    def compiled(self, source):
        """Compiles a source and prints the error."""
        context = self.context
        quoted = '"' + source.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
        context.emit(f"show(select(2, load({quoted}, '={context.pick(['c', 'chunk', 'x.lua'])}')) or 'compiles')")
