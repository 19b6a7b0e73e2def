"""The words that an index knows, and which of them a typed word stands for.

The words are looked for in a text: nothing has to be taken apart before the first search. What finds the likes of a
word that is not known is imported when the first such word is typed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import count
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from withdrawal_concepts._guesses import Guesser

K = TypeVar("K")
V = TypeVar("V")

MOST_SOUGHT = 128
"""Words that are looked for in the text of all; for more, dicts are made."""
MOST_REMEMBERED = 8192
SHORTEST_PREFIX = 3
SHORTEST_JOINED, SHORTEST_JOINED_TYPO = 5, 7
"""Letters of two words that are read as one: as they are, and with a typo."""
BEGINNINGS = frozenset("de dis in inter mis non pre re un".split())  # noqa: SIM905
"""Beginnings of words that people write apart."""


class KnownWords(Mapping[str, str]):
    """Word -> stem, the most frequent word first."""

    def __init__(self, text: str, stems: Sequence[str], numbers: Sequence[int], heard: str | None = None) -> None:
        """*text* has the words, with a tab between two; *numbers* tells which of *stems* is that of each.

        *heard* is what they sound like, as ``_sounds.heard_text`` tells, if that is known.
        """
        self._text = f"\t{text}\t"
        self.stems = stems
        self._numbers = numbers
        self.heard = heard
        self._sought = 0

    @classmethod
    def of(cls, stems: Mapping[str, str]) -> KnownWords:
        """Return the same words; they are in order. No first search waits for these, so dicts are made at once."""
        distinct = list(dict.fromkeys(stems.values()))
        number_of = dict(zip(distinct, count()))
        words = cls("\t".join(stems), distinct, list(map(number_of.__getitem__, stems.values())))
        words._sought = MOST_SOUGHT + 1
        return words

    @cached_property
    def in_order(self) -> list[str]:
        """The words."""
        return self._text[1:-1].split("\t") if len(self._text) > 2 else []

    @cached_property
    def _stems(self) -> dict[str, str]:
        return dict(zip(self.in_order, map(self.stems.__getitem__, self._numbers), strict=True))

    @cached_property
    def _places(self) -> dict[str, int]:
        return dict(zip(self.in_order, count()))

    @property
    def are_in_dicts(self) -> bool:
        """Whether so many words were looked for that dicts pay."""
        return self._sought > MOST_SOUGHT

    @property
    def get(self) -> Callable[..., Any]:  # pyright: ignore[reportIncompatibleMethodOverride]
        """The method that returns the stem of a word, or else a second argument or None; once it pays, dict's own."""
        return self._stems.get if self.are_in_dicts else self._seek

    def _seek(self, word: str, default: Any = None) -> Any:
        place = self._seek_place(word)
        return default if place is None else self.stems[self._numbers[place]]

    def _seek_place(self, word: str) -> int | None:
        self._sought += 1
        at = self._text.find(f"\t{word}\t") if word else -1
        return None if at < 0 else self._text.count("\t", 0, at)

    def __getitem__(self, word: str) -> str:
        stem: str | None = self.get(word)
        if stem is None:
            raise KeyError(word)
        return stem

    def __iter__(self) -> Iterator[str]:
        return iter(self.in_order)

    def __len__(self) -> int:
        return len(self.in_order)

    def among(self, words: Collection[str]) -> dict[str, int]:
        """Return those of *words* that are known, with their places in the order."""
        if self.are_in_dicts:
            places = self._places
            return {word: places[word] for word in places.keys() & words}
        return {word: place for word in words if (place := self._seek_place(word)) is not None}

    def having(self, piece: str) -> Iterator[str]:
        """Yield the words with *piece* in them, as :func:`words_having` does: the most frequent first."""
        return words_having(piece, self._text)


def words_having(piece: str, text: str) -> Iterator[str]:
    r"""Yield the words with *piece* in them from a *text* in which a tab stands before each word and behind each.

    In *piece*, a tab is where a word begins or ends.

    >>> list(words_having("\tre", "\tread\tbored\trest\t"))
    ['read', 'rest']
    >>> list(words_having("ed\t", "\tread\tbored\trest\t"))
    ['bored']
    """
    at = text.find(piece)
    while at >= 0:
        end = text.index("\t", at + 1)
        yield text[text.rindex("\t", 0, at + 1) + 1 : end]
        at = text.find(piece, end)


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
        self._words = stems if isinstance(stems, KnownWords) else KnownWords.of(stems)
        self._labels = labels
        self._guesses = Remembered(self._guess, MOST_REMEMBERED)
        self._joins = Remembered(self._joined, MOST_REMEMBERED)

    def known(self, word: str) -> str | None:
        """Return the stem of *word* if the index knows that very word."""
        own: str | None = self._words.get(word)
        return own

    def resolve(self, word: str) -> tuple[str, ...]:
        """Return the stem that *word* stands for, or the stems if blanks are missing in it; none for nothing."""
        own = self._words.get(word)
        return self._guesses[word] if own is None else (own,)

    def resolve_all(self, typed: Sequence[str], *, complete: bool = True) -> list[str | None]:
        """Return the stems that the words of a query stand for, in order, and None for each that stands for nothing.

        A blank too many between two words is passed over. *complete*: the last word may be the beginning of one.
        """
        found = list(map(self._words.get, typed))
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
        word = next(self._words.having(f"\t{beginning}"), None)
        return None if word is None else self._words[word]

    @cached_property
    def _guesser(self) -> Guesser:
        from withdrawal_concepts._guesses import Guesser  # a query of known words does not pay for it

        return Guesser(self._words, self._labels)

    def _guess(self, word: str) -> tuple[str, ...]:
        return self._guesser.guess(word)

    def _joined(self, words: str) -> str | None:
        """Return the stem of the known word that two words, not both known, make together."""
        word, following = words.split(" ")
        joined = word + following
        own = self._words.get(joined) if len(joined) >= SHORTEST_JOINED else None
        if own is not None or len(joined) < SHORTEST_JOINED_TYPO:
            return own
        if word not in BEGINNINGS and self.resolve(word) and self.resolve(following):
            return None
        return self._guesser.name_like(joined)
