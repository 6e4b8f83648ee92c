"""Measures our interpreter against the reference and others, in one interleaved run.

run.py [--rounds N] [--update] [--no-build] [--impl NAME=COMMAND] [--section NAME]... [PROGRAM...]

The sections are programs, dialects, memory, states, coroutines, pauses, compile and crossing; without a choice all of them, with
programs named only those.

Each round runs every program once on every implementation, in an order that rotates, and the time is the CPU time
(user and system) of the whole process. A ratio is the median over the rounds of the ratios within a round, so the
drift of a busy machine cancels out. `--update` writes the tables into bench/README.md and the plot beside it.
"""

import argparse
import datetime
import json
import math
import os
import re
import platform
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

import plot
import sections

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
PROGRAMS = os.path.join(HERE, "programs")
RUNNER = os.path.join(HERE, "runners", "lua55")
README = os.path.join(HERE, "README.md")
MARKS = ("<!-- table -->", "<!-- end of table -->")
OURS, REFERENCE = "perilune", "PUC 5.5"
# What the geometric mean and the worst program may cost, as a multiple of the reference.
GOAL_MEAN, GOAL_WORST = 0.60, 0.95
PLOT = os.path.join(HERE, "programs.svg")
EVERY_SECTION = ["programs", "dialects", *sections.RUNS, "crossing"]
DIALECTS = ("5.1", "5.2", "5.3", "5.4", "5.5")


def built(manifest, package, binary, target, skip):
    """The path of a release binary, built unless told not to."""
    if not skip:
        command = ["cargo", "build", "--release", "--locked", "--manifest-path", manifest, "-p", package, "--bin", binary]
        subprocess.run(command, check=True, env={**os.environ, "CARGO_TARGET_DIR": target})
    return os.path.join(target, "release", binary)


def implementations(options):
    """Name → command, ours first, then the reference, then what is installed."""
    target = os.environ.get("CARGO_TARGET_DIR", os.path.join(ROOT, "target"))
    runner_target = os.path.join(ROOT, "bench", "runners", "target")
    found = {
        OURS: [built(os.path.join(ROOT, "Cargo.toml"), "perilune", "perilune", target, options.no_build)],
        REFERENCE: [built(os.path.join(RUNNER, "Cargo.toml"), "reference-lua", "lua55", runner_target, options.no_build)],
    }
    for name, command in (("lua5.4", ["lua5.4"]), ("luajit -joff", ["luajit", "-joff"]), ("luajit", ["luajit"])):
        if shutil.which(command[0]):
            found[name] = command
    for text in options.impl:
        name, command = text.split("=", 1)
        found[name] = command.split()
    return found


