"""Finds the labels of terms in running text.

Nearly all of the work is a few passes over bytes: fold case and blank what stands between words, split, look up what
role each word may play in a label, and let a pattern over the roles find the places where a label may begin. Only
those places are looked at one by one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

from attrs import frozen

from withdrawal_concepts._model import Term
from withdrawal_concepts._text import goes_into_words, normalise, number_variants, words

BLOCK = 1 << 14
"""Characters that are read at a time, or more: up to the next full stop, which no label goes across."""
MOST_REMEMBERED = 1 << 15
"""Different words of texts whose roles are remembered."""

_ASCII = bytes(range(128))
_ALNUM = bytes(c for c in _ASCII if chr(c).isalnum())
_KEPT = {c: ord(chr(c).lower()) for c in _ALNUM} | {c: c for c in (ord("'"), *range(128, 256))}
_FOLD = bytes(_KEPT.get(c, ord(" ")) for c in range(256))
"""Lower case for ASCII, blanks for what divides or joins words; bytes of other signs stay as they are."""
_JOINTS = b" \t\n\v\f\r-_"
_SIMPLE = bytes(ord(" ") if c in _JOINTS else _FOLD[c] if c in _ALNUM else ord(".") for c in range(256))
"""The same for words of ASCII letters and digits, and what may stand between the words of a label."""

# What a token may be, added up: a label by itself, the first word of a longer label, the second word of one.
_ALONE, _FIRST, _SECOND, _EMPTY, _SEVERAL = 1, 2, 4, 8, 16


def _any_of(role: int) -> str:
    return "[" + "".join(f"\\x{roles:02x}" for roles in range(8) if roles & role) + "]"


@lru_cache(maxsize=1)
def _beginning() -> re.Pattern[bytes]:
    """Return where, among the roles of tokens, a label may begin."""
    return re.compile(f"{_any_of(_ALONE)}|{_any_of(_FIRST)}(?=\\x{_EMPTY:02x}*{_any_of(_SECOND)})".encode())


@frozen
class Mention:
    """A label found in a text: ``text == given[start:end]``; offsets count characters of the given str."""

    start: int
    end: int
    text: str
    term_id: str


class MentionFinder:
    """All labels of a glossary."""

    def __init__(self, terms: Mapping[str, Term]) -> None:
        owners: dict[str, dict[str, bool]] = {}
        for id, term in terms.items():
            unsure = {normalise(label) for label in term.ambiguous}
            for label in (term.name, *term.aliases):
                key = normalise(label)
                for form in (key, *number_variants(key)):
                    owners.setdefault(form, {}).setdefault(id, key in unsure)
        self._labels = [
            (tuple(form.encode().split(b" ")), id, unsure)
            for form, ids in owners.items()
            if form and len(ids) == 1  # a label of two terms says nothing about which is meant
            for id, unsure in ids.items()
        ]

    @cached_property
    def _sure(self) -> _Labels:
        return _Labels((label, id) for label, id, unsure in self._labels if not unsure)

    @cached_property
    def _every(self) -> _Labels:
        return _Labels((label, id) for label, id, _ in self._labels)

    def find(self, text: str, *, once: bool, ambiguous: bool) -> Iterator[Mention]:
        """Yield the mentions in reading order: the longest label at each place, no overlaps."""
        labels = self._every if ambiguous else self._sure
        seen: set[str] = set()
        begin = 0
        while begin < len(text):
            stop = text.find(".", begin + BLOCK) + 1 or len(text)
            found = labels.found_in(text[begin:stop], begin)
            if not once:
                yield from found
            else:
                for mention in found:
                    if mention.term_id not in seen:
                        seen.add(mention.term_id)
                        yield mention
            begin = stop


class _Opening(NamedTuple):
    """The labels that begin with one word."""

    alone: str | None
    """The id of the term whose label is that word and no more."""
    longer: dict[bytes, list[tuple[tuple[bytes, ...], str]]]
    """For each second word, the words after it and the id; the longest first."""


class _Labels:
    """Labels by their first words, and what is known of the tokens of texts."""

    def __init__(self, labels: Iterable[tuple[tuple[bytes, ...], str]]) -> None:
        self._openings: dict[bytes, _Opening] = {}
        known: dict[bytes, int] = {b"": _EMPTY}
        for label, id in sorted(labels, key=lambda each: (-len(each[0]), each[0])):
            first, *others = label
            opening = self._openings.get(first) or _Opening(None, {})
            if others:
                opening.longer.setdefault(others[0], []).append((label[2:], id))
            else:
                opening = opening._replace(alone=id)
            self._openings[first] = opening
            for word, role in zip(label, (_FIRST if others else _ALONE, _SECOND), strict=False):
                known[word] = known.get(word, 0) | role
            for word in others:
                known.setdefault(word, 0)
        self._roles = _Roles(known)

    def found_in(self, text: str, begin: int) -> Iterator[Mention]:
        """Yield the mentions in *text*, which begins at *begin* in a longer text."""
        data = text.encode("utf-8", "surrogatepass")
        is_ascii = len(data) == len(text)
        # Blanks at the edges, so that each token stands between two of them.
        folded = b" " + (data if is_ascii else _without_foreign_separators(data)).translate(_FOLD) + b" "
        tokens = folded.split(b" ")
        roles = bytes(map(self._roles.__getitem__, tokens))
        if _SEVERAL in roles:
            yield from self._word_by_word(text, begin)
            return
        tokens.append(_END)
        simple = data.translate(_SIMPLE)
        at = free = read = characters = 0
        for beginning in _beginning().finditer(roles):
            place = beginning.start()
            if place < free:
                continue
            first = -1
            for stop, id in self._fitting(tokens, place):
                stretch = b" ".join(tokens[place:stop])
                if first < 0:  # the same tokens further ahead would have been a place, too, and *at* behind it
                    first = folded.index(b" " + stretch + b" ", at)
                    at = first + 1
                start, end = first, first + len(stretch)
                if simple[start:end] != stretch:
                    edges = _edges(data[start:end].decode("utf-8", "surrogatepass"))
                    if edges is None:
                        continue
                    start, end = start + edges[0], end - edges[1]
                at, free = end, stop
                if not is_ascii:
                    characters += len(data[read:start].decode("utf-8", "surrogatepass"))
                    read = start
                    end = characters + len(data[start:end].decode("utf-8", "surrogatepass"))
                    start = characters
                yield Mention(begin + start, begin + end, text[start:end], id)
                break

    def _fitting(self, tokens: list[bytes], place: int) -> list[tuple[int, str]]:
        """Return (place after it, id) for each label whose words the tokens from *place* on are, longest first."""
        token = tokens[place]
        alone, longer = self._openings.get(token if token.isalnum() else _word(token), _NONE)
        fitting: list[tuple[int, str]] = []
        if longer:
            second = place + 1
            while not tokens[second]:
                second += 1
            token = tokens[second]
            for rest, id in longer.get(token if token.isalnum() else _word(token), ()):
                last = second
                for word in rest:
                    last += 1
                    while not tokens[last]:
                        last += 1
                    if tokens[last] != word and _word(tokens[last]) != word:
                        break
                else:
                    fitting.append((last + 1, id))
        if alone is not None:
            fitting.append((place + 1, alone))
        return fitting

    def _word_by_word(self, text: str, begin: int) -> Iterator[Mention]:
        """Do what found_in does for a text with tokens that are several words ("\u00bd" is "1 2")."""
        found = list(words(text))
        tokens = [*(word.encode() for word, _, _ in found), _END]
        edges = [(0, 0), *((start, end) for _, start, end in found), (len(text), len(text))]
        free = 0
        for place in range(len(found)):
            if place < free or edges[place][1] > edges[place + 1][0]:  # in a mention, or in what one sign stands for
                continue
            for stop, id in self._fitting(tokens, place):
                if edges[stop][1] <= edges[stop + 1][0] and all(
                    _joins(text[edges[i][1] : edges[i + 1][0]]) for i in range(place + 1, stop)
                ):
                    free = stop
                    start, end = edges[place + 1][0], edges[stop][1]
                    yield Mention(begin + start, begin + end, text[start:end], id)
                    break


class _Roles(dict[bytes, int]):
    """Token -> what it may be in a label; a token that was not met before is looked at, and remembered."""

    def __init__(self, known: Mapping[bytes, int]) -> None:
        """*known* has all words of labels."""
        super().__init__(known)
        self._known = known
        self._most = len(known) + MOST_REMEMBERED

    def __missing__(self, token: bytes) -> int:
        if len(self) >= self._most:
            self.clear()
            self.update(self._known)
        found = [token] if token.isalnum() else _words(token)
        if len(found) == 1:
            roles = self._known.get(found[0], 0)
        else:
            roles = _SEVERAL if any(word in self._known for word in found) else 0
        self[token] = roles
        return roles


def _words(token: bytes) -> list[bytes]:
    return [word.encode() for word, _, _ in words(token.decode("utf-8", "surrogatepass"))]


def _word(token: bytes) -> bytes:
    """Return the word that *token* is without the signs at its edges, its accents and its other signs."""
    return next(iter(_words(token)), b"")


_END = b"."
"""Stands after the last token: no word."""
_NONE = _Opening(None, {})


def _without_foreign_separators(data: bytes) -> bytes:
    """Return *data*, in UTF-8, with blanks for all that is neither ASCII nor part of a word."""
    for sign in set(data.translate(None, delete=_ASCII).decode("utf-8", "surrogatepass")):
        if not goes_into_words(sign):
            encoded = sign.encode("utf-8", "surrogatepass")
            data = data.replace(encoded, b" " * len(encoded))
    return data


def _edges(stretch: str) -> tuple[int, int] | None:
    """Return how many bytes at the edges belong to no word, an apostrophe for instance; None if something divides."""
    found = list(words(stretch))
    if not all(_joins(stretch[before[2] : after[1]]) for before, after in pairwise(found)):
        return None
    outside = stretch[: found[0][1]], stretch[found[-1][2] :]
    before, after = (len(part.encode("utf-8", "surrogatepass")) for part in outside)
    return before, after


def _joins(between: str) -> bool:
    """Return whether what stands between two words may stand inside a label; a full stop or a comma divides."""
    return all(c.isspace() or unicodedata.category(c) in ("Pd", "Pc", "Cf") for c in between)
