"""How many letters two words are apart, against plainer ways to tell."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from withdrawal_concepts._edits import is_one_edit, is_two_edits, letters_of, one_edit, parts_left

LETTERS = "abcdefghijklmnopqrstuvwxyz"
few_letters = st.text("abc", max_size=6)
words = st.text(LETTERS, min_size=4, max_size=12)


def _apart(word: str, other: str) -> int:
    """Return the distance by the whole table (optimal string alignment)."""
    rows = [list(range(len(other) + 1))]
    for i, a in enumerate(word, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            row.append(min(rows[-1][j] + 1, row[j - 1] + 1, rows[-1][j - 1] + (a != b)))
            if i > 1 and j > 1 and a == other[j - 2] and word[i - 2] == b:
                row[j] = min(row[j], rows[-2][j - 2] + 1)
        rows.append(row)
    return rows[-1][-1]


def _edited(word: str) -> set[str]:
    return {
        *(word[:i] + word[i + 1 :] for i in range(len(word))),
        *(word[:i] + letter + word[i + 1 :] for i in range(len(word)) for letter in LETTERS),
        *(word[:i] + letter + word[i:] for i in range(len(word) + 1) for letter in LETTERS),
        *(word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1)),
    }


@given(few_letters, few_letters)
def test_words_are_at_most_one_edit_apart_or_two(word: str, other: str) -> None:
    apart = _apart(word, other)
    assert is_one_edit(word, other) == (apart <= 1)
    assert is_two_edits(word, other) == (apart <= 2)


@given(words, words, words, st.integers(0, 12))
def test_of_long_words_only_what_differs_is_looked_at(begin: str, word: str, other: str, cut: int) -> None:
    one, two = begin + word[:cut] + begin, begin + other[: max(0, cut - 1)] + begin
    assert is_one_edit(one, two) == (_apart(one, two) <= 1)
    assert is_two_edits(one, two) == (_apart(one, two) <= 2)


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
