"""The search table of a content version, written and read again."""

from __future__ import annotations

import pytest

from withdrawal_concepts._learned import SearchTable, table_bytes
from withdrawal_concepts._sounds import heard_text

HEAD = {
    "bias": [0.0, 0.5], "crisis": -1.0, "crisis_unknown": -8, "floor": 0.25, "tail": 0.05, "unknown": 3,
    "labels": {"left on read": [0]}, "patterns": {}, "entries": ["a"],
}  # fmt: skip
WORDS = {"left": "leav", "alone": "alon", "leaving": "leav", "café": "café", "rejections": "reject"}
ROWS: dict[str, dict[str, dict[int, int]]] = {
    "alon": {"": {}}, "café": {"": {0: 4}}, "leav": {"": {1: 5}, "alon": {0: -3, 1: 9}}, "reject": {"": {}},
}  # fmt: skip


@pytest.fixture
def table() -> SearchTable:
    return SearchTable(table_bytes(HEAD, WORDS, ROWS))


def test_words_come_back_in_their_order_with_their_stems_and_sounds(table: SearchTable) -> None:
    assert list(table.words.items()) == list(WORDS.items())
    assert table.words.heard == heard_text(list(WORDS))
    assert set(table.words.stems) == set(ROWS)


def test_weights_and_head_come_back(table: SearchTable) -> None:
    assert table.head == HEAD
    rows = {feature: row for feature, row in table.features.items() if row}
    assert rows == {("café",): {0: 4}, ("leav",): {1: 5}, ("leav", "alon"): {0: -3, 1: 9}}


def test_a_stem_that_says_nothing_is_known_all_the_same(table: SearchTable) -> None:
    assert table.vocabulary.resolve_all(["rejection", "aloen", "rejekshuns", "zzz"]) == [
        "reject",
        "alon",
        "reject",
        None,
    ]
