"""What a word that an index does not know stands for: typos, spelling by ear, blanks left out.

Nothing is prepared before it is needed: the first word that is not known pays for what finds its likes.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from withdrawal_concepts._edits import is_one_edit, is_two_edits, letters_of, one_edit, parts_left
from withdrawal_concepts._sounds import SHORTEST_BY_EAR, ByEar
from withdrawal_concepts._text import stem_among

if TYPE_CHECKING:
    from withdrawal_concepts._vocabulary import KnownWords

SHORTEST_TYPO = 4
"""A shorter word with a letter changed is another word."""
SHORTEST_TWO_TYPOS = 7
LONGEST_TYPO = 24
MOST_PARTS = 4
FEWEST_LETTERS_A_PART = 3
"""On average, in a word that was run together from several."""
PART_COST = 100
"""A split into one part more has to make its rarest word so many places more frequent."""
SHORT_PARTS = frozenset("i a of to in is it on my me no so we he be by do go up us as at an or if am".split())  # noqa: SIM905
"""Of words with one or two letters, those that others are run together with."""


class Guesser:
    """Guesses which of the known words is meant."""

    def __init__(self, words: KnownWords, labels: Iterable[str]) -> None:
        """*labels* are names and aliases: their words come before others, and may be further away."""
        self._words = words
        self._labels = labels
        self._known_stems = frozenset(words.stems)

    def guess(self, word: str) -> tuple[str, ...]:
        """Return the stem that *word* stands for, or the stems if blanks are missing in it; none for nothing."""
        stem = stem_among(self._known_stems, word)
        if stem is not None:
            return (stem,)
        if not SHORTEST_TYPO <= len(word) <= LONGEST_TYPO:
            return ()
        near = next(filter(None, self._like(word)), None)
        return (self._meant_by(word, near),) if near else self._parts(word)

    def _like(self, word: str) -> Iterator[dict[str, int]]:
        """Yield known words, with their places, that are more and more unlike *word*."""
        yield self._labels_one_edit_from(word)
        yield self._words.among(one_edit(word))
        alike = self._by_ear.like(word)
        yield self._labels_among(alike)
        yield alike
        yield self._labels_two_edits_from(word)
        yield self._by_ear.with_consonants_of(word)

    def name_like(self, word: str) -> str | None:
        """Return the stem of the word of a label that is one edit away from *word*, or sounds like it."""
        if len(word) > LONGEST_TYPO:
            return None
        near = self._labels_one_edit_from(word) or self._labels_among(self._by_ear.like(word))
        return self._meant_by(word, near) if near else None

    def _meant_by(self, word: str, near: Mapping[str, int]) -> str:
        """Return the stem of the likeliest of some words, given with their places: a first letter is rarely wrong."""
        return self._words[min(near, key=lambda other: (other[0] != word[0], near[other]))]

    # -- words of labels ------------------------------------------------------------------------------

    @cached_property
    def _label_words(self) -> frozenset[str]:
        return frozenset(" ".join(self._labels).split())

    @cached_property
    def _label_words_in_order(self) -> list[str]:
        return sorted(self._label_words)

    @cached_property
    def _label_words_backwards(self) -> list[str]:
        return sorted([word[::-1] for word in self._label_words])

    @cached_property
    def _long_labels(self) -> dict[int, list[tuple[str, int]]]:
        """Length -> words of labels that are so long, with their letters."""
        found: dict[int, list[tuple[str, int]]] = {}
        for word in self._label_words:
            if len(word) >= SHORTEST_TWO_TYPOS:
                found.setdefault(len(word), []).append((word, letters_of(word)))
        return found

    def _labels_one_edit_from(self, word: str) -> dict[str, int]:
        begin, end = parts_left(word)
        alike = _beginning_with(begin, self._label_words_in_order)
        alike += [other[::-1] for other in _beginning_with(end[::-1], self._label_words_backwards)]
        lengths = range(max(SHORTEST_TYPO, len(word) - 1), len(word) + 2)
        return self._words.among([other for other in alike if len(other) in lengths and is_one_edit(word, other)])

    def _labels_two_edits_from(self, word: str) -> dict[str, int]:
        if len(word) < SHORTEST_TWO_TYPOS:
            return {}
        letters = letters_of(word)
        alike: list[str] = []
        for length in range(max(SHORTEST_TWO_TYPOS, len(word) - 2), len(word) + 3):
            most = 4 - abs(length - len(word))  # bits: a replaced letter may change two, one that is added one
            near = self._long_labels.get(length, ())
            alike += [other for other, own in near if (own ^ letters).bit_count() <= most]
        return self._words.among([other for other in alike if is_two_edits(word, other)])

    def _labels_among(self, words: Mapping[str, int]) -> dict[str, int]:
        return {word: place for word, place in words.items() if word in self._label_words}

    @cached_property
    def _by_ear(self) -> ByEar:
        return ByEar(self._words.in_order, self._words.heard)

    # -- blanks that are missing ----------------------------------------------------------------------

    def _parts(self, word: str) -> tuple[str, ...]:
        """Return the stems of the known words that were run together to *word*; the last of two may be misspelt."""
        begins = self._words.among(_possible_parts(word, range(1)))
        if not begins:
            return ()
        best = _known_parts(word, self._words.among(_possible_parts(word, range(len(word)))), MOST_PARTS)
        if best is not None and len(best[1]) * FEWEST_LETTERS_A_PART <= len(word):
            return tuple([self._words[part] for part in best[1]])
        for at in range(len(word) - SHORTEST_BY_EAR, SHORTEST_TYPO - 1, -1):
            first, rest = word[:at], word[at:]
            if first in begins:
                near = (
                    self._labels_one_edit_from(rest)
                    or self._labels_among(self._by_ear.like(rest))
                    or self._labels_two_edits_from(rest)
                )
                if near:
                    return self._words[first], self._meant_by(rest, near)
        return ()


def _beginning_with(beginning: str, in_order: list[str]) -> list[str]:
    start = bisect_left(in_order, beginning)
    return in_order[start : bisect_left(in_order, beginning + "\U0010ffff", start)]


def _possible_parts(word: str, starts: Iterable[int]) -> list[str]:
    parts = [word[start:end] for start in starts for end in range(start + 1, len(word) + 1)]
    return [part for part in parts if len(part) > 2 or part in SHORT_PARTS]


def _known_parts(word: str, known: Mapping[str, int], most: int) -> tuple[int, tuple[str, ...]] | None:
    """Return up to *most* known words that make up *word*, and the place of the rarest: as low as can be."""
    best: tuple[int, tuple[str, ...]] | None = None
    if word in known:
        best = known[word], (word,)
    for at in range(1, len(word)) if most > 1 else ():
        if word[:at] in known:
            rest = _known_parts(word[at:], known, most - 1)
            if rest is not None:
                place = max(known[word[:at]], rest[0]) + PART_COST
                if best is None or place < best[0]:
                    best = place, (word[:at], *rest[1])
    return best
