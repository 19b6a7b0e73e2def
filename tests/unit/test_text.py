"""Labels and words."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from withdrawal_concepts._text import nearest, normalise, number_forms, number_variants, squeezed, stem, words


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("", ""),
        ("  ", ""),
        ("--", ""),
        ("Ego–Depletion  Response", "ego depletion response"),
        ("ego_depletion\tresponse\n", "ego depletion response"),
        ("Café", "cafe"),
        ("Cafe\u0301", "cafe"),
        ("ＲＵＭＩＮＡＴＩＯＮ", "rumination"),
        ("Straße", "strasse"),
        ("ﬁne", "fine"),
        ("don't", "dont"),
        ("don’t", "dont"),
        ("donʼt", "dont"),
        ("don`t", "dont"),
        ("don＇t", "dont"),
        ("ŉ", "n"),
        ("rumi\u00adnation", "rumination"),
        ("rumi\u200dnation", "rumination"),
        ("İstanbul", "istanbul"),
        ("½ day", "1 2 day"),
        ("C++", "c"),
        ("孤独", "孤独"),
    ],
)
def test_normalise(label: str, key: str) -> None:
    assert normalise(label) == key
    assert squeezed(label) == key.replace(" ", "").encode()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hassle", "hassles"),
        ("class", "classes"),
        ("fox", "foxes"),
        ("quiz", "quizes"),
        ("watch", "watches"),
        ("wish", "wishes"),
        ("anxiety", "anxieties"),
        ("day", "days"),
        ("tie", "ties"),
        ("social hassle", "social hassles"),
        ("fear of missing out", "fears of missing out"),
    ],
)
def test_singular_and_plural_are_variants_of_each_other(one: str, other: str) -> None:
    assert other in number_variants(one)
    assert one in number_variants(other)


@pytest.mark.parametrize("key", ["", "to", "a b", "x1s", "2020", "it is"])
def test_short_words_and_numbers_have_no_variants(key: str) -> None:
    assert list(number_variants(key)) == []


def test_a_variant_differs_in_one_word() -> None:
    for variant in number_variants("social hassles everyday"):
        assert sum(a != b for a, b in zip(variant.split(), ["social", "hassles", "everyday"], strict=True)) == 1


def test_a_double_s_is_no_plural() -> None:
    assert "los" not in number_variants("loss")
    assert "losses" in number_variants("loss")


@given(st.lists(st.text("abchiosxyz", min_size=1, max_size=6), min_size=1, max_size=3).map(" ".join))
def test_number_forms_are_number_variants_the_other_way_round(key: str) -> None:
    assert all(key in number_variants(form) for form in number_forms(key))
    assert all(key in number_forms(variant) for variant in number_variants(key))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        (" .,;\n", []),
        ("Don't go", [("dont", 0, 5), ("go", 6, 8)]),
        ("self–esteem", [("self", 0, 4), ("esteem", 5, 11)]),
        ("snake_case", [("snake", 0, 5), ("case", 6, 10)]),
        ("'quoted'", [("quoted", 1, 7)]),
        ("Café, naïve", [("cafe", 0, 4), ("naive", 6, 11)]),
        ("Cafe\u0301, nai\u0308ve", [("cafe", 0, 5), ("naive", 7, 13)]),
        ("x\u0301", [("x", 0, 2)]),
        ("rumi\u00adnation", [("rumination", 0, 11)]),
        ("½", [("1", 0, 1), ("2", 0, 1)]),
        ("👍 ok", [("ok", 2, 4)]),
    ],
)
def test_words(text: str, found: list[tuple[str, int, int]]) -> None:
    assert list(words(text)) == found


def test_nearest_gives_the_best_first_and_no_more_than_asked_for() -> None:
    candidates = ["loneliness", "lonely", "solitude", "loneliness-loop"]
    assert nearest("lonliness", candidates)[0] == "loneliness"
    assert len(nearest("loneliness", candidates, 1)) == 1
    assert nearest("zzz", candidates) == ()


@pytest.mark.parametrize("word", ["reject", "rejects", "rejected", "rejecting", "rejection", "rejections"])
def test_forms_of_a_word_share_a_stem(word: str) -> None:
    assert stem(word) == "reject"


@pytest.mark.parametrize("found", [True, False])
def test_english_alone_is_loaded_where_it_is_found_and_the_library_is_left_alone(found: bool) -> None:
    script = f"""
import sys
from withdrawal_concepts import _porter2, _text
if not {found}:
    _porter2.__path__ = []
assert _text.stem("rejections") == "reject"
assert ("snowballstemmer" in sys.modules) is not {found}
import snowballstemmer
assert snowballstemmer.stemmer("french").stemWord("continuellement") == "continuel"
words = "generously skies dying happiness knitting yes abilities".split()
assert list(map(_text.stem, words)) == snowballstemmer.stemmer("english").stemWords(words)
"""
    subprocess.run([sys.executable, "-c", script], check=True)
