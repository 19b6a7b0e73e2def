"""Finds the labels of terms in running text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping

from attrs import frozen

from withdrawal_concepts._model import Term
from withdrawal_concepts._text import normalise, number_variants, words


@frozen
class Mention:
    """A label found in a text: ``text == given[start:end]``; offsets count characters of the given str."""

    start: int
    end: int
    text: str
    term_id: str


class MentionFinder:
    """All labels of a glossary, by their first word."""

    def __init__(self, terms: Mapping[str, Term]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str, bool]]] = {}
        owners: dict[str, dict[str, bool]] = {}
        for id, term in terms.items():
            unsure = {normalise(label) for label in term.ambiguous}
            for label in (term.name, *term.aliases):
                key = normalise(label)
                for form in (key, *number_variants(key)):
                    owners.setdefault(form, {}).setdefault(id, key in unsure)
        for form, ids in owners.items():
            if form and len(ids) == 1:  # a label of two terms says nothing about which is meant
                ((id, ambiguous),) = ids.items()
                parts = tuple(form.split(" "))
                self._by_first.setdefault(parts[0], []).append((parts, id, ambiguous))
        for labels in self._by_first.values():
            labels.sort(key=lambda label: (-len(label[0]), label[0]))

    def find(self, text: str, *, once: bool, ambiguous: bool) -> Iterator[Mention]:
        """Yield the mentions in reading order: the longest label at each place, no overlaps."""
        found = list(words(text))
        seen: set[str] = set()
        at = 0
        while at < len(found):
            step = 1
            for parts, id, unsure in self._by_first.get(found[at][0], ()):
                end = at + len(parts)
                if unsure and not ambiguous:
                    continue
                if end <= len(found) and _stands_at(parts, found, at, text):
                    step = len(parts)
                    if not (once and id in seen):
                        seen.add(id)
                        start, stop = found[at][1], found[end - 1][2]
                        yield Mention(start, stop, text[start:stop], id)
                    break
            at += step


def _stands_at(parts: tuple[str, ...], found: list[tuple[str, int, int]], at: int, text: str) -> bool:
    for i, part in enumerate(parts):
        if found[at + i][0] != part:
            return False
        if i:
            between = text[found[at + i - 1][2] : found[at + i][1]]
            if any(not (c.isspace() or unicodedata.category(c) in ("Pd", "Pc", "Cf")) for c in between):
                return False  # a full stop or a comma divides
    return True
