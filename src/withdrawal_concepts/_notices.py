"""Finds crisis language in what people type, so that help can be shown first.

Triggers and exceptions are word patterns, written in a notice's file by people who do not program:

    want* to die                each word of the text, in order; ``*`` ends a word that may go on
    kill|hurt|harm* myself      ``|`` separates words that may stand in the same place
    dont ... wake up            ``...`` stands for up to three words, or none

An exception cancels the triggers that it overlaps, and no others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from withdrawal_concepts._documents import Notice
from withdrawal_concepts._learned import CrisisModel
from withdrawal_concepts._model import NoticeLevel
from withdrawal_concepts._text import normalise

URGENCY: dict[NoticeLevel, int] = {"now": 0, "today": 1, "professional": 2, "signpost": 3, "about": 4}
GAP = 3
"""The number of words that ``...`` may stand for."""
SURE_ENOUGH = 1.0
"""Log odds from which the model alone shows a notice."""
FEWEST_WORDS = 3
"""One word or two say too little for the model; the triggers know those that say enough."""
STRETCH = 24
"""Words that the model looks at together; stretches overlap by half."""
MOST_KNOWN_WORDS = 4096
"""Words whose patterns are remembered; people use the same ones again."""


class Pattern:
    """One word pattern, ready to be matched."""

    __slots__ = ("_elements",)

    def __init__(self, text: str) -> None:
        """Raise ValueError where *text* is not a pattern."""
        elements: list[tuple[frozenset[str], tuple[str, ...]] | None] = []
        for part in text.split():
            if part == "...":
                elements.append(None)
                continue
            choices = part.split("|")
            if not all(_is_word(choice.removesuffix("*")) for choice in choices):
                raise ValueError(f"{part!r}: write lower-case words without apostrophes, joined by |, or ...")
            elements.append(
                (
                    frozenset(c for c in choices if not c.endswith("*")),
                    tuple(c[:-1] for c in choices if c.endswith("*")),
                )
            )
        if not elements or elements[0] is None or elements[-1] is None:
            raise ValueError(f"{text!r}: a pattern starts and ends with a word")
        self._elements = elements

    def end_of_match(self, tokens: list[str], start: int) -> int | None:
        """Return the index after the match that starts at *start*, or None."""
        return self._match(tokens, start, 0)

    def _match(self, tokens: list[str], at: int, element: int) -> int | None:
        if element == len(self._elements):
            return at
        here = self._elements[element]
        if here is None:
            for skipped in range(GAP + 1):
                end = self._match(tokens, at + skipped, element + 1)
                if end is not None:
                    return end
            return None
        if at >= len(tokens) or not (tokens[at] in here[0] or (here[1] and tokens[at].startswith(here[1]))):
            return None
        return self._match(tokens, at + 1, element + 1)


def _is_word(text: str) -> bool:
    return text.isalnum() and text == normalise(text)


class _PatternSet:
    """Patterns by their first word, so that a text is read once whatever their number; parsed when first needed."""

    def __init__(self, patterns: Iterable[tuple[str, str]]) -> None:
        """*patterns* gives (pattern, owner)."""
        self._by_word: dict[str, list[tuple[str, str]]] = {}
        self._by_beginning: dict[str, list[tuple[str, str]]] = {}
        for entry in patterns:
            for choice in entry[0].split(None, 1)[0].split("|"):
                if choice.endswith("*"):
                    self._by_beginning.setdefault(choice[:-1], []).append(entry)
                else:
                    self._by_word.setdefault(choice, []).append(entry)
        self._longest_beginning = max(map(len, self._by_beginning), default=0)
        self._known: dict[str, tuple[tuple[Pattern, str], ...]] = {}

    def find(self, tokens: list[str]) -> Iterator[tuple[int, int, str]]:
        """Yield (first token, token after the last, owner) of each match."""
        known = self._known
        for start, token in enumerate(tokens):
            candidates = known.get(token)
            if candidates is None:
                candidates = self._starting_with(token)
                if len(known) < MOST_KNOWN_WORDS:
                    known[token] = candidates
            for pattern, owner in candidates:
                end = pattern.end_of_match(tokens, start)
                if end is not None:
                    yield start, end, owner

    def _starting_with(self, token: str) -> tuple[tuple[Pattern, str], ...]:
        found = list(self._by_word.get(token, ()))
        for length in range(1, min(len(token), self._longest_beginning) + 1):
            found += self._by_beginning.get(token[:length], ())
        return tuple((Pattern(text), owner) for text, owner in found)


class NoticeFinder:
    """Says which notice, if any, has to be shown first with a text that somebody typed."""

    def __init__(self, notices: Mapping[str, Notice], model: CrisisModel | None = None) -> None:
        """*model* recognises crisis language that no trigger foresaw; it can only add to what they find."""
        self._notices = notices
        self._model = model
        by_urgency = sorted(notices.values(), key=lambda n: (URGENCY[n.level], n.id))
        self._most_urgent = next((n for n in by_urgency if n.triggers), None)
        self._triggers = _PatternSet((text, n.id) for n in notices.values() for text in n.triggers)
        self._exceptions = _PatternSet((text, n.id) for n in notices.values() for text in n.exceptions)

    def find(self, tokens: list[str]) -> Notice | None:
        """Return the most urgent notice for a text of these words, or None. Linear in their number."""
        return self._triggered(tokens) or self._recognised(tokens)

    def _triggered(self, tokens: list[str]) -> Notice | None:
        triggered = list(self._triggers.find(tokens))
        if not triggered:
            return None
        excepted = [(start, end) for start, end, _ in self._exceptions.find(tokens)]
        ids = {
            owner
            for start, end, owner in triggered
            if not any(start < other_end and other_start < end for other_start, other_end in excepted)
        }
        return min((self._notices[id] for id in ids), key=lambda n: (URGENCY[n.level], n.id), default=None)

    def _recognised(self, tokens: list[str]) -> Notice | None:
        """Ask the model about each stretch of the text, so that one sentence in a long message is not outvoted."""
        if self._model is None or len(tokens) < FEWEST_WORDS:
            return None
        for start in range(0, max(1, len(tokens) - STRETCH // 2), STRETCH // 2):
            if self._model.leaning(tokens[start : start + STRETCH]) > SURE_ENOUGH:
                return self._most_urgent
        return None
