"""Statements and whole programs: the usual control structures around the expressions."""

import os

from . import literals
from .context import KINDS, SCALARS, Body, Function
from .expressions import Expressions
from .faults import Faults
from .patterns import Patterns

PRELUDE = os.path.join(os.path.dirname(__file__), "prelude.lua")


class Statements:
    """Writes the statements of one program."""

    def __init__(self, context):
        self.context = context
        self.expressions = Expressions(context)
        self.faults = Faults(context, self.expressions)
        self.patterns = Patterns(context, self.expressions, self)

    def of(self, kind: str) -> str:
        """An expression of this kind."""
        return self.expressions.of(kind)

    def whole_program(self) -> str:
        """The text of the program."""
        context = self.context
        with open(PRELUDE, encoding="utf-8") as file:
            context.lines.extend(context.dialect.known(file.read().splitlines()))
        for kind in KINDS:
            name = context.name(kind)
            context.emit(f"local {name} = {self.expressions.leaf(kind)}")
            context.declare(name, kind)
        for _ in range(context.between(6, 18)):
            self.statement()
        names = [v.name for kind in KINDS for v in context.visible(kind)][:20]
        context.emit(f"show({', '.join(names)})")
        return "\n".join(context.lines) + "\n"

    def statement(self):
        """One statement of a random kind."""
        context = self.context
        context.charge()
        deep = context.indent >= 4
        simple = [(6, self.local), (6, self.assign), (8, self.show), (2, self.assign_field)]
        simple += [(4, self.faults.protected), (2, self.faults.damaged_source)]
        nested = [
            (4, self.if_), (3, self.numeric_for), (3, self.generic_for), (2, self.while_), (2, self.repeat),
            (4, self.function), (2, self.do), (5, self.patterns.any),
        ]
        if context.dialect.knows("goto"):
            nested.append((1, self.goto))
        context.weighted(simple if deep else simple + nested)()

    def block(self, low: int = 1, high: int = 4):
        """The statements of a block that is open already."""
        for _ in range(self.context.between(low, high)):
            self.statement()

    # Variables.

    def local(self):
        """Declares one or several local variables."""
        context = self.context
        kinds = [context.pick(KINDS) for _ in range(context.weighted([(6, 1), (2, 2), (1, 3)]))]
        values = ", ".join(self.of(kind) for kind in kinds)
        names = [context.name("v") for _ in kinds]
        constant = context.dialect.attributes and len(kinds) == 1 and context.chance(0.2)
        context.emit(f"local {', '.join(names)}{' <const>' if constant else ''} = {values}")
        for name, kind in zip(names, kinds):
            context.declare(name, kind, constant)

    def new_value(self, kind: str) -> str:
        """A value for an assignment; text stays short however often a loop assigns it."""
        value = self.of(kind)
        shortened = {"str": "string.sub({}, -40)", "strs": "trimmed({})"}
        return shortened.get(kind, "{}").format(value)

    def assign(self):
        """Assigns to one or several variables."""
        context = self.context
        variables = [v for kind in KINDS for v in context.visible(kind, assignable=True)]
        if not variables:
            return self.show()
        targets = context.random.sample(variables, min(len(variables), context.weighted([(5, 1), (2, 2), (1, 3)])))
        values = ", ".join(self.new_value(target.kind) for target in targets)
        context.emit(f"{', '.join(target.name for target in targets)} = {values}")

    def assign_field(self):
        """Assigns to a field, to an element, or to a global variable."""
        context = self.context
        objects, lists = context.visible("object"), context.visible("ints")
        choice = context.between(1, 3)
        if choice == 1 and objects:
            context.emit(f"{context.pick(objects).name}.{context.pick('xy')} = {self.of('int')}")
        elif choice == 2 and lists:
            name = context.pick(lists).name
            context.emit(f"if #{name} > 0 then {name}[{context.between(1, 3)} % #{name} + 1] = {self.of('int')} end")
        else:
            name = f"Global{context.between(1, 3)}"
            context.emit(f"{name} = {self.expressions.scalar()}")
            context.emit(f"show('{name}', {name})")

    def show(self):
        """Prints some values."""
        kinds = [self.context.pick(KINDS) for _ in range(self.context.between(1, 3))]
        function = "show" if set(kinds) - set(SCALARS) else self.context.pick(["show", "print"])
        self.context.emit(f"{function}({', '.join(self.of(kind) for kind in kinds)})")

    # Control structures.

    def if_(self):
        """An `if` with perhaps more branches."""
        context = self.context
        context.emit(f"if {self.of('bool')} then")
        self.inner()
        for _ in range(context.weighted([(5, 0), (2, 1), (1, 2)])):
            context.emit(f"elseif {self.of('bool')} then")
            self.inner()
        if context.chance(0.5):
            context.emit("else")
            self.inner()
        context.emit("end")

    def inner(self, declared=()):
        """A block one level deeper, with variables of its own."""
        self.context.open()
        for name, kind in declared:
            self.context.declare(name, kind, constant=True)
        self.block()
        self.context.close()

    def loop(self, head: str, passes: int, declared=(), tail: str = "end", first=()):
        """A loop around a block; what runs inside costs `passes` times as much."""
        context = self.context
        if not context.can_afford(passes):
            return self.show()
        context.emit(head)
        body = context.body
        body.multiplier *= max(passes, 1)
        context.open()
        for line in first:
            context.emit(line)
        for name, kind in declared:
            context.declare(name, kind, constant=True)
        self.block()
        if context.chance(0.2):
            context.emit(f"if {self.of('bool')} then break end")
        if context.chance(0.1) and context.dialect.knows("goto"):
            label = context.name("continue")
            context.emit(f"if {self.of('bool')} then goto {label} end")
            self.show()
            context.emit(f"::{label}::")
        context.close()
        body.multiplier //= max(passes, 1)
        context.emit(tail)

    def numeric_for(self):
        """A `for` over numbers, with all sorts of bounds and steps that end soon."""
        context = self.context
        name, pick = context.name("i"), context.pick
        table = [
            (6, (f"{context.between(-2, 2)}, {context.between(0, 6)}", "int", 8)),
            (2, (f"{context.between(3, 9)}, {context.between(0, 3)}, -{context.between(1, 3)}", "int", 9)),
            (1, (f"1, #{self.expressions.named('ints')}", "int", 6)),
            (1, (f"{context.between(0, 2)}.0, {context.between(2, 5)}, {pick(['0.5', '1', '1.25'])}", "float", 10)),
            (1, (f"1, {pick(['3.7', '-math.huge', '0'])}", "int", 3)),
            (1, (f"1, {context.between(20, 60)}, {context.between(7, 30)}", "int", 9)),
        ]
        if context.dialect.integers and context.dialect.loops_end_at_last_integer:
            table += [
                (1, (f"math.maxinteger - {context.between(0, 3)}, math.maxinteger", "int", 4)),
                (1, (f"math.mininteger + {context.between(0, 3)}, math.mininteger, -1", "int", 4)),
                (1, (f"math.maxinteger - 1, math.huge, {context.between(1, 3)}", "int", 2)),
            ]
        bounds, kind, passes = context.weighted(table)
        self.loop(f"for {name} = {bounds} do", passes, [(name, kind)])

    def generic_for(self):
        """A `for` over pairs, matches, or an iterator of the program."""
        context = self.context
        index, item = context.name("k"), context.name("e")
        kind = context.pick(["ints", "strs"])
        element = "int" if kind == "ints" else "str"
        form = context.between(1, 4)
        if form == 1:
            return self.loop(f"for {index}, {item} in ipairs({self.of(kind)}) do", 6, [(index, "int"), (item, element)])
        if form == 2:
            pattern = context.pick(["'%w+'", "'.'", "'(%w)(%w)'", "'%d+'"])
            head = f"for {item} in string.gmatch(string.sub({self.of('str')}, 1, 12), {pattern}) do"
            return self.loop(head, 6, [(item, "str")])
        if form == 3:
            head = f"for {index}, {item} in next, {self.expressions.sequence(element)} do"
            return self.loop(head, 6, [(index, "int"), (item, element)])
        limit = context.between(1, 6)
        head = f"for {index} in function(_, last) if last < {limit} then return last + 1 end end, nil, 0 do"
        return self.loop(head, limit, [(index, "int")])

    def while_(self):
        """A `while` with a counter that ends it."""
        context = self.context
        counter, limit = context.name("n"), context.between(1, 6)
        context.emit(f"local {counter} = 0")
        head = f"while {counter} < {limit} and {self.of('bool')} do"
        self.loop(head, limit, first=[f"{counter} = {counter} + 1"])
        context.declare(counter, "int", constant=True)

    def repeat(self):
        """A `repeat` whose condition sees a variable of its block."""
        context = self.context
        counter, limit, last = context.name("n"), context.between(1, 5), context.name("last")
        context.emit(f"local {counter} = 0")
        self.loop("repeat", limit, tail=f"until {counter} >= {limit} or {self.of('bool')}",
                  first=[f"{counter} = {counter} + 1", f"local {last} = {counter} * 2"])
        context.declare(counter, "int", constant=True)

    def do(self):
        """A block, perhaps with variables to close."""
        context = self.context
        context.emit("do")
        context.open()
        for _ in range(context.weighted([(3, 0), (2, 1), (1, 2)]) if context.dialect.attributes else 0):
            name = context.name("c")
            context.emit(f"local {name} <close> = {self.of('object')}")
            context.declare(name, "object", constant=True)
        self.block()
        context.close()
        context.emit("end")

    def goto(self):
        """A loop made of a label and a jump backwards."""
        context = self.context
        label, counter, limit = context.name("top"), context.name("n"), context.between(1, 4)
        context.emit("do")
        context.open()
        context.emit(f"local {counter} = 0")
        context.emit(f"::{label}::")
        context.emit(f"{counter} = {counter} + 1")
        if context.can_afford(limit):
            context.body.multiplier *= limit
            context.emit("do")
            self.inner([(counter, "int")])
            context.emit("end")
            context.body.multiplier //= limit
        context.emit(f"if {counter} < {limit} then goto {label} end")
        context.close()
        context.emit("end")

    # Functions.

    def function(self):
        """Declares a function that later statements may call."""
        context = self.context
        name, result = context.name("f"), context.pick(KINDS)
        kinds = [context.pick(KINDS) for _ in range(context.between(0, 3))]
        is_vararg = context.chance(0.25)
        cost = self.function_body(f"local function {name}", kinds, result, is_vararg, "end")
        context.functions[-1].append(Function(name, kinds, result, cost))
        if context.chance(0.5) and context.body.cost + cost * context.body.multiplier < 4000:
            context.charge(cost)
            context.emit(f"show({name}({', '.join(self.of(kind) for kind in kinds)}))")

    def function_body(self, head: str, kinds, result: str, is_vararg: bool, tail: str) -> int:
        """Writes a function; answers what a call of it costs."""
        context = self.context
        names = [context.name("p") for _ in kinds]
        context.emit(f"{head}({', '.join(names + (['...'] if is_vararg else []))})")
        context.bodies.append(Body(result=result, is_vararg=is_vararg))
        context.open()
        for name, kind in zip(names, kinds):
            context.declare(name, kind)
        if is_vararg:
            context.emit("local count, first = select('#', ...), (...)")
            context.emit("show('varargs', count, first)")
        self.block(1, 3)
        if context.chance(0.3):
            context.emit(f"if {self.of('bool')} then return {self.of(result)} end")
        context.emit(f"return {self.of(result)}")
        context.close()
        context.emit(tail)
        return context.bodies.pop().cost + 2