def measure(command, seconds):
    """Runs a command: CPU seconds, or None and why, and its output."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        started = time.monotonic()
        child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=err, start_new_session=True)
        while True:
            pid, status, usage = os.wait4(child.pid, os.WNOHANG)
            if pid:
                child.returncode = status
                break
            if time.monotonic() - started > seconds:
                os.killpg(child.pid, signal.SIGKILL)
                os.wait4(child.pid, 0)
                child.returncode = -9
                return None, "too slow", b""
            time.sleep(0.002)
        out.seek(0)
        if status != 0:
            err.seek(0)
            return None, err.read(300).decode("utf8", "replace").split("\n")[0] or f"status {status}", b""
        return usage.ru_utime + usage.ru_stime, "", out.read()


def rounds(programs, commands, options):
    """All samples, (program, implementation) → seconds per round; one that fails once has none."""
    samples, refused, outputs = {}, {}, {}
    names = list(commands)
    for number in range(options.rounds):
        for program in programs:
            for name in names[number % len(names):] + names[:number % len(names)]:
                key = (program, name)
                if key in refused:
                    continue
                seconds, why, output = measure([*commands[name], os.path.join(PROGRAMS, program + ".lua")], options.seconds)
                if why:
                    refused[key] = why
                    continue
                samples.setdefault(key, []).append(seconds)
                outputs.setdefault(key, output)
        print(f"round {number + 1} of {options.rounds}", file=sys.stderr, flush=True)
    for (program, name), output in outputs.items():
        expected = outputs.get((program, REFERENCE))
        if name == OURS and expected is not None and output != expected:
            refused[(program, name)] = "prints something else than the reference"
    return {key: value for key, value in samples.items() if key not in refused}, refused


def ratio(samples, program, name):
    """The median of the ratios to the reference within each round, or None."""
    mine, reference = samples.get((program, name)), samples.get((program, REFERENCE))
    if not mine or not reference:
        return None
    return statistics.median(a / max(b, 1e-4) for a, b in zip(mine, reference))


def mean(values):
    """The geometric mean."""
    return math.exp(sum(map(math.log, values)) / len(values)) if values else float("nan")


def table(programs, names, samples):
    """The result as Markdown: seconds of the reference, multiples of it for the others."""
    others = [name for name in names if name != REFERENCE]
    lines = [f"| program | {REFERENCE}, s | " + " | ".join(others) + " |", "|---|---:|" + "---:|" * len(others)]
    ratios = {name: {} for name in others}
    for program in programs:
        base = samples.get((program, REFERENCE))
        cells = [f"{statistics.median(base):.3f}" if base else "-"]
        for name in others:
            value = ratio(samples, program, name)
            if value is not None:
                ratios[name][program] = value
            cells.append("-" if value is None else f"{value:.2f}")
        lines.append(f"| {program} | " + " | ".join(cells) + " |")
    means = [f"**{mean(list(ratios[name].values())):.3f}** ({len(ratios[name])})" for name in others]
    lines.append("| **geometric mean** (programs) | 1 | " + " | ".join(means) + " |")
    return "\n".join(lines), ratios


def machine():
    """One line about where and when."""
    model = platform.processor() or platform.machine()
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            model = next(line.split(":", 1)[1].strip() for line in file if line.startswith("model name"))
    except (OSError, StopIteration):
        pass
    load = ", load %.1f" % os.getloadavg()[0] if hasattr(os, "getloadavg") else ""
    return f"{datetime.date.today()}, {model}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}{load}"


def version(command):
    """The first line that a program says about itself."""
    for flag in ("-v", "--version"):
        try:
            done = subprocess.run([*command, flag], capture_output=True, text=True, timeout=10, check=False)
        except (OSError, subprocess.TimeoutExpired):
            return "unknown"
        if done.returncode == 0 and (done.stdout or done.stderr).strip():
            return (done.stdout or done.stderr).strip().split("\n")[0].split("  ")[0].split(" -- ")[0]
    return "built with the crate `mlua`"


def verdict(ratios):
    """Whether the goals are met, in words."""
    ours = ratios.get(OURS, {})
    if not ours:
        return "No program ran on both."
    worst = max(ours, key=ours.get)
    words = "met" if mean(list(ours.values())) <= GOAL_MEAN and ours[worst] <= GOAL_WORST else "not met"
    return (f"Goal (mean at most {GOAL_MEAN:.2f}, no program above {GOAL_WORST:.2f}): {words}; "
            f"mean {mean(list(ours.values())):.3f}, worst {worst} {ours[worst]:.2f}.")


# How paragraphs begin that belong to what was measured.
PARAGRAPHS = {"machine": r"\d{4}-\d\d-\d\d, ", "goal": r"Goal \(", "crossing note": r"Nanoseconds for "}


def kind_of(block):
    """What a paragraph or a table of bench/README.md is, so that a new one replaces the old one."""
    if block.startswith("|"):
        return block.split("|")[1].strip()
    return next((kind for kind, start in PARAGRAPHS.items() if re.match(start, block)), None)


def merged(old, new):
    """The old blocks, with new ones in the places of those of the same kind and the others behind them. The machine and the
    number of rounds are those of the programs."""
    fresh = {kind_of(block): block for block in new}
    if "program" not in fresh:
        fresh.pop("machine", None)
    kept = [fresh.pop(kind_of(block), block) if kind_of(block) else block for block in old]
    return [*kept, *fresh.values()]


def update_readme(text):
    """Puts what was measured between the marks of bench/README.md; tables of other sections stay."""
    with open(README, encoding="utf-8") as file:
        before, rest = file.read().split(MARKS[0])
    old, after = rest.split(MARKS[1])
    blocks = merged(old.strip().split("\n\n"), text.strip().split("\n\n"))
    with open(README, "w", encoding="utf-8") as file:
        file.write("\n\n".join([before + MARKS[0], *blocks, MARKS[1] + after]))


def run_programs(options, commands, programs):
    """The section of the programs: text, samples, ratios, and what was refused."""
    samples, refused = rounds(programs, commands, options)
    rows, ratios = table(programs, list(commands), samples)
    for (program, name), why in refused.items():
        print(f"note: {program} on {name}: {why}", file=sys.stderr)
    return f"{rows}\n\n{verdict(ratios)}", samples, ratios, refused


def dialects(options, commands, programs):
    """Each program in each dialect, as a multiple of the dialect's own reference: a column per dialect as Markdown."""
    pairs = {}
    for name in DIALECTS:
        reference = commands[REFERENCE] if name == "5.5" else [f"lua{name}"]
        if shutil.which(reference[0]):
            pairs[name] = [*commands[OURS], "--lua", name]
            pairs[f"reference {name}"] = reference
    samples, _ = rounds(programs, pairs, options)
    found = {name: {} for name in DIALECTS}
    for program in programs:
        for name in DIALECTS:
            ours, theirs = samples.get((program, name)), samples.get((program, f"reference {name}"))
            if ours and theirs:
                found[name][program] = statistics.median(a / max(b, 1e-4) for a, b in zip(ours, theirs))
    cell = lambda name, program: f"{found[name][program]:.2f}" if program in found[name] else "-"
    lines = ["| program in the dialect | " + " | ".join(DIALECTS) + " |", "|---|" + "---:|" * len(DIALECTS)]
    lines += [f"| {program} | " + " | ".join(cell(name, program) for name in DIALECTS) + " |" for program in programs]
    means = [f"**{mean(list(found[name].values())):.3f}** ({len(found[name])})" for name in DIALECTS]
    return "\n".join([*lines, "| **geometric mean** (programs) | " + " | ".join(means) + " |"])


