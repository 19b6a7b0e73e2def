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
from typing import TYPE_CHECKING

from withdrawal_concepts._learned import CrisisModel
from withdrawal_concepts._model import NoticeLevel
from withdrawal_concepts._text import normalise

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

    __slots__ = ("_elements", "_fewest_before", "_key", "_most_before", "_parts", "needed")

    def __init__(self, text: str, key: str) -> None:
        """*key* is the part of the pattern that it is looked for by."""
        self._parts = text.split()
        self._key = key
        self._elements: list[tuple[frozenset[str], tuple[str, ...]] | None] = []  # parsed when first tried
        self._fewest_before = self._most_before = 0
        self.needed = frozenset([part for part in self._parts if part.isalnum()])
        """Words without which there is nothing to try."""

    def matches(self, tokens: list[str], at: int) -> Iterator[tuple[int, int]]:
        """Yield (first token, token after the last) of each match whose key stands *at* a place."""
        if not self._elements:
            self._parse()
        for start in range(max(0, at - self._most_before), at - self._fewest_before + 1):
            end = self._match(tokens, start, 0)
            if end is not None:
                yield start, end

    def _parse(self) -> None:
        before = self._parts[: self._parts.index(self._key)]
        self._fewest_before = len(before) - before.count(ELLIPSIS)
        self._most_before = self._fewest_before + GAP * before.count(ELLIPSIS)
        self._elements = [_element(part) for part in self._parts]

    def _match(self, tokens: list[str], at: int, element: int) -> int | None:
        for number in range(element, len(self._elements)):
            here = self._elements[number]
            if here is None:
                for skipped in range(GAP + 1):
                    end = self._match(tokens, at + skipped, number + 1)
                    if end is not None:
                        return end
                return None
            if at >= len(tokens) or not (tokens[at] in here[0] or (here[1] and tokens[at].startswith(here[1]))):
                return None
            at += 1
        return at


def _element(part: str) -> tuple[frozenset[str], tuple[str, ...]] | None:
    """Return the words and the beginnings that *part* stands for; None for an ellipsis."""
    if part == ELLIPSIS:
        return None
    choices = part.split("|")
    return frozenset(c for c in choices if c[-1] != "*"), tuple(c[:-1] for c in choices if c[-1] == "*")


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


class _Known(dict[str, tuple[tuple[Pattern, str], ...]]):
    """Word -> the patterns that it is the key of; each is worked out when it is first met."""

    def __init__(self, with_key: Callable[[str], tuple[tuple[Pattern, str], ...]]) -> None:
        super().__init__()
        self._with_key = with_key

    def __missing__(self, token: str) -> tuple[tuple[Pattern, str], ...]:
        found = self._with_key(token)
        if len(self) < MOST_KNOWN_WORDS:
            self[token] = found
        return found


class _PatternSet:
    """Patterns by one of their parts, so that few are tried whatever their number; parsed when first needed."""

    def __init__(self, patterns: Sequence[tuple[str, str]], keys: Sequence[int] | None) -> None:
        """*patterns* gives (pattern, owner); *keys* are of :func:`key_places`, if they are known."""
        self._patterns: list[Pattern | tuple[str, str]] = []
        self._owners = [owner for _, owner in patterns]
        self._by_word: dict[str, list[int]] = {}
        self._by_beginning: dict[str, list[int]] = {}
        places = key_places((text for text, _ in patterns), _by_length) if keys is None else keys
        for number, ((text, _), place) in enumerate(zip(patterns, places, strict=True)):
            key = text.split()[place]
            self._patterns.append((text, key))
            for choice in key.split("|"):
                if choice[-1] == "*":
                    self._by_beginning.setdefault(choice[:-1], []).append(number)
                else:
                    self._by_word.setdefault(choice, []).append(number)
        self._beginning_lengths = sorted(set(map(len, self._by_beginning)))
        shortest = self._beginning_lengths[0] if self._beginning_lengths else 0
        self._heads = {beginning[:shortest] for beginning in self._by_beginning}
        self._shortest = shortest
        self._known = _Known(self._with_key)

    def find(self, tokens: list[str]) -> Iterator[tuple[int, int, str]]:
        """Yield (first token, token after the last, owner) of each match."""
        found = list(map(self._known.__getitem__, tokens))
        if not any(found):
            return
        present = frozenset(tokens)
        for place, candidates in enumerate(found):
            for pattern, owner in candidates:
                if pattern.needed <= present:
                    for start, end in pattern.matches(tokens, place):
                        yield start, end, owner

    def _with_key(self, token: str) -> tuple[tuple[Pattern, str], ...]:
        found = list(self._by_word.get(token, ()))
        if token[: self._shortest] in self._heads:
            for length in self._beginning_lengths:
                found += self._by_beginning.get(token[:length], ())
        return tuple([(self._pattern(number), self._owners[number]) for number in dict.fromkeys(found)])

    def _pattern(self, number: int) -> Pattern:
        pattern = self._patterns[number]
        if isinstance(pattern, tuple):
            pattern = self._patterns[number] = Pattern(*pattern)
        return pattern


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
