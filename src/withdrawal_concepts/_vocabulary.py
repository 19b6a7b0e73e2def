"""The words that an index knows, and which of them a typed word stands for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from withdrawal_concepts._text import stem

SHORTEST_TYPO = 4
"""A shorter word with a letter changed is another word."""
SHORTEST_TWO_TYPOS = 7
LONGEST_TYPO = 24
SHORTEST_PREFIX = 3
MOST_REMEMBERED = 8192
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Vocabulary:
    """Known words with their stems, the most frequent first."""

    def __init__(self, stems: Mapping[str, str], label_words: Iterable[str] = ()) -> None:
        """*label_words* are the words of names and aliases: they may be two typos away."""
        self._stems = dict(stems)
        self._label_words = sorted({word for word in label_words if len(word) >= SHORTEST_TWO_TYPOS})
        self._ranks = {word: rank for rank, word in enumerate(self._stems)}
        self._by_rank = list(self._stems.values())
        self._known_stems = frozenset(self._stems.values())
        self._remembered: dict[str, str | None] = {}

    def known(self, word: str) -> str | None:
        """Return the stem of *word* if the index knows that very word."""
        return self._stems.get(word)

    def resolve(self, word: str) -> str | None:
        """Return the stem that *word* stands for: its own, or that of the likeliest known word one typo away."""
        found = self._stems.get(word)
        if found is not None:
            return found
        if word in self._remembered:
            return self._remembered[word]
        found = self._guess(word)
        if len(self._remembered) < MOST_REMEMBERED:
            self._remembered[word] = found
        return found

    def _guess(self, word: str) -> str | None:
        stemmed = stem(word)
        if stemmed in self._known_stems:
            return stemmed
        if not SHORTEST_TYPO <= len(word) <= LONGEST_TYPO:
            return None
        ranks = self._ranks
        near = [ranks[other] for other in _one_edit(word) if other in ranks]
        if near:
            return self._by_rank[min(near)]
        if len(word) >= SHORTEST_TWO_TYPOS:
            close = [
                other for other in self._label_words if abs(len(other) - len(word)) <= 2 and _two_edits(word, other)
            ]
            if close:
                return stem(close[0])
        return None

    def complete(self, beginning: str) -> str | None:
        """Return the stem of the most frequent known word that starts with *beginning*."""
        if len(beginning) < SHORTEST_PREFIX:
            return None
        return next((found for word, found in self._stems.items() if word.startswith(beginning)), None)


def _one_edit(word: str) -> set[str]:
    """Return every word one deletion, swap, replacement or insertion away (Damerau-Levenshtein distance 1)."""
    splits = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    return {
        *(a + b[1:] for a, b in splits if b),
        *(a + b[1] + b[0] + b[2:] for a, b in splits if len(b) > 1),
        *(a + c + b[1:] for a, b in splits if b for c in _LETTERS),
        *(a + c + b for a, b in splits for c in _LETTERS),
    }


def _two_edits(word: str, other: str) -> bool:
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
