"""A plot of coverage as SVG: the share of pairs inside each interval, with its bounds, beside the level."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

#: Size of the square, and the room around it for words.
SIDE, LEFT, TOP = 420, 64, 16
WIDTH, HEIGHT = LEFT + SIDE + 24, TOP + SIDE + 60

_MARKS = (0, 20, 40, 60, 80, 100)


@dataclass(frozen=True)
class Point:
    """The share inside an interval of a level, with the bounds of that share."""

    level: float
    share: float
    low: float
    high: float


def plotted(points: Sequence[Point]) -> str:
    """The plot; the same points give the same text."""
    title = "Share of pairs inside their interval, by level, each programme left out"
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
            ' font-family="sans-serif" font-size="13" fill="#222222">',
            f"<title>{title}</title>",
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
            *_frame(),
            f'<line x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}" stroke="#777777" stroke-dasharray="5 4"/>',
            *(mark for point in points for mark in _drawn(point)),
            "</svg>\n",
        ]
    )


def _frame() -> list[str]:
    lines = [f'<rect x="{LEFT}" y="{TOP}" width="{SIDE}" height="{SIDE}" fill="none" stroke="#222222"/>']
    for mark in _MARKS:
        x, y = _x(mark / 100), _y(mark / 100)
        lines += [
            f'<line x1="{x}" y1="{TOP}" x2="{x}" y2="{TOP + SIDE}" stroke="#dddddd"/>',
            f'<line x1="{LEFT}" y1="{y}" x2="{LEFT + SIDE}" y2="{y}" stroke="#dddddd"/>',
            f'<text x="{x}" y="{TOP + SIDE + 20}" text-anchor="middle">{mark}</text>',
            f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{mark}</text>',
        ]
    across, up = LEFT + SIDE / 2, TOP + SIDE / 2
    return [
        *lines,
        f'<text x="{across}" y="{HEIGHT - 14}" text-anchor="middle">level of the interval, percent</text>',
        f'<text x="18" y="{up}" text-anchor="middle" transform="rotate(-90 18 {up})">pairs inside, percent</text>',
    ]


def _drawn(point: Point) -> tuple[str, str]:
    x = _x(point.level)
    return (
        f'<line x1="{x}" y1="{_y(point.low)}" x2="{x}" y2="{_y(point.high)}" stroke="#1f5f99" stroke-width="2"/>',
        f'<circle cx="{x}" cy="{_y(point.share)}" r="4" fill="#1f5f99"/>',
    )


def _x(part: float) -> float:
    return round(LEFT + SIDE * part, 1)


def _y(part: float) -> float:
    return round(TOP + SIDE * (1 - part), 1)
