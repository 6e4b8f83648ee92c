"""Compares our interpreter with the reference: on our own scripts, and on generated programs.

run.py --lua PATH [--dialect 5.5] [--scripts FOLDER]... [--programs N] [--first SEED] [--jobs N] [--keep FOLDER]

Python must be able to import lupa (scripts/oracle.mjs sees to that). A program that differs is named by its
seed; `--programs 1 --first SEED --keep FOLDER` writes it and both outputs out.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

from generator import program

HERE = os.path.dirname(os.path.abspath(__file__))
HARNESS = os.path.join(HERE, "harness.lua")
DEVIATIONS = os.path.join(HERE, "deviations.json")
BATCH = 50
# What the output of a program ends with that was stopped at the time limit.
LATE = b"\n#### still running\n"
# Enough programs that some of them call string.format, in every dialect.
SELF_TEST = range(20)
ONLY = re.compile(rb"^-- dialects: ([\d., ]+)$", re.M)
SKIP = re.compile(rb"^-- oracle: skip \((.+)\)", re.M)
GAP = re.compile(rb"(\n\t\.\.\.)(?:\t\(skipping \d+ levels\))?(?:\n\t[^\n]*)+")
ADDRESS = re.compile(rb"(function|table|thread|userdata|file|builtin|Point)( ?\(|: )(?:0x)?[0-9a-fA-F]{6,}")


def masked(text: bytes) -> bytes:
    """The text without what implementations choose freely: addresses, the sign of a NaN, whether 5.2 calls a global
    function a member of `_G`, and what lies below a gap in a traceback, because the programs that run the scripts have
    levels of their own."""
    text = GAP.sub(rb"\1", text)
    text = text.replace(b"'_G.", b"'")
    return ADDRESS.sub(rb"\1\2ADDRESS", text).replace(b"-nan", b"nan")


def environment() -> dict:
    """The environment of both: no set-up of the user, the same places to search for modules."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("LUA_")}
    return {**kept, "LUA_PATH": "./?.lua", "LUA_CPATH": "./?.so", "TZ": "UTC", "LC_ALL": "C"}


def run(command, folder, seconds):
    """Runs a command; answers its exit code, or None at the time limit, and what it wrote."""
    try:
        done = subprocess.run(command, cwd=folder, env=environment(), stdin=subprocess.DEVNULL,
                              capture_output=True, timeout=seconds, check=False)
        return done.returncode, done.stdout, done.stderr
    except subprocess.TimeoutExpired as late:
        return None, late.stdout or b"", late.stderr or b""


class Oracle:
    """The two implementations, and the comparison of what they do."""

    def __init__(self, options):
        self.options = options
        self.reference = [sys.executable, os.path.join(HERE, "reference.py"), options.dialect, HARNESS]
        self.interpreter = [options.lua, "--lua", options.dialect]
        self.ours = [*self.interpreter, HARNESS]
        self.failures = []
        with open(DEVIATIONS, encoding="utf-8") as file:
            self.deviations = json.load(file)["scripts"].get(options.dialect, {})

    # Scripts.

    def errors(self, text: bytes, name: str) -> bytes:
        """Standard error without the program's name; what called the script is C, also where it was the harness."""
        text = re.sub(rb"^" + re.escape(name.encode()) + rb": ", b"", text, flags=re.M)
        caller = b"\t[C]: ?\n" if self.options.dialect == "5.1" else b"\t[C]: in ?\n"
        return masked(re.sub(rb"\t\[C\]: in \w+ 'xpcall'\n\t\S*harness\.lua(?:.*\n)*", caller, text))

    def shown(self, path: str) -> str:
        """The path of a script from the folder that it was found in."""
        return next(os.path.relpath(path, base) for base in self.options.scripts if path.startswith(base))

    def script(self, path: str) -> str:
        """Compares one script: answers 'passed', 'failed', 'skipped', or 'known' where the ledger says that it differs."""
        with open(path, "rb") as file:
            head = b"\n".join(file.read().split(b"\n")[:5])
        only = ONLY.search(head)
        if SKIP.search(head) or only and self.options.dialect not in only[1].decode().split(", "):
            return "skipped"
        folder, name = os.path.split(path)
        seconds = self.options.seconds
        ours = run([*self.interpreter, name], folder, seconds)
        theirs = run([*self.reference, "script", name], folder, seconds)
        kinds = [
            ("exit code", ours[0], theirs[0]),
            ("output", masked(ours[1]), masked(theirs[1])),
            ("errors", self.errors(ours[2], self.options.lua), self.errors(theirs[2], "lua")),
        ]
        shown = self.shown(path)
        for what, mine, other in kinds:
            if mine != other:
                if shown in self.deviations:
                    return "known"
                self.failures.append(f"{shown}: {what} differs\n" + difference(mine, other))
                return "failed"
        if shown in self.deviations:
            self.failures.append(f"{shown}: agrees, though the ledger of deviations says that it does not")
            return "failed"
        return "passed"

    # Programs.

    def outputs(self, command, folder, names):
        """What each program printed, by name. Where one ends the process, or never ends, the rest starts again."""
        texts = {}
        while waiting := [name for name in names if name not in texts]:
            started = self.outputs_of_batch(command, folder, waiting)
            texts.update(started or {waiting[0]: b""})
        return texts

    def outputs_of_batch(self, command, folder, names):
        """The same of one process; what it did not come to is left out."""
        code, out, err = run([*command, "batch", *names], folder, self.options.seconds)
        parts = re.split(rb"^#### (\d+\.lua)\n", out, flags=re.M)
        texts = {name.decode(): masked(text) for name, text in zip(parts[1::2], parts[2::2])}
        if code != 0 and texts:
            last = list(texts)[-1]
            texts[last] += LATE if code is None else b"\n#### exit code %d\n%s" % (code, err[-400:])
        return texts

    def batch(self, seeds):
        """Compares the programs of some seeds: answers the seeds that differ."""
        with tempfile.TemporaryDirectory() as folder:
            for seed in seeds:
                with open(os.path.join(folder, f"{seed}.lua"), "w", encoding="utf-8", newline="\n") as file:
                    file.write(program(seed, self.options.dialect))
            names = [f"{seed}.lua" for seed in seeds]
            theirs = self.outputs(self.reference, folder, names)
            ours = self.outputs(self.ours, folder, names)
            different = [name for name in names if not agree(ours[name], theirs[name])]
            for name in different:
                self.failures.append(f"program {name[:-4]} differs\n" + difference(ours[name], theirs[name]))
                self.keep(folder, name, ours[name], theirs[name])
            return different

    def keep(self, folder, name, ours, theirs):
        """Writes a program that differs and both outputs where the user can look at them."""
        if not self.options.keep:
            return
        os.makedirs(self.options.keep, exist_ok=True)
        target = os.path.join(self.options.keep, name)
        os.replace(os.path.join(folder, name), target)
        for ending, text in (("ours", ours), ("reference", theirs)):
            with open(f"{target}.{ending}", "wb") as file:
                file.write(text or b"")


