"""How many letters two words are apart: one deletion, swap of neighbours, replacement or insertion is one edit.

(Damerau-Levenshtein distance, as optimal string alignment.) Pure functions.
"""

from __future__ import annotations

from collections.abc import Iterator

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def deletions(word: str) -> Iterator[str]:
    """Yield what is left of *word* without each of its letters."""
    return (word[:i] + word[i + 1 :] for i in range(len(word)))


def letters_of(word: str) -> int:
    """Return a number with a bit for each letter of *word*; beyond ASCII, letters may share one."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 63)
    return bits


def one_edit(word: str) -> set[str]:
    """Return every word one edit away."""
    found = set(deletions(word))
    for at in range(len(word) + 1):
        begin, end, rest = word[:at], word[at:], word[at + 1 :]
        # A join puts every letter in its place at once, in less time than one by one.
        found.update(f"{begin}{f'{end} {begin}'.join(_LETTERS)}{end}".split(" "))
        if end:
            found.update(f"{begin}{f'{rest} {begin}'.join(_LETTERS)}{rest}".split(" "))
        if rest:
            found.add(f"{begin}{rest[0]}{end[0]}{rest[1:]}")
    return found


def is_one_edit(word: str, other: str) -> bool:
    """Return whether two words are at most one edit apart; they differ in length by no more than one."""
    if len(word) > len(other):
        word, other = other, word
    at = next((i for i, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), len(word))
    if len(word) < len(other):
        return word[at:] == other[at + 1 :]
    swapped = word[at : at + 2] == other[at : at + 2][::-1] and word[at + 2 :] == other[at + 2 :]
    return swapped or word[at + 1 :] == other[at + 1 :]


def is_two_edits(word: str, other: str) -> bool:
    """Return whether two words, alike in length, are at most two edits apart (only a band is worked out)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(word, 1):
        before, last, row = row, before, [i] + [99] * len(other)
        for j in range(max(1, i - 2), min(len(other), i + 2) + 1):
            row[j] = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != other[j - 1]))
            if i > 1 and j > 1 and a == other[j - 2] and word[i - 2] == other[j - 1]:
                row[j] = min(row[j], last[j - 2] + 1)
        if min(row) > 2:
            return False
    return row[-1] <= 2
