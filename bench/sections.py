"""Measures memory, states, coroutines, pauses and compilation beside the reference, in interleaved runs.

sections.py [--rounds N] [--no-build] [--ours PATH] [--reference PATH] [SECTION...]

A measurement is one process that prints lines of a name and a number. Each round runs all of them on both
implementations, ours first in every other round. A ratio is the median over the rounds of the ratios within a round.
"""

import argparse
import os
import statistics
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
SECTIONS = os.path.join(HERE, "sections")
KINDS = ["integer in an array", "entry of a hash of integers", "short string", "{}", "{x=,y=}", "{i,i,i}",
         "object of 4 fields", "closure, 1 upvalue", "closure, 1 variable", "coroutine, started"]
# The arguments of the processes of each section.
RUNS = {
    "memory": [["memory.lua", kind] for kind in KINDS],
    "states": [["--states"]],
    "coroutines": [["coroutines.lua"]],
    "pauses": [["pauses.lua", layout] for layout in ("shards", "array")],
    "compile": [["compile.lua"]],
}


def built(runner, package, binary, skip):
    """The path of a runner's binary, built unless told not to."""
    target = os.path.join(HERE, "runners", runner, "target")
    if not skip:
        manifest = os.path.join(HERE, "runners", runner, "Cargo.toml")
        command = ["cargo", "build", "--release", "--locked", "--quiet", "--manifest-path", manifest, "-p", package]
        subprocess.run(command, check=True, env={**os.environ, "CARGO_TARGET_DIR": target})
    return os.path.join(target, "release", binary)


def measure(command, arguments):
    """The numbers that one process prints, by name."""
    done = subprocess.run([command, *arguments], cwd=SECTIONS, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{command} {arguments}: {done.stderr.strip()}")
    pairs = (line.rsplit("\t", 1) for line in done.stdout.splitlines())
    return {name: float(number) for name, number in pairs}


def table(section, samples):
    """One section as Markdown."""
    lines = [f"| {section} | PUC 5.5 | perilune | ratio |", "|---|---:|---:|---:|"]
    for name, (ours, reference) in samples.items():
        ratio = statistics.median(a / max(b, 1e-9) for a, b in zip(ours, reference))
        shown = [f"{statistics.median(numbers):.6g}" for numbers in (reference, ours)]
        lines.append(f"| {name} | {shown[0]} | {shown[1]} | {ratio:.2f} |")
    return "\n".join(lines)


def report(section, ours, reference, count):
    """Measures one section in interleaved rounds: its table as Markdown."""
    samples = {}
    for number in range(count):
        for arguments in RUNS[section]:
            order = [ours, reference] if number % 2 == 0 else [reference, ours]
            found = {command: measure(command, arguments) for command in order}
            for name, value in found[ours].items():
                mine, theirs = samples.setdefault(name, ([], []))
                mine.append(value)
                theirs.append(found[reference][name])
    return table(section, samples)


def runners(options):
    """The paths of our runner and of the reference's."""
    ours = options.ours or built("perilune", "perilune-bench", "perilune-bench", options.no_build)
    return ours, options.reference or built("lua55", "reference-lua", "lua55", options.no_build)


def main() -> int:
    """Runs the sections and prints their tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--no-build", action="store_true")
    parser.add_argument("--ours")
    parser.add_argument("--reference")
    parser.add_argument("sections", nargs="*")
    options = parser.parse_args()
    ours, reference = runners(options)
    for section in options.sections or RUNS:
        print(report(section, ours, reference, options.rounds), end="\n\n", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
