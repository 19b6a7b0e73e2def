"""The learned model of crisis language, over a table made by hand."""

from __future__ import annotations

import math

import pytest

from withdrawal_concepts._learned import CRISIS_UNIT, END, MOST_MENDED, START, CrisisModel, SearchTable, table_bytes

CLASSES = 2
CRISIS = CLASSES  # the place behind the classes
WORDS = {"i": "i", "cannot": "cannot", "face": "face", "monday": "monday", "soup": "soup", "soups": "soup"}
ROWS: dict[str, dict[str, dict[int, int]]] = {
    END: {"": {}},
    START: {"": {}, "face": {CRISIS: 8}, "soup": {CRISIS: -24}},
    "cannot": {"": {CRISIS: 16}, "face": {CRISIS: 32}},
    "face": {"": {0: 5}, END: {CRISIS: 40}},
    "i": {"": {}},
    "monday": {"": {0: 3, CRISIS: 4}},
    "soup": {"": {CRISIS: -16}},
}
HEAD = {
    "bias": [0.0] * CLASSES, "crisis": -1.0, "crisis_unknown": -8, "floor": 0.25, "tail": 0.05, "unknown": 0,
    "labels": {}, "patterns": {}, "entries": ["a"],
}  # fmt: skip


@pytest.fixture
def model() -> CrisisModel:
    return SearchTable(table_bytes(HEAD, WORDS, ROWS)).crisis_model()


@pytest.mark.parametrize(
    ("text", "eighths", "telling"),
    [
        ("", 0, 1), ("i", 0, 1), ("cannot", 16, 1), ("i cannot", 16, 1), ("monday cannot", 20, 2),
        ("cannot face", 16 + 32 + 40, 3), ("cannot face monday", 16 + 32 + 4, 3), ("i face", 40, 1),
        ("face cannot", 8 + 16, 2), ("soup soup", -16 - 24, 2), ("soups cannot", -16 - 24 + 16, 3),
        ("xyzxyz cannot", 16 - 8, 2), ("qqqq wwww cannot", 16 - 16, 3),
    ],
)  # fmt: skip
def test_the_sum_of_what_speaks_for_it(model: CrisisModel, text: str, eighths: int, telling: int) -> None:
    expected = eighths / CRISIS_UNIT / math.sqrt(telling) - 1
    assert model.leaning(model.understood(text.split())) == pytest.approx(expected)


def test_a_stretch_from_the_middle_has_no_beginning_and_no_end(model: CrisisModel) -> None:
    stems = model.understood(["cannot", "face"])
    assert model.leaning(stems, ends=False) == pytest.approx(48 / CRISIS_UNIT / math.sqrt(2) - 1)
    assert model.leaning(["face"], begins=False) == pytest.approx(40 / CRISIS_UNIT - 1)
    assert model.leaning(["face"], begins=False, ends=False) == pytest.approx(-1)


@pytest.mark.parametrize("text", ["canot face", "cannto fase", "can not face", "cannotface"])
def test_misspelt_language_is_understood(model: CrisisModel, text: str) -> None:
    assert model.understood(text.split()) == ["cannot", "face"]


def test_the_last_word_is_not_completed(model: CrisisModel) -> None:
    assert model.understood(["cannot", "mon"]) == ["cannot", None]


def test_far_into_a_long_text_no_typos_are_looked_for(model: CrisisModel) -> None:
    assert model.understood(["i"] * MOST_MENDED + ["cannto", "face"])[MOST_MENDED:] == [None, "face"]
    assert model.understood(["i"] * (MOST_MENDED - 1) + ["cannto", "face"])[-2:] == ["cannot", "face"]
