"""Runs the harness on the reference implementation: reference.py HARNESS MODE FILE..."""

import sys

from lupa.lua55 import LuaRuntime


def main():
    """Hands all arguments to the harness, in a fresh state without anything of Python in it."""
    lua = LuaRuntime(encoding=None, register_eval=False, register_builtins=False)
    lua.execute(b"python, package.loaded.python = nil, nil")
    arguments = [argument.encode() for argument in sys.argv[1:]]
    start = lua.eval(b"function(harness, ...) return assert(loadfile(harness))(...) end")
    start(*arguments)


main()
