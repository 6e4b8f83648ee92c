"""Draws ratios per program as an SVG: a bar for us, a mark for each of the others, a line at 1."""

import math

LEFT, RIGHT, ROW, TOP = 130, 30, 18, 56
WIDTH, LIMIT = 760, 1.5
COLOURS = ["#3566b8", "#c0561f", "#3d8b40", "#8a4bb0", "#777777"]


def position(ratio):
    """Where a ratio is drawn; what is beyond the scale is drawn at its end."""
    return LEFT + min(ratio, LIMIT) / LIMIT * (WIDTH - LEFT - RIGHT)


def mean(values):
    """The geometric mean."""
    return math.exp(sum(map(math.log, values)) / len(values))


def text(x, y, words, anchor="start"):
    """A piece of text."""
    return f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}">{words}</text>'


def scale(bottom, reference):
    """Lines with numbers, and the one of the reference."""
    parts = []
    for tenth in range(0, int(LIMIT * 10) + 1, 2):
        x = position(tenth / 10)
        parts.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{TOP - 6}" y2="{bottom}" stroke="#dddddd"/>')
        parts.append(text(x, TOP - 10, f"{tenth / 10:g}", "middle"))
    x = position(1)
    parts.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{TOP - 6}" y2="{bottom}" stroke="#222222"/>')
    parts.append(text(x, bottom + 14, reference, "middle"))
    return parts


def legend(names):
    """What the colours mean."""
    parts, x = [text(10, 18, "CPU time as a multiple of the reference; shorter is faster")], LEFT + 250
    for name, colour in zip(names, COLOURS):
        parts.append(f'<rect x="{x}" y="9" width="10" height="10" fill="{colour}"/>')
        parts.append(text(x + 14, 18, name))
        x += 30 + 7 * len(name)
    return parts


def drawing(ratios, reference):
    """The whole picture; `ratios` is name -> program -> ratio, ours first."""
    names = list(ratios)
    ours = ratios[names[0]]
    rows = [(program, {name: ratios[name].get(program) for name in names}) for program in ours]
    means = {name: mean(ratios[name].values()) for name in names if ratios[name]}
    rows.append(("geometric mean", means))
    bottom = TOP + ROW * len(rows) + 4
    parts = legend(names) + scale(bottom, reference)
    for index, (program, values) in enumerate(rows):
        y = TOP + ROW * index
        parts.append(text(LEFT - 8, y + 13, program, "end"))
        for name, colour in zip(names, COLOURS):
            value = values.get(name)
            if value is None:
                continue
            x = position(value)
            if name == names[0]:
                parts.append(f'<rect x="{LEFT}" y="{y + 3}" width="{x - LEFT:.1f}" height="{ROW - 6}" fill="{colour}"/>')
            else:
                parts.append(f'<circle cx="{x:.1f}" cy="{y + ROW / 2:.1f}" r="3.5" fill="{colour}"/>')
    head = (f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{bottom + 24}" '
            'font-family="sans-serif" font-size="11">')
    return "\n".join([head, '<rect width="100%" height="100%" fill="white"/>', *parts, "</svg>", ""])


def write(path, ratios, reference):
    """Writes the picture to a file."""
    with open(path, "w", encoding="utf-8") as file:
        file.write(drawing(ratios, reference))
