"""What words sound like."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from withdrawal_concepts._sounds import MOST_SOUGHT, ByEar, consonants, heard_text, sounds


@pytest.mark.parametrize(
    ("word", "spellings"),
    [
        ("rejection", "rejecshun rejektion regection rejecsion"), ("compassion", "compashun compation kompassion"),
        ("anxiety", "angzaiety anksiety"), ("chronic", "kronik cronic"), ("ostracism", "ostrasizm ostracizm"),
        ("hassles", "hassels hasels"), ("disclosure", "disclosher"), ("experiential", "experencial"),
        ("solitude", "solitood"), ("people", "peepul"), ("brain", "brane"), ("phone", "fone"), ("thought", "thot"),
        ("know", "no noe"), ("wrong", "rong"), ("numb", "num"), ("self", "selv"), ("avoidance", "avoidans"),
    ],
)  # fmt: skip
def test_spellings_of_one_sound(word: str, spellings: str) -> None:
    assert set(sounds([word, *spellings.split()])) == set(sounds([word]))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("rejection", "reaction"),
        ("brain", "born"),
        ("lonely", "only"),
        ("shy", "sky"),
        ("self", "shelf"),
        ("one", "won"),
    ],
)
def test_what_sounds_otherwise(one: str, other: str) -> None:
    assert len(set(sounds([one, other]))) == 2


@given(st.lists(st.text("aeiouhwcgkstnx", min_size=1, max_size=12), max_size=5))
def test_words_at_once_sound_as_one_by_one(words: list[str]) -> None:
    assert sounds(words) == [sounds([word])[0] for word in words]
    assert all("aa" not in key and "a" not in consonants(key) for key in sounds(words))


def test_the_places_of_words_that_sound_alike_are_found_however_often_they_are_asked_for() -> None:
    words = ["rejection", "fone", "phone", "soshal", "social", "sew", "phones", "rejectedness"]
    for by_ear in (ByEar(heard_text(words)), ByEar(heard_text(words), 0)):
        for _ in range(MOST_SOUGHT + 2):
            assert by_ear.like("rejecshun") == [0]
            assert by_ear.like("soshul") == [3, 4]
            assert by_ear.like("phonez") == [6]
            assert by_ear.like("phown") == []  # two consonants tell nothing
            assert by_ear.like("sow") == by_ear.like("ghjkdf") == []
            assert by_ear.with_consonants_of("rijactodnoss") == [7]
            assert by_ear.with_consonants_of("phaneeses") == []


def test_short_words_are_not_heard() -> None:
    assert heard_text(["phone", "nite", "night"]) == "fan\t\tnat"
    assert heard_text([]) == ""
