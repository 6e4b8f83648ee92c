"""Makes random Lua programs that terminate, rarely fail, and print a lot.

The programs never depend on what implementations may choose: the order of `pairs`, borders of tables with
holes, addresses, memory figures and times.
"""

from .context import Context
from .dialects import DIALECTS
from .statements import Statements


def program(seed: int, dialect: str) -> str:
    """The text of the program with this seed in a dialect such as "5.4"; equal seeds give equal programs."""
    context = Context(seed, DIALECTS[dialect])
    return Statements(context).whole_program()
