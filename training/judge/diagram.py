"""A reliability diagram as SVG: what confidence says against what is right."""

from collections.abc import Mapping, Sequence
from pathlib import Path

SIDE, EDGE = 320, 48  # pixels
COLOURS = ("#1b6ca8", "#c2571a")
FEW = 15  # sides, under which a point says nothing

Bin = tuple[float, float, int]


def draw(sets: Mapping[str, Sequence[Bin]], target: Path) -> None:
    """Write the diagram of up to two sets, each as (mean confidence, share right, number of sides)."""
    middle, bottom = EDGE + SIDE / 2, EDGE + SIDE
    size = f"0 0 {SIDE + 2 * EDGE + 150} {SIDE + 2 * EDGE}"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{size}" font-family="sans-serif" font-size="12">',
        "<title>Reliability of the learned judge</title>",
        f'<rect x="{EDGE}" y="{EDGE}" width="{SIDE}" height="{SIDE}" fill="none" stroke="#999"/>',
        f'<line x1="{EDGE}" y1="{bottom}" x2="{EDGE + SIDE}" y2="{EDGE}" stroke="#bbb"/>',
        _text(middle, SIDE + 2 * EDGE - 12, "confidence"),
        f'<g transform="rotate(-90 14 {middle})">{_text(14, middle, "share right")}</g>',
    ]
    for tenth in range(0, 11, 2):
        at = tenth / 10 * SIDE
        parts += [
            _text(EDGE + at, bottom + 16, str(tenth / 10)),
            _text(EDGE - 16, bottom - at + 4, str(tenth / 10)),
        ]
    for place, (name, bins) in enumerate(sets.items()):
        parts += _line(place, name, [one for one in bins if one[2] >= FEW])
    target.write_text("\n".join([*parts, "</svg>"]) + "\n", "utf-8")


def _line(place: int, name: str, bins: Sequence[Bin]) -> list[str]:
    colour = COLOURS[place]
    points = [(EDGE + mean * SIDE, EDGE + (1 - right) * SIDE, count) for mean, right, count in bins]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in points)
    dots = [
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"><title>{count} sides</title></circle>'
        for x, y, count in points
    ]
    left, top = EDGE + SIDE + 16, EDGE + 18 + 20 * place
    return [
        f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>',
        *dots,
        f'<rect x="{left}" y="{top - 10}" width="12" height="12" fill="{colour}"/>',
        f'<text x="{left + 18}" y="{top}">{name}</text>',
    ]


def _text(x: float, y: float, words: str) -> str:
    return f'<text x="{x}" y="{y}" text-anchor="middle">{words}</text>'
