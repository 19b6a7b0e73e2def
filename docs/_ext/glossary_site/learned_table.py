"""The learned search table of a content version, taken apart for the browser; all that knows its format here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import frozen

from withdrawal_concepts import _learned, _store

Feature = tuple[str, ...]
"""A stem, or two stems that stand side by side."""


@frozen
class LearnedTable:
    """What ``_learned`` computes with; each weight is a whole number of *unit* parts of a log odd."""

    words: dict[str, str]
    floor: float
    tail: float
    bias: list[float]
    unknown: int
    unit: int
    crisis_bias: float
    crisis_unit: int
    weights: dict[Feature, dict[int, int]]
    crisis: dict[Feature, int]


def read_learned_table(content_digest: str) -> LearnedTable | None:
    """Return the table that was learned for the content with this digest, or None where there is none."""
    data = _store.read_search_table(content_digest)
    if data is None:
        return None
    table = _learned.SearchTable(data)
    head = table.head if hasattr(table, "head") else table._table
    weights: dict[Feature, dict[int, int]] = {}
    crisis: dict[Feature, int] = {}
    classes = len(head["bias"])
    for feature, by_place in table.features.items() if hasattr(table, "features") else _items(head, data):
        ranks = {place: weight for place, weight in by_place.items() if place < classes}
        if ranks:
            weights[feature] = ranks
        if classes in by_place:
            crisis[feature] = by_place[classes]
    return LearnedTable(
        words=head["words"],
        floor=head["floor"],
        tail=head["tail"],
        bias=head["bias"],
        unknown=head["unknown"],
        unit=_learned.UNIT,
        crisis_bias=head["crisis"],
        crisis_unit=_learned.CRISIS_UNIT,
        weights=weights,
        crisis=crisis,
    )


def _items(head: dict[str, Any], data: bytes) -> Iterator[tuple[Feature, dict[int, int]]]:
    rows = data.partition(b"\n")[2]
    classes = len(head["bias"])
    width = _learned.row_width(classes)
    half = width // 2
    places = [2 * p if p < half else 2 * (p - half) + 1 for p in range(classes + _learned.BEHIND)]
    for feature, number in _rows_of(head["features"]):
        row = rows[number * width : (number + 1) * width]
        values = [row[place] - _learned.ZERO for place in places]
        yield feature, {n: value for n, value in enumerate(values[: classes + 1]) if value}


def _rows_of(lines: dict[str, str]) -> Iterator[tuple[Feature, int]]:
    for stem, text in lines.items():
        first, *following = text.split(" ")
        yield (stem,), int(first)
        yield from (((stem, other), int(first) + 1 + place) for place, other in enumerate(following))
