"""How many letters two words are apart: one deletion, swap of neighbours, replacement or insertion is one edit.

(Damerau-Levenshtein distance, as optimal string alignment.) Pure functions.
"""

from __future__ import annotations

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def letters_of(word: str) -> int:
    """Return a number with a bit for each letter of *word*; beyond ASCII, letters may share one."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 63)
    return bits


def parts_left(word: str) -> tuple[str, str]:
    """Return how a word may begin, or end, that is one edit away from *word*: it does at least one of the two.

    A letter in the middle is in neither, because a swap changes two.

    >>> parts_left("rejeciton")
    ('reje', 'iton')
    """
    return word[: (len(word) - 1) // 2], word[-(len(word) // 2) :]


def one_edit(word: str) -> list[str]:
    """Return every word one edit away, some of them more than once."""
    found = [word[:at] + word[at + 1 :] for at in range(len(word))]
    found += [word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)]
    for at in range(len(word) + 1):
        begin, end, rest = word[:at], word[at:], word[at + 1 :]
        # A join puts every letter in its place at once, in less time than one by one.
        found += f"{begin}{f'{end} {begin}'.join(_LETTERS)}{end}".split(" ")
        if end:
            found += f"{begin}{f'{rest} {begin}'.join(_LETTERS)}{rest}".split(" ")
    return found


def _first_difference(word: str, other: str) -> int:
    at = 0
    for a, b in zip(word, other, strict=False):
        if a != b:
            break
        at += 1
    return at


def is_one_edit(word: str, other: str) -> bool:
    """Return whether two words are at most one edit apart."""
    if len(word) > len(other):
        word, other = other, word
    at = _first_difference(word, other)
    if len(word) < len(other):
        return word[at:] == other[at + 1 :]
    swapped = word[at : at + 2] == other[at : at + 2][::-1] and word[at + 2 :] == other[at + 2 :]
    return swapped or word[at + 1 :] == other[at + 1 :]


def is_two_edits(word: str, other: str) -> bool:
    """Return whether two words are at most two edits apart: one edit where they differ first, then one more."""
    at = _first_difference(word, other)
    word, other = word[at:], other[at:]
    return (
        is_one_edit(word[1:], other[1:])
        or is_one_edit(word[1:], other)
        or is_one_edit(word, other[1:])
        or (word[:2] == other[:2][::-1] and is_one_edit(word[2:], other[2:]))
    )
