"""What a word that an index does not know stands for: typos, spelling by ear, blanks left out.

Nothing is prepared before it is needed: the first word that is not known pays for what finds its likes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from withdrawal_concepts._edits import is_one_edit, is_two_edits, letters_of, one_edit, parts_left
from withdrawal_concepts._sounds import SHORTEST_BY_EAR, ByEar, heard_text
from withdrawal_concepts._text import stem_among
from withdrawal_concepts._vocabulary import KnownWords, words_having

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
        yield self._one_edit_from(word)
        alike = self._at(self._by_ear.like(word))
        yield self._labels_among(alike)
        yield alike
        yield self._labels_two_edits_from(word)
        yield self._at(self._by_ear.with_consonants_of(word))

    def _one_edit_from(self, word: str) -> dict[str, int]:
        if self._words.are_in_dicts:
            return self._words.among(one_edit(word))
        begin, end = parts_left(word)
        return self._one_edit_among(word, {*self._words.having(f"\t{begin}"), *self._words.having(f"{end}\t")})

    def _one_edit_among(self, word: str, others: Iterable[str]) -> dict[str, int]:
        lengths = range(len(word) - 1, len(word) + 2)
        return self._words.among([other for other in others if len(other) in lengths and is_one_edit(word, other)])

    def _at(self, places: Iterable[int]) -> dict[str, int]:
        return {self._words.in_order[place]: place for place in places}

    def name_like(self, word: str) -> str | None:
        """Return the stem of the word of a label that is one edit away from *word*, or sounds like it."""
        if len(word) > LONGEST_TYPO:
            return None
        near = self._labels_one_edit_from(word) or self._labels_sounding_like(word)
        return self._meant_by(word, near) if near else None

    def _meant_by(self, word: str, near: Mapping[str, int]) -> str:
        """Return the stem of the likeliest of some words, given with their places: a first letter is rarely wrong."""
        return self._words[min(near, key=lambda other: (other[0] != word[0], near[other]))]

    # -- words of labels ------------------------------------------------------------------------------

    @cached_property
    def _label_words(self) -> frozenset[str]:
        return frozenset(" ".join(self._labels).split())

    @cached_property
    def _label_text(self) -> str:
        return "\t".join(["", *self._label_words, ""])

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
        text = self._label_text
        alike = {*words_having(f"\t{begin}", text), *words_having(f"{end}\t", text)}
        return self._one_edit_among(word, [other for other in alike if len(other) >= SHORTEST_TYPO])

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

    def _labels_sounding_like(self, word: str) -> dict[str, int]:
        return self._labels_among(self._at(self._by_ear.like(word)))

    @cached_property
    def _by_ear(self) -> ByEar:
        heard = self._words.heard
        return ByEar(heard_text(self._words.in_order), 0) if heard is None else ByEar(heard)

    # -- blanks that are missing ----------------------------------------------------------------------

    def _parts(self, word: str) -> tuple[str, ...]:
        """Return the stems of the known words that were run together to *word*; the last of two may be misspelt."""
        best = self._known_parts(word, MOST_PARTS)
        if best is not None and len(best[1]) * FEWEST_LETTERS_A_PART <= len(word):
            return tuple([self._words[part] for part in best[1]])
        for at in range(len(word) - SHORTEST_BY_EAR, SHORTEST_TYPO - 1, -1):
            first, rest = self._words.get(word[:at]), word[at:]
            if first is not None:
                near = (
                    self._labels_one_edit_from(rest)
                    or self._labels_sounding_like(rest)
                    or self._labels_two_edits_from(rest)
                )
                if near:
                    return first, self._meant_by(rest, near)
        return ()

    def _known_parts(self, word: str, most: int) -> tuple[int, tuple[str, ...]] | None:
        """Return up to *most* known words that make up *word*, and the place of the rarest: as low as can be."""
        begins = [word[:at] for at in range(1, len(word))] if most > 1 else []
        known = self._words.among([part for part in (word, *begins) if len(part) > 2 or part in SHORT_PARTS])
        best: tuple[int, tuple[str, ...]] | None = (known[word], (word,)) if word in known else None
        for part in begins:
            if part in known and (rest := self._known_parts(word[len(part) :], most - 1)) is not None:
                rarest = max(known[part], rest[0]) + PART_COST
                if best is None or rarest < best[0]:
                    best = rarest, (part, *rest[1])
        return best
