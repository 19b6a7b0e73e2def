"""The words that an index knows, and which of them a typed word stands for.

Nothing is prepared before it is needed: the first word that is not known pays for what finds its likes.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, ValuesView
from functools import cached_property
from itertools import islice
from typing import Any, TypeVar

from withdrawal_concepts._edits import deletions, is_one_edit, is_two_edits, letters_of, one_edit
from withdrawal_concepts._sounds import consonants, sounds
from withdrawal_concepts._text import stem

K = TypeVar("K")
V = TypeVar("V")

SHORTEST_TYPO = 4
"""A shorter word with a letter changed is another word."""
SHORTEST_TWO_TYPOS = 7
LONGEST_TYPO = 24
SHORTEST_BY_EAR, FEWEST_CONSONANTS = 5, 3
"""Words that are shorter, or have fewer consonants, sound like too many others."""
CONSONANTS_ALONE = 4
"""So many consonants tell a long word, whatever the vowels."""
SHORTEST_PREFIX = 3
MOST_PARTS = 4
FEWEST_LETTERS_A_PART = 3
"""On average, in a word that was run together from several."""
PART_COST = 100
"""A split into one part more has to make its rarest word so many places more frequent."""
SHORT_PARTS = frozenset("i a of to in is it on my me no so we he be by do go up us as at an or if am".split())  # noqa: SIM905
"""Of words with one or two letters, those that others are run together with."""
BEGINNINGS = frozenset("de dis in inter mis non pre re un".split())  # noqa: SIM905
"""Beginnings of words that people write apart."""
MOST_REMEMBERED = 8192
MOST_SOUGHT = 64
"""Words that are looked for in the text of all; for more, a dict is made."""


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
    def get(self) -> Callable[..., Any]:  # pyright: ignore[reportIncompatibleMethodOverride]
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


class Remembered(dict[K, V]):
    """What there is to say of words (or other keys); it is worked out when one is first met, for so many of them."""

    __slots__ = ("_most", "_work_out")

    def __init__(self, work_out: Callable[[K], V], most: int) -> None:
        super().__init__()
        self._work_out = work_out
        self._most = most

    def __missing__(self, key: K) -> V:
        found = self._work_out(key)
        if len(self) < self._most:
            self[key] = found
        return found


class Vocabulary:
    """Known words with their stems, the most frequent first."""

    def __init__(self, stems: Mapping[str, str], labels: Iterable[str] = ()) -> None:
        """*labels* are names and aliases: their words come before others, and may be further away."""
        self._stems = stems
        self._labels = labels
        self._guesses = Remembered(self._guess, MOST_REMEMBERED)
        self._joins = Remembered(self._joined, MOST_REMEMBERED)

    def known(self, word: str) -> str | None:
        """Return the stem of *word* if the index knows that very word."""
        return self._stems.get(word)

    def resolve(self, word: str) -> tuple[str, ...]:
        """Return the stem that *word* stands for, or the stems if blanks are missing in it; none for nothing."""
        own = self._stems.get(word)
        return self._guesses[word] if own is None else (own,)

    def resolve_all(self, typed: Sequence[str], *, complete: bool = True) -> list[str | None]:
        """Return the stems that the words of a query stand for, in order, and None for each that stands for nothing.

        A blank too many between two words is passed over. *complete*: the last word may be the beginning of one.
        """
        found = list(map(self._stems.get, typed))
        if None not in found:
            return found
        mended: list[str | None] = []
        at = 0
        while at < len(typed):
            pair = typed[at : at + 2]
            joined = self._joins[" ".join(pair)] if None in found[at : at + 2] and len(pair) == 2 else None
            guesses = (joined,) if joined else self.resolve(typed[at])
            if not guesses and complete and at + 1 == len(typed):
                mended.append(self.complete(typed[at]))
            else:
                mended += guesses or (None,)
            at += 2 if joined else 1
        return mended

    def complete(self, beginning: str) -> str | None:
        """Return the stem of the most frequent known word that starts with *beginning*."""
        if len(beginning) < SHORTEST_PREFIX:
            return None
        words = self._in_order
        start = bisect_left(words, beginning)
        stop = bisect_left(words, beginning + "\U0010ffff", start)
        best = min(islice(words, start, stop), key=self._ranks.__getitem__, default=None)
        return None if best is None else self._stems[best]

    # -- words with typos -----------------------------------------------------------------------------

    def _guess(self, word: str) -> tuple[str, ...]:
        stemmed = stem(word)
        if stemmed in self._known_stems:
            return (stemmed,)
        if not SHORTEST_TYPO <= len(word) <= LONGEST_TYPO:
            return ()
        near = (
            self._labels_one_edit_from(word)
            or self._ranks.keys() & one_edit(word)
            or self._labels_sounding_like(word)
            or self._sounding_like(word)
            or self._labels_two_edits_from(word)
            or self._with_consonants_of(word)
        )
        return (self._stems[self._likeliest(word, near)],) if near else self._parts(word)

    def _likeliest(self, word: str, near: Iterable[str]) -> str:
        """Return the one that is likeliest meant by *word*: a first letter is rarely wrong."""
        return min(near, key=lambda other: (other[0] != word[0], self._ranks[other]))

    def _labels_one_edit_from(self, word: str) -> list[str]:
        keys = self._labels_by_deletion
        found = dict.fromkeys(other for key in (word, *deletions(word)) for other in keys.get(key, ()))
        return [other for other in found if is_one_edit(word, other)]

    def _labels_two_edits_from(self, word: str) -> list[str]:
        if len(word) < SHORTEST_TWO_TYPOS:
            return []
        letters = letters_of(word)
        close = (
            other
            for length in range(max(SHORTEST_TWO_TYPOS, len(word) - 2), len(word) + 3)
            for other, own in self._long_labels.get(length, ())
            if (own ^ letters).bit_count() <= 4  # an edit brings at most one letter in and takes one out
        )
        return [other for other in close if is_two_edits(word, other)]

    def _sounding_like(self, word: str) -> list[str]:
        if len(word) < SHORTEST_BY_EAR:
            return []
        (key,) = sounds([word])
        return self._by_sound.get(key, []) if len(consonants(key)) >= FEWEST_CONSONANTS else []

    def _labels_sounding_like(self, word: str) -> list[str]:
        return [other for other in self._sounding_like(word) if other in self._label_words]

    def _with_consonants_of(self, word: str) -> list[str]:
        if len(word) < SHORTEST_TWO_TYPOS:
            return []
        key = consonants(sounds([word])[0])
        return self._by_consonants.get(key, []) if len(key) >= CONSONANTS_ALONE else []

    # -- blanks that are missing, or too many ---------------------------------------------------------

    def _joined(self, words: str) -> str | None:
        """Return the stem of the known word that two words, not both known, make together."""
        word, following = words.split(" ")
        joined = word + following
        if len(joined) < SHORTEST_BY_EAR:
            return None
        own = self._stems.get(joined)
        if own is not None or len(joined) < SHORTEST_TWO_TYPOS:
            return own
        if word not in BEGINNINGS and self.resolve(word) and self.resolve(following):
            return None
        near = self._labels_one_edit_from(joined) or self._labels_sounding_like(joined)
        return self._stems[self._likeliest(joined, near)] if near else None

    def _parts(self, word: str) -> tuple[str, ...]:
        """Return the stems of the known words that were run together to *word*; the last of two may be misspelt."""
        if len(word) < SHORTEST_BY_EAR:
            return ()
        best = self._known_parts(word, MOST_PARTS)
        if best is not None and len(best[1]) * FEWEST_LETTERS_A_PART <= len(word):
            return tuple([self._stems[part] for part in best[1]])
        for at in range(len(word) - SHORTEST_BY_EAR, SHORTEST_TYPO - 1, -1):
            first, rest = self._stems.get(word[:at]), word[at:]
            if first is not None:
                near = (
                    self._labels_one_edit_from(rest)
                    or self._labels_sounding_like(rest)
                    or self._labels_two_edits_from(rest)
                )
                if near:
                    return first, self._stems[self._likeliest(rest, near)]
        return ()

    def _known_parts(self, word: str, most: int) -> tuple[int, tuple[str, ...]] | None:
        """Return up to *most* known words that make up *word*, and the rank of the rarest: as low as can be."""
        ranks = self._ranks
        best: tuple[int, tuple[str, ...]] | None = None
        if word in ranks and _is_part(word):
            best = ranks[word], (word,)
        for at in range(1, len(word)) if most > 1 else ():
            if word[:at] in ranks and _is_part(word[:at]):
                rest = self._known_parts(word[at:], most - 1)
                if rest is not None:
                    rank = max(ranks[word[:at]], rest[0]) + PART_COST
                    if best is None or rank < best[0]:
                        best = rank, (word[:at], *rest[1])
        return best

    # -- what helps to find them ----------------------------------------------------------------------

    @cached_property
    def _label_words(self) -> frozenset[str]:
        return frozenset([word for label in self._labels for word in label.split(" ")])

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
                for key in (word, *deletions(word)):
                    found.setdefault(key, []).append(word)
        return found

    @cached_property
    def _long_labels(self) -> dict[int, list[tuple[str, int]]]:
        """Length -> words of labels that are so long, with their letters."""
        found: dict[int, list[tuple[str, int]]] = {}
        for word in self._label_words & self._stems.keys():
            if len(word) >= SHORTEST_TWO_TYPOS:
                found.setdefault(len(word), []).append((word, letters_of(word)))
        return found

    @cached_property
    def _by_sound(self) -> dict[str, list[str]]:
        """Sound -> known words, the most frequent first."""
        known = [word for word in self._stems if len(word) >= SHORTEST_BY_EAR]
        found: dict[str, list[str]] = {}
        for word, key in zip(known, sounds(known), strict=True):
            found.setdefault(key, []).append(word)
        return found

    @cached_property
    def _by_consonants(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for key, known in self._by_sound.items():
            found.setdefault(consonants(key), []).extend(known)
        return found


def _is_part(word: str) -> bool:
    return len(word) > 2 or word in SHORT_PARTS
