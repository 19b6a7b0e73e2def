"""Which known word a typed word stands for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from withdrawal_concepts._vocabulary import Vocabulary, _is_one_edit

STEMS = {
    "friends": "friend", "alone": "alon", "rejection": "reject", "withdrawal": "withdraw", "longing": "long",
    "belonging": "belong", "long": "long", "belong": "belong", "rumination": "rumin", "trial": "trial",
    "trail": "trail", "café": "cafe", "loneliness": "lonel",
}  # fmt: skip
LABEL_WORDS = ("rejection", "rumination", "belong", "belonging", "loneliness", "nowhere")


@pytest.fixture
def vocabulary() -> Vocabulary:
    return Vocabulary(STEMS, LABEL_WORDS)


@pytest.mark.parametrize("word", STEMS)
def test_a_known_word_is_never_taken_for_a_typo_of_another(vocabulary: Vocabulary, word: str) -> None:
    assert vocabulary.resolve(word) == vocabulary.known(word) == STEMS[word]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("rejecton", "rejection"), ("rejectiion", "rejection"), ("rejectoin", "rejection"), ("rejextion", "rejection"),
        ("tejection", "rejection"), ("ejection", "rejection"), ("erjection", "rejection"), ("rejectionn", "rejection"),
        ("lonliness", "loneliness"), ("lonelinness", "loneliness"), ("freinds", "friends"), ("alonee", "alone"),
        ("withdrawel", "withdrawal"), ("wothdrawal", "withdrawal"),
    ],
)  # fmt: skip
def test_one_typo(vocabulary: Vocabulary, typed: str, meant: str) -> None:
    assert vocabulary.known(typed) is None
    assert vocabulary.resolve(typed) == STEMS[meant]


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_one_edit_is_what_one_edit_makes(word: str, other: str) -> None:
    made = {
        *(word[:i] + word[i + 1 :] for i in range(len(word))),
        *(word[:i] + letter + word[i + 1 :] for i in range(len(word)) for letter in "abc"),
        *(word[:i] + letter + word[i:] for i in range(len(word) + 1) for letter in "abc"),
        *(word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1)),
    }
    if word != other:
        assert _is_one_edit(word, other) == (other in made)


@pytest.mark.parametrize("typed", ["rjecton", "rejctoin", "tejectoin", "lonlines", "ruminasion", "rumminatoin"])
def test_two_typos_in_a_long_word_of_a_label(vocabulary: Vocabulary, typed: str) -> None:
    assert vocabulary.resolve(typed) in ("reject", "lonel", "rumin")


def test_two_typos_in_another_word_are_too_many(vocabulary: Vocabulary) -> None:
    assert vocabulary.resolve("withdarwel") is None
    assert vocabulary.resolve("bleongg") is None  # and in a short one


def test_words_of_labels_come_first_then_the_same_first_letter_then_frequency() -> None:
    vocabulary = Vocabulary({"cart": "cart", "part": "part", "pars": "par", "park": "park"}, ["part", "cart", "park"])
    assert vocabulary.resolve("parr") == "part"  # not pars, which is no label, nor park, which is rarer
    assert vocabulary.resolve("dart") == "cart"
    assert vocabulary.resolve("paru") == "part"


def test_a_word_of_a_label_that_the_index_does_not_know_stands_for_nothing(vocabulary: Vocabulary) -> None:
    assert vocabulary.resolve("nowhere") is None
    assert vocabulary.resolve("nowhre") is None


@pytest.mark.parametrize("typed", ["xyz", "lon", "alo", "", "a" * 25, "zzzzzzz"])
def test_what_stands_for_nothing(vocabulary: Vocabulary, typed: str) -> None:
    assert vocabulary.resolve(typed) is None
    assert vocabulary.resolve(typed) is None  # remembered, too


def test_another_form_of_a_known_word(vocabulary: Vocabulary) -> None:
    assert vocabulary.resolve("rejected") == "reject"


@pytest.mark.parametrize(
    ("beginning", "meant"),
    [("rej", "reject"), ("lon", "long"), ("caf", "cafe"), ("tr", None), ("xyz", None), ("", None)],
)
def test_a_beginning_stands_for_the_most_frequent_word(
    vocabulary: Vocabulary, beginning: str, meant: str | None
) -> None:
    assert vocabulary.complete(beginning) == meant
