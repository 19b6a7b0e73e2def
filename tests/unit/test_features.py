"""Rows of weights are found by stem and pair, and add up to what plain sums give."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from withdrawal_concepts._features import MIDDLE, Features, packed_rows

Rows = dict[str, dict[str, dict[int, int]]]
STEMS = [f"s{number:03}" for number in range(60)]


def _made(classes: int) -> Rows:
    """Rows for classes, with crisis language at the place behind them; some say nothing."""
    draw = random.Random(classes)

    def row() -> dict[int, int]:
        places = draw.sample(range(classes + 1), draw.randrange(min(classes + 1, 9)))
        return {place: draw.choice([-127, -3, 1, 80, 127]) for place in sorted(places)}

    return {
        stem: {following: row() for following in ("", *sorted(draw.sample(STEMS, draw.randrange(20))))}
        for stem in STEMS
    }


def _features(rows: Rows, classes: int) -> Features:
    return Features(list(rows), memoryview(packed_rows(rows, classes)), classes)


@pytest.mark.parametrize("classes", [1, 2, 81, 255, 256, 257, 400])
def test_sums_are_those_of_all_distinct_stems_and_pairs(classes: int) -> None:
    rows = _made(classes)
    features = _features(rows, classes)
    draw = random.Random(0)
    for length in (0, 1, 2, 7, 30):
        stems = draw.choices([*STEMS, "unknown"], k=length)
        said = [rows.get(a, {}).get(b, {}) for a, b in {*((stem, "") for stem in stems), *pairwise(stems)}]
        total = features.total(stems)
        sums = [sum(row.get(place, 0) for row in said) for place in range(classes + 1)]
        by_ranker = sum(any(place < classes for place in row) for row in said)
        assert features.behind(total) == (sums[-1], by_ranker, sum(classes in row for row in said))
        nothing, falling = features.falling(total)
        assert nothing - MIDDLE == sums[0]
        last = (1 << features.shift) - 1
        order = sorted(range(classes - 1), key=lambda number: (-sums[number + 1], number))
        assert [last - (code & last) for code in falling] == order
        assert [(code >> features.shift) - MIDDLE for code in falling] == [sums[number + 1] for number in order]


@pytest.mark.parametrize("classes", [81, 400])
def test_all_rows_can_be_read_again(classes: int) -> None:
    rows = _made(classes)
    read: Rows = {stem: {} for stem in rows}
    for feature, row in _features(rows, classes).items():
        read[feature[0]][feature[1] if len(feature) > 1 else ""] = row
    assert read == rows
