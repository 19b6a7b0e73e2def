"""Finds crisis language in what people type, so that help can be shown first.

Triggers and exceptions are word patterns, written in a notice's file by people who do not program:

    want* to die                each word of the text, in order; ``*`` ends a word that may go on
    kill|hurt|harm* myself      ``|`` separates words that may stand in the same place
    dont ... wake up            ``...`` stands for up to three words, or none

An exception cancels the triggers that it overlaps, and no others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, reduce
from typing import TYPE_CHECKING

from withdrawal_concepts._learned import CrisisModel
from withdrawal_concepts._model import NoticeLevel
from withdrawal_concepts._text import normalise
from withdrawal_concepts._vocabulary import Remembered

if TYPE_CHECKING:
    from withdrawal_concepts._notice import Notice

URGENCY: dict[NoticeLevel, int] = {"now": 0, "today": 1, "professional": 2, "signpost": 3, "about": 4}
ELLIPSIS = "..."
GAP = 3
"""The number of words that an ellipsis may stand for."""
SURE_ENOUGH = 0.25
"""Log odds from which the model alone shows a notice."""
FEWEST_WORDS = 3
"""One word or two say too little for the model; the triggers know those that say enough."""
STRETCH = 24
"""Words that the model looks at together; stretches overlap by half."""
HEAD = 3
"""Letters of a word by which is seen whether a beginning (``begin*``) may stand for it."""
MOST_KNOWN_WORDS = 4096
"""Words whose patterns are remembered; people use the same ones again."""
READ_AT_ONCE = 32
"""Words of a text whose patterns are looked for together."""
FILTERED_BY = 3
"""Parts of a pattern, the rarest ones, that are looked for before anything of it is tried."""


class _Part:
    """What may stand for one word of a pattern: words, and beginnings of words."""

    __slots__ = ("beginnings", "words")

    def __init__(self, text: str) -> None:
        choices = text.split("|")
        self.words = frozenset([choice for choice in choices if choice[-1] != "*"])
        self.beginnings = tuple([choice[:-1] for choice in choices if choice[-1] == "*"])

    def takes(self, word: str) -> bool:
        return word in self.words or word.startswith(self.beginnings)


class Pattern:
    """One word pattern, ready to be matched; *text* has passed :func:`check_pattern`."""

    __slots__ = ("_first", "_parts", "owner")

    def __init__(self, text: str, owner: str) -> None:
        first, *parts = text.split()
        self._first = _Part(first)
        self._parts = [None if part == ELLIPSIS else _Part(part) for part in parts]
        self.owner = owner

    def matches(self, tokens: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Yield (first word, word after the last) of each match."""
        for start, token in enumerate(tokens):
            if self._first.takes(token):
                end = self._match(tokens, start + 1, 0)
                if end is not None:
                    yield start, end

    def _match(self, tokens: Sequence[str], at: int, first: int) -> int | None:
        for number in range(first, len(self._parts)):
            part = self._parts[number]
            if part is None:
                for skipped in range(GAP + 1):
                    end = self._match(tokens, at + skipped, number + 1)
                    if end is not None:
                        return end
                return None
            if at >= len(tokens) or not part.takes(tokens[at]):
                return None
            at += 1
        return at


def check_pattern(text: str) -> None:
    """Raise ValueError where *text* is not a pattern."""
    parts = text.split()
    for part in parts:
        if part != ELLIPSIS and not all(_is_word(choice.removesuffix("*")) for choice in part.split("|")):
            raise ValueError(f"{part!r}: write lower-case words without apostrophes, joined by |, or ...")
    if not parts or ELLIPSIS in (parts[0], parts[-1]):
        raise ValueError(f"{text!r}: a pattern starts and ends with a word")


def _is_word(text: str) -> bool:
    return text.isalnum() and text == normalise(text)


def pattern_index(patterns: Sequence[str], how_common: Callable[[str], float]) -> str:
    """Return, for each word and each head of a beginning (``beg*``), of which patterns it may stand for a rarest part.

    As numbers: that of the pattern for its rarest part, with the number of patterns added for the next, and so on up
    to FILTERED_BY; under ``""`` those of parts that short patterns do not have. *how_common* tells of words and heads
    how often they are met. It is text, the words and heads in a line and the numbers of each in another, with
    ``|`` between two: to read so many numbers would take too long, and few of them are ever needed.
    """
    begun = [len(choice) - 1 for text in patterns for choice in text.replace("|", " ").split() if choice[-1] == "*"]
    head = min([HEAD, *begun])
    index: dict[str, list[str]] = {"": []}
    for number, text in enumerate(patterns):
        parts = [
            sorted({c if c[-1] != "*" else f"{c[:-1][:head]}*" for c in part.split("|")})
            for part in text.split()
            if part != ELLIPSIS
        ]
        parts.sort(key=lambda signs: sum(map(how_common, signs)))
        for rank in range(FILTERED_BY):
            for sign in parts[rank] if rank < len(parts) else ("",):
                index.setdefault(sign, []).append(str(number + rank * len(patterns)))
    return "|".join(index) + "\n" + "|".join(map(" ".join, index.values()))


