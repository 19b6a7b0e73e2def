"""The whole glossary as one picture: a panel for each category, and every relation as a line between two boxes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from markupsafe import Markup

import withdrawal_concepts as wc
from glossary_site.svg import box, height
from withdrawal_concepts._model import Category
from withdrawal_concepts._wording import RELATION

COLUMNS: tuple[tuple[Category, ...], ...] = (
    ("event", "feeling", "background"),
    ("thinking", "self", "relationship"),
    ("behaviour",),
    ("cycle", "help"),
)
"""The panels from left to right: what happens, what it brings, what people do, what keeps it going or helps."""
BOX, GAP, HEADING, PANEL_GAP, COLUMN_GAP = 190, 8, 34, 26, 86
WIDTH = len(COLUMNS) * BOX + (len(COLUMNS) - 1) * COLUMN_GAP + 110


def concept_map(glossary: wc.Glossary, titles: Mapping[str, str], address: Callable[[str], str]) -> Markup:
    """Return the map as SVG; *titles* name the categories, *address* gives that of a term by its id."""
    places: dict[str, tuple[float, float, int]] = {}
    panels: list[Markup] = []
    lowest = 0.0
    for number, categories in enumerate(COLUMNS):
        x, y = 20 + number * (BOX + COLUMN_GAP), 10.0
        for category in categories:
            members = [t for t in glossary.terms.values() if t.category == category]
            panels.append(Markup('<text class="panel" x="{}" y="{:g}">{}</text>').format(x, y + 20, titles[category]))
            y += HEADING
            for term in sorted(members, key=lambda t: t.name.casefold()):
                tall = height(term.name, BOX)
                places[term.id] = (x, y, tall)
                y += tall + GAP
            y += PANEL_GAP
        lowest = max(lowest, y - PANEL_GAP)
    edges = [
        _edge(relation, places)
        for term in glossary.terms.values()
        for relation in glossary.relations(term)
        if relation.stated
    ]
    nodes = [_node(glossary.terms[id], places[id], address(id)) for id in _in_reading_order(places)]
    return Markup(
        '<svg class="concept-map" viewBox="0 0 {} {:g}" role="group" aria-labelledby="map-title map-desc">'
        '<title id="map-title">Concept map</title><desc id="map-desc">{}</desc><g>{}</g>{}<g>{}</g></svg>'
    ).format(
        WIDTH,
        lowest + 6,
        f"{len(places)} terms in {len(titles)} groups, and {len(edges)} relations between them. Each box is a link. "
        "The list below the map says the same in words.",
        Markup("").join(edges),
        Markup("").join(panels),
        Markup("").join(nodes),
    )


def _in_reading_order(places: Mapping[str, tuple[float, float, int]]) -> list[str]:
    return sorted(places, key=lambda id: places[id][:2])


def _node(term: wc.Term, place: tuple[float, float, int], address: str) -> Markup:
    x, y, _ = place
    return Markup('<a href="{}" data-term="{}">{}</a>').format(
        address, term.id, box(term.name, x, y, BOX, f"node {term.standing}")
    )


def _edge(relation: wc.Relation, places: Mapping[str, tuple[float, float, int]]) -> Markup:
    x, y, tall = places[relation.source]
    x2, y2, tall2 = places[relation.target]
    y, y2 = y + tall / 2, y2 + tall2 / 2
    if x == x2:  # beside the column, further out the longer the way is
        out = min(COLUMN_GAP - 6, 14 + abs(y2 - y) / 8)
        path = f"M{x + BOX:g} {y:g}C{x + BOX + out:g} {y:g} {x + BOX + out:g} {y2:g} {x + BOX:g} {y2:g}"
    else:
        start, end = (x + BOX, x2) if x < x2 else (x, x2 + BOX)
        bend = COLUMN_GAP * (1 if x < x2 else -1)
        path = f"M{start:g} {y:g}C{start + bend:g} {y:g} {end - bend:g} {y2:g} {end:g} {y2:g}"
    suggested = " suggested" if relation.basis == "inference" else ""
    return Markup('<path class="edge edge-{}{}" data-ends="{} {}" d="{}"><title>{}</title></path>').format(
        relation.kind,
        suggested,
        relation.source,
        relation.target,
        path,
        f"{relation.source.replace('-', ' ')} {RELATION[relation.kind]} {relation.target.replace('-', ' ')}",
    )
