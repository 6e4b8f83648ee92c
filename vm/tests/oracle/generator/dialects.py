"""What the programs of each dialect may contain, as switches named for what they allow."""

import re
from dataclasses import dataclass

INTEGER_OPERATORS = ("//", "&", "|", "~", "<<", ">>")


@dataclass(frozen=True)
class Dialect:
    """The syntax that a generator may use. What a library lacks is made up for in the prelude, or is an error to compare."""

    integers: bool = True
    """There is an integer subtype, with the operators that came with it and with the packing of binary data."""
    loops_end_at_last_integer: bool = True
    """A loop to the last integer ends there; in 5.3 it starts anew at the first."""
    yields_anywhere: bool = True
    """A coroutine may yield across metamethods and `pcall`."""
    attributes: bool = True
    """Local variables may be constant or be closed."""
    global_declarations: bool = True
    """Global variables may be declared, and extra arguments have a name."""
    lacks: str = r"(?!)"
    """A regular expression that finds what only later dialects can read."""

    def knows(self, text: str) -> bool:
        """Whether a template contains nothing that only later dialects can read."""
        return not re.search(self.lacks, text)

    def known(self, templates) -> list:
        """The templates that the dialect can read."""
        return [text for text in templates if self.knows(text)]

    def operators(self, choices) -> list:
        """The operators that the dialect has."""
        return [choice for choice in choices if self.integers or choice not in INTEGER_OPERATORS]


LATER_NAMES = r"\bglobal\b|\.\.\.\w"
ATTRIBUTE = r"<(?:const|close)>"
INTEGER_SYNTAX = r"//|<<|>>|[&|]|~(?!=)|\\u\{"

DIALECTS = {
    "5.1": Dialect(integers=False, yields_anywhere=False, attributes=False, global_declarations=False,
                   lacks=rf"{LATER_NAMES}|{ATTRIBUTE}|{INTEGER_SYNTAX}|\bgoto\b|::|\\[xz]|0x[\da-f.]*[.p]|%a$|%g[+(]|coroutine\.yield\(|load\(\{{w"),
    "5.2": Dialect(integers=False, attributes=False, global_declarations=False,
                   lacks=rf"{LATER_NAMES}|{ATTRIBUTE}|{INTEGER_SYNTAX}|%a$"),
    "5.3": Dialect(loops_end_at_last_integer=False, attributes=False, global_declarations=False,
                   lacks=rf"{LATER_NAMES}|{ATTRIBUTE}"),
    "5.4": Dialect(global_declarations=False, lacks=LATER_NAMES),
    "5.5": Dialect(),
}
