"""The relations of one term as a picture: what may come before it on the left, what may follow on the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from attrs import frozen
from markupsafe import Markup

import withdrawal_concepts as wc
from glossary_site.svg import box, curve, height
from withdrawal_concepts._model import RelationKind
from withdrawal_concepts._wording import RELATION

LEFT: tuple[RelationKind, ...] = ("broader", "follows_from", "reinforced_by", "eased_by")
RIGHT: tuple[RelationKind, ...] = ("narrower", "leads_to", "reinforces", "eases")
EITHER: tuple[RelationKind, ...] = ("contrasts_with", "related")
WIDTH, SIDE, MIDDLE = 700, 220, 150
GAP, HEADING = 8, 26


@frozen
class _Placed:
    relation: wc.Relation
    name: str
    y: float
    height: int


@frozen
class _Heading:
    kind: RelationKind
    y: float


def picture(
    term: wc.Term, relations: Sequence[wc.Relation], name: Callable[[str], str], address: Callable[[str], str]
) -> Markup:
    """Return the picture as SVG; *name* and *address* give those of a term by its id. Empty without relations."""
    if not relations:
        return Markup("")
    groups = {kind: [r for r in relations if r.kind == kind] for kind in (*LEFT, *RIGHT, *EITHER)}
    left, right = [k for k in LEFT if groups[k]], [k for k in RIGHT if groups[k]]
    for kind in EITHER:  # on the side where there is more room
        if groups[kind]:
            shorter = min(left, right, key=lambda side: sum(len(groups[k]) + 1 for k in side))
            shorter.append(kind)
    columns = [_column(side, groups, name) for side in (left, right)]
    total = max(120, *(bottom for _, _, bottom in columns))
    own = height(term.name, MIDDLE)
    centre = total / 2
    parts: list[Markup] = []
    for (headings, placed, bottom), x, start, end in (
        (columns[0], 0, (WIDTH - MIDDLE) / 2, SIDE),
        (columns[1], WIDTH - SIDE, (WIDTH + MIDDLE) / 2, WIDTH - SIDE),
    ):
        shift = (total - bottom) / 2
        for item in placed:
            path = curve(start, centre, end, shift + item.y + item.height / 2)
            parts.append(Markup('<path class="edge {}" d="{}"/>').format(_css(item.relation), path))
        label_of = Markup('<text class="kind" x="{}" y="{:g}">{}</text>')
        parts += [label_of.format(x + SIDE / 2, shift + head.y + 18, RELATION[head.kind]) for head in headings]
        for item in placed:
            label = f"{RELATION[item.relation.kind]}: {item.name}"
            parts.append(
                Markup('<a href="{}" aria-label="{}">{}</a>').format(
                    address(item.relation.target), label, box(item.name, x, shift + item.y, SIDE, "node")
                )
            )
    parts.append(box(term.name, (WIDTH - MIDDLE) / 2, centre - own / 2, MIDDLE, "node own"))
    return Markup(
        '<svg class="neighbourhood" viewBox="0 0 {} {:g}" role="group" aria-labelledby="nb-title nb-desc">'
        '<title id="nb-title">{}</title><desc id="nb-desc">{}</desc>{}</svg>'
    ).format(
        WIDTH,
        total,
        f"Terms around {term.name}",
        f"{len(relations)} relations. Each box is a link. The list below says the same in words, with reasons.",
        Markup("").join(parts),
    )


def _column(
    kinds: list[RelationKind], groups: dict[RelationKind, list[wc.Relation]], name: Callable[[str], str]
) -> tuple[list[_Heading], list[_Placed], float]:
    headings: list[_Heading] = []
    placed: list[_Placed] = []
    y = 0.0
    for kind in kinds:
        headings.append(_Heading(kind, y))
        y += HEADING
        for relation in groups[kind]:
            tall = height(name(relation.target), SIDE)
            placed.append(_Placed(relation, name(relation.target), y, tall))
            y += tall + GAP
    return headings, placed, y


def _css(relation: wc.Relation) -> str:
    return f"edge-{relation.kind}" + (" suggested" if relation.basis == "inference" else "")
