"""Finds crisis language in what people type, so that help can be shown first.

Triggers and exceptions are word patterns, written in a notice's file by people who do not program:

    want* to die                each word of the text, in order; ``*`` ends a word that may go on
    kill|hurt|harm* myself      ``|`` separates words that may stand in the same place
    dont ... wake up            ``...`` stands for up to three words, or none

An exception cancels the triggers that it overlaps, and no others.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
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
SURE_ENOUGH = 0.75
"""Log odds from which the model alone shows a notice."""
FEWEST_WORDS = 3
"""One word or two say too little for the model; the triggers know those that say enough."""
STRETCH = 24
"""Words that the model looks at together; stretches overlap by half."""
MOST_KNOWN_WORDS = 4096
"""Words whose patterns are remembered; people use the same ones again."""


class Pattern:
    """One word pattern, ready to be matched; *text* has passed :func:`check_pattern`."""

    __slots__ = ("_fewest_before", "_most_before", "_parts", "others", "owner")

    def __init__(self, text: str, key: int, owner: str) -> None:
        """*key* is the place of the part that the pattern is looked for by."""
        parts = text.split()
        ellipses = parts[:key].count(ELLIPSIS)
        self._fewest_before = key - ellipses
        self._most_before = self._fewest_before + GAP * ellipses
        self._parts = [None if part == ELLIPSIS else frozenset(part.split("|")) for part in parts]
        others = [part for place, part in enumerate(self._parts) if part and place != key]
        self.others = tuple(sorted(others, key=len))
        """The choices of all parts but the key; of each, one has to stand in the text."""
        self.owner = owner

    def matches(self, signs: Sequence[tuple[str, ...]], at: int) -> Iterator[tuple[int, int]]:
        """Yield (first word, word after the last) of each match whose key stands *at* a place.

        *signs* are the choices that stand for each word of the text.
        """
        for start in range(max(0, at - self._most_before), at - self._fewest_before + 1):
            end = self._match(signs, start, 0)
            if end is not None:
                yield start, end

    def _match(self, signs: Sequence[tuple[str, ...]], at: int, first: int) -> int | None:
        for number in range(first, len(self._parts)):
            part = self._parts[number]
            if part is None:
                for skipped in range(GAP + 1):
                    end = self._match(signs, at + skipped, number + 1)
                    if end is not None:
                        return end
                return None
            if at >= len(signs) or part.isdisjoint(signs[at]):
                return None
            at += 1
        return at


class _Signs:
    """Tells which of some choices stand for a word: itself, or ``begin*``."""

    def __init__(self, choices: Iterable[str]) -> None:
        self._choices = frozenset(choices)
        begun = [choice for choice in self._choices if choice[-1] == "*"]
        self._shortest = min(map(len, begun), default=1) - 1
        self._by_head: dict[str, list[str]] = {}
        for choice in begun:
            self._by_head.setdefault(choice[: self._shortest], []).append(choice)

    def of(self, word: str) -> tuple[str, ...]:
        begun = self._by_head.get(word[: self._shortest])
        own = (word,) if word in self._choices else ()
        if begun is None:
            return own
        return own + tuple([choice for choice in begun if word.startswith(choice[:-1])])


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


def key_places(patterns: Iterable[str], how_common: Callable[[str], float]) -> list[int]:
    """Return the place, in each pattern, of the part that it is looked for by: the one that is met least often.

    *how_common* tells it of a word, or of all that begin like it (``begin*``).
    """
    met = {ELLIPSIS: math.inf}
    places: list[int] = []
    for parts in map(str.split, patterns):
        for part in parts:
            if part not in met:
                met[part] = sum(map(how_common, part.split("|")))
        places.append(min(range(len(parts)), key=[met[part] for part in parts].__getitem__))
    return places


def _by_length(choice: str) -> float:
    """Return how common a word may be: a letter more makes it three times as rare."""
    return 3.0 ** -len(choice)


class _PatternSet:
    """Patterns by one of their parts, so that few are tried whatever their number; parsed when first needed."""

    def __init__(self, patterns: Sequence[tuple[str, str]], keys: Sequence[int] | None) -> None:
        """*patterns* gives (pattern, owner); *keys* are of :func:`key_places`, if they are known."""
        self._texts = [text for text, _ in patterns]
        self._owners = [owner for _, owner in patterns]
        self._keys = key_places(self._texts, _by_length) if keys is None else keys
        self._by_choice: dict[str, list[int]] = {}
        for number, (text, key) in enumerate(zip(self._texts, self._keys, strict=True)):
            for choice in text.split()[key].split("|"):
                self._by_choice.setdefault(choice, []).append(number)
        self._key_signs = _Signs(self._by_choice)
        self._with_key = Remembered(self._find_with_key, MOST_KNOWN_WORDS)
        self._parsed: dict[int, Pattern] = {}

    @cached_property
    def _signs(self) -> Remembered[tuple[str, ...]]:
        """Word -> the choices of any pattern that stand for it."""
        choices = " ".join(self._texts).replace("|", " ").split()
        return Remembered(_Signs(choices).of, MOST_KNOWN_WORDS)

    def find(self, tokens: list[str]) -> Iterator[tuple[int, int, str]]:
        """Yield (first token, token after the last, owner) of each match."""
        with_key = list(map(self._with_key.__getitem__, tokens))
        if not any(with_key):
            return
        signs = list(map(self._signs.__getitem__, tokens))
        present = set(chain.from_iterable(signs))
        for place, patterns in enumerate(with_key):
            for pattern in patterns:
                for choices in pattern.others:
                    if choices.isdisjoint(present):
                        break
                else:
                    for start, end in pattern.matches(signs, place):
                        yield start, end, pattern.owner

    def _find_with_key(self, token: str) -> tuple[Pattern, ...]:
        signs = self._key_signs.of(token)
        if not signs:
            return ()
        numbers = [number for sign in signs for number in self._by_choice[sign]]
        return tuple(map(self._pattern, dict.fromkeys(numbers)))

    def _pattern(self, number: int) -> Pattern:
        if number not in self._parsed:
            self._parsed[number] = Pattern(self._texts[number], self._keys[number], self._owners[number])
        return self._parsed[number]


class NoticeFinder:
    """Says which notice, if any, has to be shown first with a text that somebody typed."""

    def __init__(
        self,
        notices: Mapping[str, Notice],
        model: CrisisModel | None = None,
        keys: Mapping[str, Sequence[int]] | None = None,
    ) -> None:
        """*model* recognises crisis language that no trigger foresaw; it can only add to what they find.

        *keys* are of :func:`key_places`, for all triggers and all exceptions, if they are known.
        """
        self._notices = notices
        self._model = model
        self._keys = keys or {}
        by_urgency = sorted(notices.values(), key=lambda n: (URGENCY[n.level], n.id))
        self._most_urgent = next((n for n in by_urgency if n.triggers), None)
        triggers = [(text, n.id) for n in notices.values() for text in n.triggers]
        self._triggers = _PatternSet(triggers, self._keys.get("triggers"))

    @cached_property
    def _exceptions(self) -> _PatternSet:
        exceptions = [(text, n.id) for n in self._notices.values() for text in n.exceptions]
        return _PatternSet(exceptions, self._keys.get("exceptions"))

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
        stems = self._model.understood(tokens)
        for start in range(0, max(1, len(stems) - STRETCH // 2), STRETCH // 2):
            end = start + STRETCH
            if self._model.leaning(stems[start:end], begins=start == 0, ends=end >= len(stems)) > SURE_ENOUGH:
                return self._most_urgent
        return None
