"""The learned search table of a content version, taken apart for the browser; all that knows its format here."""

from __future__ import annotations

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
    crisis_unknown: int
    crisis_unit: int
    weights: dict[Feature, dict[int, int]]
    crisis: dict[Feature, int]


def read_learned_table(content_digest: str) -> LearnedTable | None:
    """Return the table that was learned for the content with this digest, or None where there is none."""
    data = _store.read_search_table(content_digest)
    if data is None:
        return None
    table = _learned.SearchTable(data)
    head = table.head
    weights: dict[Feature, dict[int, int]] = {}
    crisis: dict[Feature, int] = {}
    classes = len(head["bias"])
    for feature, by_place in table.features.items():
        ranks = {place: weight for place, weight in by_place.items() if place < classes}
        if ranks:
            weights[feature] = ranks
        if classes in by_place:
            crisis[feature] = by_place[classes]
    return LearnedTable(
        words=dict(table.words),
        floor=head["floor"],
        tail=head["tail"],
        bias=head["bias"],
        unknown=head["unknown"],
        unit=_learned.UNIT,
        crisis_bias=head["crisis"],
        crisis_unknown=head["crisis_unknown"],
        crisis_unit=_learned.CRISIS_UNIT,
        weights=weights,
        crisis=crisis,
    )