def _by_length(sign: str) -> float:
    """Return how common a word may be: a letter more makes it three times as rare."""
    return 3.0 ** -len(sign)


class PatternSet:
    """Patterns of which only those are parsed and tried whose rarest parts may all stand in a text.

    Which these are costs one access and one ``or`` of whole numbers for each word: a bit stands for each such part.
    """

    def __init__(self, patterns: Sequence[tuple[str, str]], index: str | None) -> None:
        """*patterns* gives (pattern, owner); *index* is of :func:`pattern_index`, if it is known."""
        self._texts = patterns
        texts = [text for text, _ in patterns]
        parts, ellipses = map(len, map(str.split, texts)), [text.count(ELLIPSIS) for text in texts]
        self._longest = max(parts, default=0) + (GAP - 1) * max(ellipses, default=0)
        signs, numbers = (index or pattern_index(texts, _by_length)).split("\n")
        self._numbers = dict(zip(signs.split("|"), numbers.split("|"), strict=True))
        heads = [sign for sign in self._numbers if "*" in sign]
        self._head = min(map(len, heads), default=HEAD + 1) - 1
        self._bits = Remembered(self._bits_of, MOST_KNOWN_WORDS)
        self._patterns = Remembered(self._parsed, len(patterns))

    def _bits_of(self, word: str) -> int:
        found = 0
        for sign in (word, word[: self._head] + "*"):
            for number in self._numbers.get(sign, "").split():
                found |= 1 << int(number)
        return found

    def _parsed(self, number: int) -> Pattern:
        return Pattern(*self._texts[number])

    def find(self, tokens: list[str]) -> Iterator[tuple[int, int, str]]:
        """Yield (first token, token after the last, owner) of each match, some of them twice in a long text.

        That is read in stretches, which have fewer words in common with patterns; what may begin in one ends in it.
        """
        for begin in range(0, len(tokens), READ_AT_ONCE):
            stretch = tokens[begin : begin + READ_AT_ONCE + self._longest]
            found = reduce(int.__or__, map(self._bits.__getitem__, stretch), self._bits[""])
            for _ in range(FILTERED_BY - 1):
                found &= found >> len(self._texts)
            for number in _places_of_bits(found):
                pattern = self._patterns[number]
                for start, end in pattern.matches(stretch):
                    yield begin + start, begin + end, pattern.owner


def _places_of_bits(number: int) -> Iterator[int]:
    """Yield the places of the bits that are set, the lowest first."""
    while number:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number ^= lowest


class NoticeFinder:
    """Says which notice, if any, has to be shown first with a text that somebody typed."""

    def __init__(
        self,
        notices: Mapping[str, Notice],
        model: CrisisModel | None = None,
        indexes: Mapping[str, str] | None = None,
    ) -> None:
        """*model* recognises crisis language that no trigger foresaw; it can only add to what they find.

        *indexes* are of :func:`pattern_index`, for all triggers and all exceptions, if they are known.
        """
        self._notices = notices
        self._model = model
        self._indexes = indexes or {}
        by_urgency = sorted(notices.values(), key=lambda n: (URGENCY[n.level], n.id))
        self._most_urgent = next((n for n in by_urgency if n.triggers), None)
        triggers = [(text, n.id) for n in notices.values() for text in n.triggers]
        self._triggers = PatternSet(triggers, self._indexes.get("triggers"))

    @cached_property
    def _exceptions(self) -> PatternSet:
        exceptions = [(text, n.id) for n in self._notices.values() for text in n.exceptions]
        return PatternSet(exceptions, self._indexes.get("exceptions"))

    def find(self, tokens: list[str]) -> Notice | None:
        """Return the most urgent notice for a text of these words, or None. Linear in their number."""
        return self._triggered(tokens) or self._recognised(tokens)

    def _triggered(self, tokens: list[str]) -> Notice | None:
        triggered = list(self._triggers.find(tokens))
        if not triggered:
            return None
        excepted = bytearray(len(tokens))  # marked word by word: to compare each match with each would not be linear
        for start, end, _ in self._exceptions.find(tokens):
            excepted[start:end] = b"\1" * (end - start)
        ids = {owner for start, end, owner in triggered if excepted.find(1, start, end) < 0}
        return min((self._notices[id] for id in ids), key=lambda n: (URGENCY[n.level], n.id), default=None)

    def _recognised(self, tokens: list[str]) -> Notice | None:
        """Ask the model about each stretch of the text, so that one sentence in a long message is not outvoted."""
        if self._model is None or len(tokens) < FEWEST_WORDS:
            return None
        for stems, begins, ends in stretches(self._model.understood(tokens)):
            if self._model.leaning(stems, begins=begins, ends=ends) > SURE_ENOUGH:
                return self._most_urgent
        return None


def stretches(stems: Sequence[str | None]) -> Iterator[tuple[Sequence[str | None], bool, bool]]:
    """Yield each stretch of a text that the model looks at, and whether the text begins and ends with it."""
    for start in range(0, max(1, len(stems) - STRETCH // 2), STRETCH // 2):
        end = start + STRETCH
        yield stems[start:end], start == 0, end >= len(stems)
