"""How many letters two words are apart, against plainer ways to tell."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from plain_reading import edits_apart, misspelt
from strategies import changes as any_changes
from withdrawal_concepts._edits import is_one_edit, is_two_edits, letters_of, one_edit, parts_left

LETTERS = "abcdefghijklmnopqrstuvwxyz"
few_letters = st.text("abc", max_size=6)
words = st.text(LETTERS, min_size=4, max_size=12)


def _edited(word: str) -> set[str]:
    return {
        *(word[:i] + word[i + 1 :] for i in range(len(word))),
        *(word[:i] + letter + word[i + 1 :] for i in range(len(word)) for letter in LETTERS),
        *(word[:i] + letter + word[i:] for i in range(len(word) + 1) for letter in LETTERS),
        *(word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1)),
    }


@given(few_letters, few_letters)
def test_words_are_at_most_one_edit_apart_or_two(word: str, other: str) -> None:
    apart = edits_apart(word, other)
    assert is_one_edit(word, other) == (apart <= 1)
    assert is_two_edits(word, other) == (apart <= 2)


@given(words, any_changes)
def test_a_misspelt_word_is_one_edit_away_or_two_or_more(word: str, changes: list[tuple[str, int, str]]) -> None:
    other = misspelt(word, changes)
    apart = edits_apart(word, other)
    assert is_one_edit(word, other) == is_one_edit(other, word) == (apart <= 1)
    assert is_two_edits(word, other) == is_two_edits(other, word) == (apart <= 2)


@given(words)
def test_all_words_one_edit_away_are_made(word: str) -> None:
    assert set(one_edit(word)) == _edited(word)


@given(words)
def test_one_edit_leaves_how_a_word_begins_or_how_it_ends(word: str) -> None:
    begin, end = parts_left(word)
    assert begin
    assert end
    assert all(other.startswith(begin) or other.endswith(end) for other in _edited(word))


@given(words)
def test_an_edit_brings_one_letter_in_at_most_and_takes_one_out(word: str) -> None:
    assert all((letters_of(word) ^ letters_of(other)).bit_count() <= 2 for other in _edited(word))
