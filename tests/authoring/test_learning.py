"""What crisis language is learned from, on a few lines."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("numpy")
pytest.importorskip("scipy")

from withdrawal_concepts._learned import END, START
from withdrawal_concepts._notices import STRETCH
from withdrawal_concepts._text import stem
from withdrawal_concepts._vocabulary import Vocabulary
from withdrawal_concepts.authoring._learn import _Crisis, _fit_crisis

MANY = 30


def _learned(folder: Path, others: list[str], **files: list[str]) -> _Crisis:
    for name, lines in files.items():
        (folder / f"{name}.txt").write_text("\n".join(lines * MANY), encoding="utf-8")
    words = " ".join([*others, *(line for lines in files.values() for line in lines)]).split()
    return _fit_crisis(others * MANY, Vocabulary({word: stem(word) for word in words}), folder)


def test_the_edges_of_a_text_speak_beside_a_stem_and_never_alone(tmp_path: Path) -> None:
    long = " ".join(["face", "cannot", "monday"] * STRETCH)  # most of its stretches have no edge
    learned = _learned(tmp_path, ["soup for lunch", long], crisis=["cannot face monday"], safe=["monday we cannot"])
    assert learned.features[f"{START} cannot"] > 0
    assert learned.features[f"monday {END}"] > 0
    assert learned.features[f"{START} monday"] < 0
    assert not {START, END, f"{START} {END}"} & learned.features.keys()


def test_a_long_text_is_learned_from_in_the_stretches_that_will_be_asked_about(tmp_path: Path) -> None:
    long = ["lunch"] + ["soup"] * (STRETCH // 2 - 1) + ["bread"] + ["soup"] * STRETCH + ["tea"]
    learned = _learned(tmp_path, [" ".join(long)], crisis=["cannot face monday"])
    assert learned.features[f"{START} lunch"] < 0
    assert learned.features[f"tea {END}"] < 0
    assert f"{START} bread" not in learned.features  # a stretch begins there, but the text does not


def test_everyday_lines_speak_against_a_notice(tmp_path: Path) -> None:
    everyday = _learned(tmp_path, ["soup for lunch"], crisis=["cannot face monday"], everyday=["cannot find monday"])
    assert everyday.features["find"] < 0
    assert everyday.features["cannot face"] > 0


def test_without_crisis_language_nothing_is_recognised(tmp_path: Path) -> None:
    assert _learned(tmp_path, ["soup for lunch"], everyday=["hello"]) == _Crisis(-1, 0, {})