def agree(mine, other) -> bool:
    """Whether two outputs are the same; of programs that end on neither, whether they are as far as both came."""
    if not (mine.endswith(LATE) and other.endswith(LATE)):
        return mine == other
    mine, other = mine.removesuffix(LATE), other.removesuffix(LATE)
    return mine.startswith(other) or other.startswith(mine)


def self_test(options):
    """Shows that a comparison can fail: the reference agrees with itself, and not with a spoilt copy of itself."""
    oracle = Oracle(argparse.Namespace(**{**vars(options), "keep": None}))
    oracle.ours = oracle.reference
    if oracle.batch(SELF_TEST):
        raise AssertionError("the reference does not agree with itself:\n" + "\n".join(oracle.failures))
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as spoilt, open(HARNESS, encoding="utf-8") as harness:
        spoilt.write("string.format = function() return 'spoilt' end\n" + harness.read())
        spoilt.flush()
        oracle.ours = [*oracle.reference[:-1], spoilt.name]
        if not oracle.batch(SELF_TEST):
            raise AssertionError("a planted difference was not found")


def difference(mine, other) -> str:
    """The first line that differs, both ways, with the line before it."""
    mine, other = (str(text).encode() if not isinstance(text, bytes) else text for text in (mine, other))
    left, right = mine.split(b"\n"), other.split(b"\n")
    at = next((i for i, pair in enumerate(zip(left, right)) if pair[0] != pair[1]), min(len(left), len(right)))
    line = lambda lines: repr(lines[at].decode("latin1"))[:300] if at < len(lines) else "(end)"
    return f"    line {at + 1}: ours      {line(left)}\n    line {at + 1}: reference {line(right)}"


def scripts_under(folder):
    """Every Lua file under a folder, sorted."""
    return sorted(os.path.join(base, name) for base, _, names in os.walk(folder)
                  for name in names if name.endswith(".lua"))


def main() -> int:
    """Runs what the options ask for and prints the differences and the counts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lua", required=True)
    parser.add_argument("--dialect", default="5.5")
    parser.add_argument("--scripts", action="append", default=[])
    parser.add_argument("--programs", type=int, default=0)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--keep")
    options = parser.parse_args()
    options.lua = os.path.abspath(options.lua)
    self_test(options)
    oracle = Oracle(options)
    scripts = [path for folder in options.scripts for path in scripts_under(folder)]
    seeds = list(range(options.first, options.first + options.programs))
    batches = [seeds[at:at + BATCH] for at in range(0, len(seeds), BATCH)]
    with ThreadPoolExecutor(options.jobs) as pool:
        verdicts = list(pool.map(oracle.script, scripts))
        different = sum(len(names) for names in pool.map(oracle.batch, batches))
    for text in oracle.failures[:40]:
        print(text)
    if len(oracle.failures) > 40:
        print(f"... and {len(oracle.failures) - 40} more")
    count = {word: verdicts.count(word) for word in ("passed", "failed", "skipped", "known")}
    print(f"scripts: {count['passed']} agree, {count['failed']} differ, {count['known']} differ as known, "
          f"{count['skipped']} not compared")
    count["skipped"] += count["known"]
    print(f"generated programs: {len(seeds) - different} agree, {different} differ")
    passed, failed = count["passed"] + len(seeds) - different, count["failed"] + different
    print(f"{passed} passed, {failed} failed, {count['skipped']} skipped")
    return 0 if failed == 0 and passed > 0 else 1


if __name__ == "__main__":
    sys.exit(main())
