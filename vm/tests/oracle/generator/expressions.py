"""Expressions, each of a kind that is known while the program is written."""

from . import literals
from .context import SCALARS


class Expressions:
    """Writes expressions for a program; none of them raises an error."""

    def __init__(self, context):
        self.context = context
        self.makers = {
            "int": self.int_, "float": self.float_, "str": self.str_, "bool": self.bool_,
            "ints": self.ints, "strs": self.strs, "object": self.object_,
        }

    def of(self, kind: str) -> str:
        """An expression of this kind; deep ones end in variables and literals."""
        context = self.context
        context.depth += 1
        try:
            limit = 2 + (context.seed % 3)
            if context.depth > limit or context.chance(0.15 * context.depth):
                return self.leaf(kind)
            return self.makers[kind]()
        finally:
            context.depth -= 1

    def scalar(self) -> str:
        """An expression of any kind that prints the same everywhere."""
        return self.of(self.context.pick(SCALARS))

    def text_source(self, kinds) -> str:
        """An expression of one of the kinds, to be made text of: the sign of a nan is an accident of each build of the
        reference, and must not get into strings that the program goes on with."""
        kind = self.context.pick(kinds)
        may_be_nan = kind == "float" or kind == "int" and not self.context.dialect.integers
        return f"plain({self.of(kind)})" if may_be_nan else self.of(kind)

    def leaf(self, kind: str) -> str:
        """A variable, or else the simplest value of the kind."""
        context = self.context
        variables = context.visible(kind)
        if variables and context.chance(0.75):
            return context.pick(variables[-6:]).name
        if kind == "int":
            return literals.integer(context)
        if kind == "float":
            return literals.floating(context)
        if kind == "str":
            return literals.string(context)
        if kind == "bool":
            return context.pick(["true", "false"])
        if kind == "object":
            return f"Point.new({literals.integer(context)}, {literals.small(context)})"
        item = literals.integer if kind == "ints" else literals.string
        return "{" + ", ".join(item(context) for _ in range(context.between(0, 4))) + "}"

    def call(self, kind: str):
        """A call of one of the program's own functions, or none if there is none."""
        context = self.context
        functions = context.callable(kind)
        if not functions:
            return None
        function = context.pick(functions)
        context.charge(function.cost)
        return f"{function.name}({', '.join(self.of(kind) for kind in function.parameters)})"

    def either(self, kind: str) -> str:
        """One of two values by a condition, in one of the usual spellings."""
        of = self.of
        if kind == "bool":
            return f"({of('bool')} {self.context.pick(['and', 'or'])} {of('bool')})"
        if self.context.chance(0.3):
            return f"({of(kind)} or {of(kind)})"
        return f"({of('bool')} and {of(kind)} or {of(kind)})"

    def choose(self, kind: str, table) -> str:
        """Calls one of the program's functions, or takes a template from the table."""
        made = self.call(kind) if self.context.chance(0.3) else None
        if made:
            return made
        if self.context.chance(0.1):
            return self.either(kind)
        return self.context.weighted(table)()

    # Numbers.

    def int_(self) -> str:
        of, context, lit = self.of, self.context, lambda: literals.small(self.context)
        variables = context.visible("object")
        table = [
            (8, lambda: f"({of('int')} {context.pick(['+', '-', '*'])} {of('int')})"),
            (3, lambda: f"({of('int')} {context.operator('//', '%')} {context.pick(['2', '-3', '7', '10', '-1', '256'])})"),
            (1, lambda: f"({context.operator('-', '~')} {of('int')})"),
            (2, lambda: f"(#{self.named('str')})"),
            (2, lambda: f"(#{self.named('ints')})"),
            (3, lambda: f"({self.named('ints')}[{lit()}] or {of('int')})"),
            (1, lambda: f"(math.tointeger({of('float')}) or {of('int')})"),
            (1, lambda: f"(string.byte({of('str')}, {lit()}) or 0)"),
            (1, lambda: f"select('#', {of('int')}, {of('str')})"),
            (1, lambda: f"(math.tointeger(tonumber({of('str')})) or {of('int')})"),
            (1, lambda: f"math.{context.pick(['max', 'min'])}({of('int')}, {of('int')})"),
            (1, lambda: f"(string.find({of('str')}, {context.pick_known(literals.PATTERNS)}) or -1)"),
            (1, lambda: f"(utf8.len({of('str')}) or -1)"),
            (1, lambda: f"(function(a, b) return a {context.pick(['+', '-', '*'])} b end)({of('int')}, {of('int')})"),
            (1, lambda: f"math.abs({of('int')})"),
            (1, lambda: f"select(2, string.gsub({of('str')}, {context.pick_known(literals.PATTERNS)}, 'x'))"),
            (1, lambda: f"('{context.between(0, 99)}' + {of('int')})"),
        ]
        if context.dialect.integers:
            table += [
                (3, lambda: f"({of('int')} {context.pick(['&', '|', '~', '<<', '>>'])} {of('int')})"),
                (1, lambda: f"string.unpack('<i4', string.pack('<i4', {context.between(-1000, 1000)}))"),
            ]
        if variables:
            point = context.pick(variables).name
            table += [(2, lambda: f"{point}.x"), (2, lambda: f"{point}:sum()"), (1, lambda: f"(#{point})")]
        return self.choose("int", table)

    def float_(self) -> str:
        of, context = self.of, self.context
        number = lambda: of(context.pick(["int", "float"]))
        return self.choose("float", [
            (6, lambda: f"({of('float')} {context.pick(['+', '-', '*', '/'])} {number()})"),
            (2, lambda: f"({number()} / {number()})"),
            (2, lambda: f"({of('float')} {context.operator('//', '%')} {number()})"),
            (1, lambda: f"({number()} ^ {context.pick(['2', '0.5', '3', '-1', '0'])})"),
            (1, lambda: f"(- {of('float')})"),
            (1, lambda: f"math.sqrt({number()})"),
            (1, lambda: f"({of('int')} + 0.0)"),
            (1, lambda: f"(math.floor({of('float')}) + 0.0)"),
            (1, lambda: f"(math.ceil({of('float')}) + 0.0)"),
            (1, lambda: f"math.fmod({of('float')}, {context.pick(['2.0', '-3.0', '0.75'])})"),
            (1, lambda: f"(select(2, math.modf({of('float')})))"),
            (1, lambda: f"math.{context.pick(['max', 'min'])}({of('float')}, {of('float')})"),
            (1, lambda: f"math.abs({of('float')})"),
            (1, lambda: f"((tonumber({of('str')}) or 0.5) + 0.0)"),
        ])

    # Strings.

    def named(self, kind: str) -> str:
        """An expression of a kind that may be indexed, called on and measured without parentheses."""
        variables = self.context.visible(kind)
        return self.context.pick(variables).name if variables else f"({self.of(kind)})"

    def formatted(self) -> str:
        """A call of string.format with an argument for each directive."""
        of, context = self.of, self.context
        formats, arguments = [], []
        for _ in range(context.between(1, 3)):
            kind = context.pick(["int", "float", "str"])
            if kind == "int":
                formats.append(context.pick(literals.INTEGER_FORMATS))
                arguments.append(f"whole({of('int')})")
            elif kind == "float":
                formats.append(context.pick_known(literals.FLOAT_FORMATS))
                arguments.append(self.text_source(["float"]))
            else:
                formats.append(context.pick(["%s", "%10s|", "%q"]))
                arguments.append(f"(string.gsub({of('str')}, '\\0', '0'))")
        return f"string.format('{' '.join(formats)}', {', '.join(arguments)})"

    def str_(self) -> str:
        of, context, lit = self.of, self.context, lambda: literals.small(self.context)
        pattern = lambda: context.pick_known(literals.PATTERNS)
        return self.choose("str", [
            (6, lambda: f"({of('str')} .. {self.text_source(['str', 'int', 'float'])})"),
            (2, lambda: f"({of('str')} .. {self.text_source(['int'])} .. {of('str')})"),
            (3, lambda: f"string.sub({of('str')}, {lit()}, {lit()})"),
            (1, lambda: f"{self.named('str')}:{context.pick(['upper', 'lower', 'reverse'])}()"),
            (1, lambda: f"string.rep(string.sub({of('str')}, 1, 9), {context.between(-1, 3)}, {context.pick(['nil', literals.string(context)])})"),
            (2, self.formatted),
            (2, lambda: f"tostring({self.text_source(SCALARS)})"),
            (1, lambda: f"table.concat({self.of(context.pick(['ints', 'strs']))}, {context.pick(['nil', literals.string(context)])})"),
            (2, lambda: f"(string.gsub({of('str')}, {pattern()}, {context.pick(literals.REPLACEMENTS)}))"),
            (1, lambda: f"(string.gsub({of('str')}, {pattern()}, function(a, b) return b or {context.pick(['nil', 'false', 'tostring(a)', 'a'])} end))"),
            (1, lambda: f"(string.gsub({of('str')}, {pattern()}, {{a = '1', l = 'L', o = false, [1] = 'one'}}))"),
            (1, lambda: f"tostring(string.match({of('str')}, {pattern()}))"),
            (1, lambda: f"string.char({context.between(32, 126)}, {context.between(0, 255)})"),
            (1, lambda: f"type({of(context.pick(list(self.makers)))})"),
            (1, lambda: f"tostring(math.type({of(context.pick(['int', 'float', 'str']))}))"),
            (1, lambda: f"utf8.char({context.between(32, 255)}, {context.between(256, 0x10FFFF)})"),
            (1, lambda: f"tostring({of('object')})"),
        ])

    # Truth.

    def bool_(self) -> str:
        of, context = self.of, self.context
        number = lambda: of(context.pick(["int", "float"]))
        order = lambda: context.pick(["<", "<=", ">", ">="])
        return self.choose("bool", [
            (6, lambda: f"({number()} {order()} {number()})"),
            (2, lambda: f"({of('str')} {order()} {of('str')})"),
            (3, lambda: f"({number()} {context.pick(['==', '~='])} {number()})"),
            (1, lambda: f"({of('str')} {context.pick(['==', '~='])} {of('str')})"),
            (1, lambda: f"({self.scalar()} {context.pick(['==', '~='])} {self.scalar()})"),
            (2, lambda: f"not {of(context.pick(['bool', 'str', 'int']))}"),
            (2, lambda: f"({of('bool')} {context.pick(['and', 'or'])} {of('bool')})"),
            (1, lambda: f"(type({self.scalar()}) == '{context.pick(['number', 'string'])}')"),
            (1, lambda: f"math.ult({of('int')}, {of('int')})"),
            (1, lambda: f"rawequal({self.scalar()}, {self.scalar()})"),
            (1, lambda: f"({of('object')} {context.pick(['==', '<', '<=', '~='])} {of('object')})"),
            (1, lambda: f"({number()} {order()} {context.pick(['0', '1', '-1', '3.5', '100', 'math.huge'])})"),
        ])

    # Tables.

    def sequence(self, kind: str) -> str:
        """A constructor of a sequence, its end perhaps the values of a call."""
        items = [self.of(kind) for _ in range(self.context.between(0, 5))]
        if self.context.chance(0.2):
            items.append(f"table.unpack({{{self.of(kind)}, {self.of(kind)}}})")
        separator = self.context.pick([", ", "; "])
        return "{" + separator.join(items) + "}"

    def ints(self) -> str:
        of, context, lit = self.of, self.context, lambda: literals.small(self.context)
        return self.choose("ints", [
            (5, lambda: self.sequence("int")),
            (1, lambda: f"{{table.unpack({{{of('int')}, {of('int')}, {of('int')}}}, 1, {context.between(0, 3)})}}"),
            (1, lambda: f"table.move({of('ints')}, 1, 2, 1, {{7, 8}})"),
            (1, lambda: f"sorted({of('ints')})"),
            (1, lambda: f"range({lit()}, {context.between(0, 12)}, {context.pick(['1', '2', '3'])})"),
            (1, lambda: f"{{string.byte(string.sub({of('str')}, 1, 6), 1, -1)}}"),
        ])

    def strs(self) -> str:
        of, context = self.of, self.context
        return self.choose("strs", [
            (5, lambda: self.sequence("str")),
            (1, lambda: f"split({of('str')}, {context.pick_known(literals.PATTERNS[:6])})"),
            (1, lambda: f"sorted({of('strs')})"),
        ])

    def object_(self) -> str:
        of, context = self.of, self.context
        return self.choose("object", [
            (3, lambda: f"Point.new({of('int')}, {of('int')})"),
            (2, lambda: f"({of('object')} {context.pick(['+', '-', '*'])} {of('object')})"),
            (1, lambda: f"({of('object')} {context.operator('+', '*', '//', '%', '&', '<<')} {of('int')})"),
            (1, lambda: f"({context.operator('-', '~')} {of('object')})"),
            (1, lambda: f"{self.named('object')}({of('int')})"),
            (1, lambda: f"{self.named('object')}:moved({of('int')})"),
        ])