def crossing():
    """What it costs to cross between JavaScript and Lua, as the addon's own program tells it."""
    done = subprocess.run(["node", os.path.join(HERE, "crossing.mjs")], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        return f"Crossing was not measured: {(done.stderr.strip() or 'failed').splitlines()[-1]}"
    text = done.stdout.strip()
    return text if text.startswith("|") else f"```\n{text}\n```"


def keep(text, samples):
    """Writes what was measured to bench/results."""
    os.makedirs(os.path.join(HERE, "results"), exist_ok=True)
    stamp = os.path.join(HERE, "results", datetime.datetime.now().strftime("%Y%m%d-%H%M%S"))
    with open(stamp + ".md", "w", encoding="utf-8") as file:
        file.write(text + "\n")
    with open(stamp + ".json", "w", encoding="utf-8") as file:
        json.dump({"|".join(key): value for key, value in samples.items()}, file)


def main() -> int:
    """Runs what is asked for, prints the tables, keeps the samples in bench/results."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--no-build", action="store_true")
    parser.add_argument("--impl", action="append", default=[])
    parser.add_argument("--section", action="append", choices=EVERY_SECTION, default=[])
    parser.add_argument("--ours", help="our runner of the sections, where it is built already")
    parser.add_argument("--reference", help="the reference's")
    parser.add_argument("programs", nargs="*")
    options = parser.parse_args()
    every = sorted(name[:-4] for name in os.listdir(PROGRAMS) if name.endswith(".lua"))
    chosen = options.section or (["programs"] if options.programs else EVERY_SECTION)
    texts, samples, refused = [], {}, {}
    commands = implementations(options)
    versions = "; ".join(f"{name}: {version(command)}" for name, command in commands.items())
    texts.append(f"{machine()}; {options.rounds} rounds. {versions}.")
    if "programs" in chosen:
        text, samples, ratios, refused = run_programs(options, commands, options.programs or every)
        texts.append(text)
        if options.update:
            plot.write(PLOT, {name: ratios[name] for name in commands if name != REFERENCE}, REFERENCE)
    if "dialects" in chosen:
        texts.append(dialects(options, commands, options.programs or every))
    measured = [name for name in sections.RUNS if name in chosen]
    runners = sections.runners(options) if measured else ()
    for section in measured:
        texts.append(sections.report(section, *runners, options.rounds))
    if "crossing" in chosen:
        texts.append(crossing())
    text = "\n\n".join(texts)
    print(text)
    keep(text, samples)
    if options.update:
        update_readme(text)
    return 1 if any(name == OURS for _, name in refused) else 0


if __name__ == "__main__":
    sys.exit(main())
