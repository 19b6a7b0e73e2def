"""The words that an index knows, and which of them a typed word stands for.

Nothing is prepared before it is needed: the first word that is not known pays for what finds its likes.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, ValuesView
from functools import cached_property
from itertools import islice
from typing import Any

from withdrawal_concepts._text import stem

SHORTEST_TYPO = 4
"""A shorter word with a letter changed is another word."""
SHORTEST_TWO_TYPOS = 7
LONGEST_TYPO = 24
SHORTEST_PREFIX = 3
MOST_REMEMBERED = 8192
MOST_SOUGHT = 64
"""Words that are looked for in the text of all; for more, a dict is made."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class KnownWords(Mapping[str, str]):
    """Words with their stems, the most frequent first: looked for in a text, until a dict of all pays."""

    def __init__(self, text: str) -> None:
        """*text* has a word and its stem, with a space between; then a tab; and so on."""
        self._text = f"\t{text}\t"
        self._sought = 0

    @cached_property
    def _stems(self) -> dict[str, str]:
        parts = self._text.replace("\t", " ").split()
        return dict(zip(parts[::2], parts[1::2], strict=True))

    @property
    def get(self) -> Callable[..., Any]:
        """The method that returns the stem of a word, or else a second argument or None; once it pays, dict's own."""
        return self._stems.get if self._sought > MOST_SOUGHT else self._seek

    def _seek(self, word: str, default: Any = None) -> Any:
        self._sought += 1
        at = self._text.find(f"\t{word} ")
        if at < 0 or not word:
            return default
        return self._text[at + len(word) + 2 : self._text.index("\t", at + 1)]

    def __getitem__(self, word: str) -> str:
        return self._stems[word]

    def __iter__(self) -> Iterator[str]:
        return iter(self._stems)

    def __len__(self) -> int:
        return len(self._stems)

    def values(self) -> ValuesView[str]:
        return self._stems.values()


class _Guessed(dict[str, str | None]):
    """What unknown words stand for; each is worked out when it is first met."""

    def __init__(self, guess: Callable[[str], str | None]) -> None:
        super().__init__()
        self._guess = guess

    def __missing__(self, word: str) -> str | None:
        found = self._guess(word)
        if len(self) < MOST_REMEMBERED:
            self[word] = found
        return found


class Vocabulary:
    """Known words with their stems, the most frequent first."""

    def __init__(self, stems: Mapping[str, str], label_words: Iterable[str] = ()) -> None:
        """*label_words* are the words of names and aliases: they come before others, and may be two typos away."""
        self._stems = stems
        self._label_words = frozenset(label_words)
        self._guessed = _Guessed(self._guess)

    def known(self, word: str) -> str | None:
        """Return the stem of *word* if the index knows that very word."""
        return self._stems.get(word)

    def resolve(self, word: str) -> str | None:
        """Return the stem that *word* stands for: its own, or that of the likeliest known word one typo away."""
        return self._stems.get(word) or self._guessed[word]

    def resolve_all(self, typed: Sequence[str]) -> list[str | None]:
        """Return what each word stands for, as :meth:`resolve` does one by one."""
        stems = list(map(self._stems.get, typed))
        if None in stems:
            return [stem or self._guessed[word] for stem, word in zip(stems, typed, strict=True)]
        return stems

    def _guess(self, word: str) -> str | None:
        stemmed = stem(word)
        if stemmed in self._known_stems:
            return stemmed
        if not SHORTEST_TYPO <= len(word) <= LONGEST_TYPO:
            return None
        near = self._labels_one_edit_from(word) or [other for other in _one_edit(word) if other in self._ranks]
        if not near and len(word) >= SHORTEST_TWO_TYPOS:
            near = self._labels_two_edits_from(word)
        # A first letter is rarely wrong.
        return self._stems[min(near, key=lambda other: (other[0] != word[0], self._ranks[other]))] if near else None

    def _labels_one_edit_from(self, word: str) -> list[str]:
        keys = self._labels_by_deletion
        found = dict.fromkeys(other for key in (word, *_deletions(word)) for other in keys.get(key, ()))
        return [other for other in found if _is_one_edit(word, other)]

    def _labels_two_edits_from(self, word: str) -> list[str]:
        letters = _letters_of(word)
        close = (
            other
            for length in range(max(SHORTEST_TWO_TYPOS, len(word) - 2), len(word) + 3)
            for other, own in self._long_labels.get(length, ())
            if (own ^ letters).bit_count() <= 4  # an edit brings at most one letter in and takes one out
        )
        return [other for other in close if _is_two_edits(word, other)]

    def complete(self, beginning: str) -> str | None:
        """Return the stem of the most frequent known word that starts with *beginning*."""
        if len(beginning) < SHORTEST_PREFIX:
            return None
        words = self._in_order
        start = bisect_left(words, beginning)
        stop = bisect_left(words, beginning + "\U0010ffff", start)
        best = min(islice(words, start, stop), key=self._ranks.__getitem__, default=None)
        return None if best is None else self._stems[best]

    @cached_property
    def _known_stems(self) -> frozenset[str]:
        return frozenset(self._stems.values())

    @cached_property
    def _ranks(self) -> dict[str, int]:
        return {word: rank for rank, word in enumerate(self._stems)}

    @cached_property
    def _in_order(self) -> list[str]:
        return sorted(self._stems)

    @cached_property
    def _labels_by_deletion(self) -> dict[str, list[str]]:
        """What is left of a word of a label without one of its letters, or with all of them -> such words."""
        found: dict[str, list[str]] = {}
        for word in self._label_words & self._stems.keys():
            if SHORTEST_TYPO <= len(word) <= LONGEST_TYPO:
                for key in (word, *_deletions(word)):
                    found.setdefault(key, []).append(word)
        return found

    @cached_property
    def _long_labels(self) -> dict[int, list[tuple[str, int]]]:
        """Length -> words of labels that are so long, with their letters."""
        found: dict[int, list[tuple[str, int]]] = {}
        for word in self._label_words & self._stems.keys():
            if len(word) >= SHORTEST_TWO_TYPOS:
                found.setdefault(len(word), []).append((word, _letters_of(word)))
        return found


def _deletions(word: str) -> Iterator[str]:
    return (word[:i] + word[i + 1 :] for i in range(len(word)))


def _letters_of(word: str) -> int:
    """Return a number with a bit for each letter of *word*; beyond ASCII, letters may share one."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 63)
    return bits


def _one_edit(word: str) -> set[str]:
    """Return every word one deletion, swap, replacement or insertion away (Damerau-Levenshtein distance 1)."""
    splits = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    return {
        *(a + b[1:] for a, b in splits if b),
        *(a + b[1] + b[0] + b[2:] for a, b in splits if len(b) > 1),
        *(a + c + b[1:] for a, b in splits if b for c in _LETTERS),
        *(a + c + b for a, b in splits for c in _LETTERS),
    }


def _is_one_edit(word: str, other: str) -> bool:
    """Return whether two words differ by one deletion, swap, replacement or insertion."""
    if len(word) > len(other):
        word, other = other, word
    at = next((i for i, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), len(word))
    if len(word) < len(other):
        return word[at:] == other[at + 1 :]
    swapped = word[at : at + 2] == other[at : at + 2][::-1] and word[at + 2 :] == other[at + 2 :]
    return swapped or word[at + 1 :] == other[at + 1 :]


def _is_two_edits(word: str, other: str) -> bool:
    """Return whether two words, alike in length, are at most two edits apart (banded optimal string alignment)."""
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
