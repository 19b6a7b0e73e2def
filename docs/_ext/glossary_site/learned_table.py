"""The learned search table of a content version, taken apart for the browser; all that knows its format here."""

from __future__ import annotations

import json
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
    rounded: bool


def read_learned_table(content_digest: str) -> LearnedTable | None:
    """Return the table that was learned for the content with this digest, or None where there is none."""
    data = _store.read_search_table(content_digest)
    if data is None:
        return None
    head, _, rows = data.partition(b"\n")
    return _with_rows(json.loads(head), rows) if hasattr(_learned, "SearchTable") else _plain(json.loads(data))


def _plain(table: dict[str, Any]) -> LearnedTable:
    unit = int(_learned.UNIT)
    weights: dict[Feature, dict[int, int]] = {}
    for feature, text in table["weights"].items():
        numbers = [int(n) for n in text.split()]
        weights[tuple(feature.split(" "))] = dict(zip(numbers[::2], numbers[1::2], strict=True))
    return LearnedTable(
        words=table["stems"],
        floor=table["floor"],
        tail=0.2 * table["floor"],
        bias=[value / unit for value in table["bias"]],
        unknown=table["unknown"],
        unit=unit,
        crisis_bias=table["crisis"]["bias"] / unit,
        crisis_unit=unit,
        weights=weights,
        crisis={tuple(f.split(" ")): value for f, value in table["crisis"]["weights"].items()},
        rounded=False,
    )


def _with_rows(table: dict[str, Any], rows: bytes) -> LearnedTable:
    classes = len(table["bias"])
    width = _learned.row_width(classes)
    half = width // 2
    places = [2 * p if p < half else 2 * (p - half) + 1 for p in range(classes + _learned.BEHIND)]
    weights: dict[Feature, dict[int, int]] = {}
    crisis: dict[Feature, int] = {}
    for feature, number in _rows_of(table["features"]):
        row = rows[number * width : (number + 1) * width]
        values = [row[place] - _learned.ZERO for place in places]
        if values[classes + 1]:
            weights[feature] = {n: value for n, value in enumerate(values[:classes]) if value}
        if values[classes + 2]:
            crisis[feature] = values[classes]
    return LearnedTable(
        words=table["words"],
        floor=table["floor"],
        tail=table["tail"],
        bias=table["bias"],
        unknown=table["unknown"],
        unit=_learned.UNIT,
        crisis_bias=table["crisis"],
        crisis_unit=_learned.CRISIS_UNIT,
        weights=weights,
        crisis=crisis,
        rounded=True,
    )


def _rows_of(lines: dict[str, str]) -> Iterator[tuple[Feature, int]]:
    for stem, text in lines.items():
        first, *following = text.split(" ")
        yield (stem,), int(first)
        yield from (((stem, other), int(first) + 1 + place) for place, other in enumerate(following))
