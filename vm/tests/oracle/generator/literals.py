"""Literals and other text without parts: numbers, strings, patterns, formats."""

INTEGERS = [
    "0", "1", "2", "3", "7", "10", "42", "100", "255", "256", "65535", "0x7fffffff", "0xffffffff",
    "0x7fffffffffffffff", "0xffffffffffffffff", "math.maxinteger", "math.mininteger", "1 << 62", "1 << 63",
    "9007199254740993", "1000000007",
]

FLOATS = [
    "0.0", "-0.0", "0.5", "1.0", "1.5", "-2.25", "3.14159", "1e10", "1e15", "1e16", "1e100", "1e-5", "2^53",
    "0x1p-3", "0x.8p4", "123456.789", "1e308", "5e-324", "math.pi", "math.huge", "-math.huge", ".1", "0.1",
    "3.", "1e2", "9007199254740993.0", "0x1.8p1", "2^63", "-(2^63)",
]

STRINGS = [
    '""', '"a"', '"hello"', '"Hello World"', '"10"', '"0x10"', '" 7 "', '"3.5"', '"1e2"', '"a,b,c"', '"key=value"',
    "'it\\'s'", '"tab\\tline\\n"', '"\\65\\066\\x43"', '"\\u{48}\\u{20AC}"', '"a\\0b"', '"\\z\n   joined"',
    "[[long]]", "[==[with ]] inside]==]", "[[\nfirst newline dropped]]", '"%d items"', '"x1y22z333"',
    '"the quick brown fox"', '"\\255\\254"', '"nan"', '"inf"', '"-0"', '"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"',
]

PATTERNS = [
    '"%a+"', '"%d+"', '"(%w+)=(%w+)"', '"."', '"[aeiou]"', '"[^aeiou]"', '"%s"', '"^%w"', '"%w$"', '"l+"', '"l-"',
    '"(a)(b)"', '"()"', '"%f[%w]%w+"', '"%b()"', '"[%a_][%w_]*"', '"o"', '"a*"', '"a-b"', '"[a-f]+"', '"(%d)(%d)"',
    '"x?y"', '"%x+"', '"%u"', '"%p"', '"[]]"', '"[%]]"', '"(.)%1"', '"$"', '"^"', '"[^%s]+"', '"%g+"', '"%c"',
]

REPLACEMENTS = ["'%0%0'", "'<%1>'", "''", "'%%'", "'z'"]

BAD_PATTERNS = ['"["', '"%"', '"(a"', '"a)"', '"%1"', '"[a"', '"%f"', '"%b"', '"[%"', '"%g("', '"(()"']

INTEGER_FORMATS = ["%d", "%5d", "%-5d|", "%05d", "%+d", "%x", "%#x", "%X", "%o", "%i", "% d", "%.3d", "%10.4d"]

FLOAT_FORMATS = ["%g", "%.3f", "%e", "%10.2f", "%-10.2f|", "%.0f", "%G", "%a", "%.14g", "%#.3g", "%+.1e", "%.20f"]

STRING_FORMATS = ["%s", "%10s", "%-10s|", "%.2s", "%q", "%5.1s"]


def integer(context) -> str:
    """An integer literal or a constant expression."""
    if context.chance(0.6):
        return str(context.between(-20, 100))
    return f"({context.pick_known(INTEGERS)})"


def small(context) -> str:
    """An integer that is safe as a count or an index."""
    return str(context.between(-3, 8))


def floating(context) -> str:
    """A float literal or a constant expression."""
    if context.chance(0.4):
        return f"{context.between(-100, 100) / 8}"
    return f"({context.pick_known(FLOATS)})"


def string(context) -> str:
    """A string literal."""
    return context.pick_known(STRINGS)
