"""Runs the harness on the reference implementation: reference.py DIALECT HARNESS MODE FILE..."""

import sys
from importlib import import_module


def main():
    """Hands all arguments to the harness, in a fresh state without anything of Python in it."""
    dialect, *arguments = sys.argv[1:]
    library = import_module(f"lupa.lua{dialect.replace('.', '')}")
    lua = library.LuaRuntime(encoding=None, register_eval=False, register_builtins=False)
    lua.execute(b"python, package.loaded.python = nil, nil")
    arguments = [argument.encode() for argument in arguments]
    start = lua.eval(b"function(harness, ...) return assert(loadfile(harness))(...) end")
    is_fine = start(*arguments)
    del start, lua
    if is_fine is False:
        sys.exit(1)


main()
