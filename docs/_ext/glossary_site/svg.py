"""Pieces of a picture that both the neighbourhood and the map are drawn from."""

from __future__ import annotations

import textwrap

from markupsafe import Markup

LINE = 17
PADDING = 9


def wrapped(name: str, width: int) -> list[str]:
    """Return *name* in lines that fit into *width* pixels."""
    return textwrap.wrap(name, max(8, int(width / 8.3)), break_on_hyphens=True) or [name]


def height(name: str, width: int) -> int:
    """Return how high the box of *name* is."""
    return LINE * len(wrapped(name, width - 2 * PADDING)) + 2 * PADDING


def box(name: str, x: float, y: float, width: int, css: str) -> Markup:
    """Return a rounded box with a name in it."""
    lines = wrapped(name, width - 2 * PADDING)
    middle = x + width / 2
    spans = Markup("").join(
        Markup('<tspan x="{:g}" y="{:g}">{}</tspan>').format(middle, y + PADDING + 12.5 + LINE * number, line + " ")
        for number, line in enumerate(lines)
    )
    return Markup('<rect class="{}" x="{:g}" y="{:g}" width="{}" height="{}" rx="8"/><text>{}</text>').format(
        css, x, y, width, LINE * len(lines) + 2 * PADDING, spans
    )


def curve(x: float, y: float, x2: float, y2: float) -> str:
    """Return the path of a line that leaves and arrives level."""
    bend = (x2 - x) / 2
    return f"M{x:g} {y:g}C{x + bend:g} {y:g} {x2 - bend:g} {y2:g} {x2:g} {y2:g}"
