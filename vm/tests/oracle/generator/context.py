"""What a program that is being written knows: its names, its depth, its cost so far, its lines."""

import random
from dataclasses import dataclass, field

# The kinds of value that the generator keeps apart. "ints" and "strs" are sequences without holes,
# "object" is an instance of the class that every program defines first.
KINDS = ("int", "float", "str", "bool", "ints", "strs", "object")
SCALARS = ("int", "float", "str", "bool")

# An upper estimate of the statements that a program executes.
COST_LIMIT = 20_000


@dataclass
class Variable:
    """A visible local variable."""

    name: str
    kind: str
    constant: bool = False


@dataclass
class Function:
    """A function that can be called: what it takes, what it gives, what a call costs."""

    name: str
    parameters: list
    result: str
    cost: int


@dataclass
class Body:
    """A function body that is being written."""

    result: str = ""
    is_vararg: bool = False
    cost: int = 1
    multiplier: int = 1
    loops: list = field(default_factory=list)


class Context:
    """The state of one program in the making."""

    def __init__(self, seed: int, dialect):
        self.seed = seed
        self.dialect = dialect
        self.random = random.Random(seed)
        self.lines = []
        self.indent = 0
        self.scopes = [[]]
        self.functions = [[]]
        self.bodies = [Body(is_vararg=True)]
        self.counter = 0
        self.depth = 0

    # Choices.

    def chance(self, probability: float) -> bool:
        """True with this probability."""
        return self.random.random() < probability

    def pick(self, choices):
        """One of the choices."""
        return self.random.choice(choices)

    def pick_known(self, templates):
        """One of the templates that the dialect can read."""
        return self.pick(self.dialect.known(templates))

    def operator(self, *choices):
        """One of the operators that the dialect has."""
        return self.pick(self.dialect.operators(choices))

    def between(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return self.random.randint(low, high)

    def weighted(self, table):
        """One of (weight, choice) pairs."""
        return self.random.choices([c for _, c in table], [w for w, _ in table])[0]

    # Text.

    def emit(self, line: str):
        """Adds a line at the present depth."""
        self.lines.append("  " * self.indent + line)

    def name(self, prefix: str) -> str:
        """A name that no other part of the program has."""
        self.counter += 1
        return f"{prefix}{self.counter}"

    # Scopes.

    def open(self):
        """Enters a block."""
        self.scopes.append([])
        self.functions.append([])
        self.indent += 1

    def close(self):
        """Leaves a block."""
        self.scopes.pop()
        self.functions.pop()
        self.indent -= 1

    def declare(self, name: str, kind: str, constant: bool = False):
        """Makes a local variable visible from here on."""
        self.scopes[-1].append(Variable(name, kind, constant))

    def visible(self, kind: str, assignable: bool = False):
        """The variables of a kind, innermost last; a shadowed one does not count."""
        seen = {}
        for scope in self.scopes:
            for variable in scope:
                seen[variable.name] = variable
        fits = lambda v: v.kind == kind and not (assignable and v.constant)
        return [variable for variable in seen.values() if fits(variable)]

    def callable(self, result: str):
        """The functions with this result that are cheap enough to call here."""
        allowed = (COST_LIMIT - self.body.cost) // max(self.body.multiplier, 1) // 8
        return [f for scope in self.functions for f in scope if f.result == result and f.cost <= allowed]

    # Cost.

    @property
    def body(self) -> Body:
        """The innermost function body."""
        return self.bodies[-1]

    def charge(self, amount: int = 1):
        """Counts work that runs once per pass of the surrounding loops."""
        self.body.cost += amount * self.body.multiplier

    def can_afford(self, passes: int, amount: int = 8) -> bool:
        """Whether a loop of this many passes fits in what is left."""
        return self.body.cost + self.body.multiplier * passes * amount < COST_LIMIT
