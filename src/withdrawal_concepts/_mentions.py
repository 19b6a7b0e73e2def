"""Finds the labels of terms in running text.

Nearly all of the work is a few passes over bytes: fold the text, so that its words look like those of normalised labels
and stand between blanks; split it; pick the words that a label may begin with. Only those are looked at one by one, and
only for what was found there is it worked out where it stands in the text that was given.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import compress, count, pairwise
from typing import NamedTuple

from attrs import frozen

from withdrawal_concepts._model import Term
from withdrawal_concepts._text import goes_into_words, normalise, number_variants, words

BLOCK = 1 << 14
"""Characters that are read at a time, or more: up to the next full stop, which no label goes across."""
MOST_SIGNS = 100
"""Different signs beyond ASCII, in a block, that are replaced one after the other."""

_ASCII = bytes(range(128))
_ALNUM = bytes(c for c in _ASCII if chr(c).isalnum())
_LOWER = {c: ord(chr(c).lower()) for c in _ALNUM}
_FOLD = bytes(_LOWER.get(c, 32 if c < 128 else c) for c in range(256))
"""Lower case for ASCII, blanks for what divides or joins words; other bytes stay as they are."""
_SIMPLE = bytes(32 if c in b" \t\n\v\f\r-_" else _LOWER.get(c, 0) for c in range(256))
"""The same where the words of a label are of ASCII letters and digits, and only blanks, hyphens and such join them."""
_NO_WORD = b"\xff"
"""Stands for a sign that is several words, and after the last token. No folded text holds this byte otherwise."""


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
    """Labels by their first words."""

    def __init__(self, labels: Iterable[tuple[tuple[bytes, ...], str]]) -> None:
        self._openings: dict[bytes, _Opening] = {}
        for label, id in sorted(labels, key=lambda each: (-len(each[0]), each[0])):
            opening = self._openings.get(label[0]) or _Opening(None, {})
            if len(label) == 1:
                opening = opening._replace(alone=id)
            else:
                opening.longer.setdefault(label[1], []).append((label[2:], id))
            self._openings[label[0]] = opening
        # Nothing stands between two separators in a row; the second word may follow.
        self._seconds = {first: {b"", *opening.longer} for first, opening in self._openings.items()}
        self._alone = frozenset(first for first, opening in self._openings.items() if opening.alone is not None)

    def found_in(self, text: str, begin: int) -> Iterator[Mention]:
        """Yield the mentions in *text*, which begins at *begin* in a longer text."""
        given = text
        if not text.isascii():
            text = text.replace("\u2019", "'").replace("\u00b4", "'")
        text = text.replace("''", "  ")  # no word goes on over two of them
        folds = _folds(text)
        if folds is None:
            yield from self._word_by_word(given, begin)
            return
        data = text.encode("utf-8", "surrogatepass")
        for sign, fold in folds.items():
            data = data.replace(sign.encode("utf-8", "surrogatepass"), fold)
        # Blanks at the edges, so that each token stands between two of them.
        folded = b" " + data.replace(b"'", b"").translate(_FOLD) + b" "
        tokens = folded.split(b" ")
        tokens.append(_NO_WORD)
        places_of = _places_of(text, folds)
        at = free = 0
        for place in self._beginnings(tokens):
            if place < free:
                continue
            first = -1
            for stop, id in self._fitting(tokens, place):
                stretch = b" ".join(tokens[place:stop])
                if first < 0:  # the same tokens further ahead would have been a place, too, and *at* behind it
                    first = folded.index(b" " + stretch + b" ", at)
                    at = first + 1
                start, end = first, first + len(stretch)
                start, end = places_of.first(first), places_of.last(first + len(stretch))
                found = given[start:end]
                if not found.isascii() or found.encode().translate(_SIMPLE) != stretch:
                    inside = _undivided(found)
                    if inside is None:
                        continue
                    start, end = start + inside[0], start + inside[1]
                    found = given[start:end]
                at, free = first + len(stretch), stop
                yield Mention(begin + start, begin + end, found, id)
                break

    def _beginnings(self, tokens: list[bytes]) -> list[int]:
        """Return where among *tokens* a label may begin."""
        alone, seconds = self._alone, self._seconds
        return [
            place
            for place in compress(count(), map(self._openings.__contains__, tokens))
            if tokens[place + 1] in seconds[tokens[place]] or tokens[place] in alone
        ]

    def _fitting(self, tokens: list[bytes], place: int) -> Sequence[tuple[int, str]]:
        """Return (place after it, id) for each label whose words the tokens from *place* on are, longest first."""
        alone, longer = self._openings[tokens[place]]
        by_itself = () if alone is None else ((place + 1, alone),)
        second = place + 1
        while not tokens[second]:
            second += 1
        if tokens[second] not in longer:
            return by_itself
        fitting: list[tuple[int, str]] = []
        for rest, id in longer[tokens[second]]:
            last = second
            for word in rest:
                last += 1
                while not tokens[last]:
                    last += 1
                if tokens[last] != word:
                    break
            else:
                fitting.append((last + 1, id))
        return [*fitting, *by_itself]

    def _word_by_word(self, text: str, begin: int) -> Iterator[Mention]:
        """Do what found_in does, for a text that cannot be folded."""
        found = list(words(text))
        spans = [(start, end) for _, start, end in found]
        several = {one for one, other in pairwise(spans) if one == other}
        tokens = [_NO_WORD if span in several else word.encode() for (word, *_), span in zip(found, spans, strict=True)]
        tokens.append(_NO_WORD)
        free = 0
        for place, token in enumerate(tokens):
            if place < free or token not in self._openings:
                continue
            for stop, id in self._fitting(tokens, place):
                start, end = spans[place][0], spans[stop - 1][1]
                if _undivided(text[start:end]) is not None:
                    free = stop
                    yield Mention(begin + start, begin + end, text[start:end], id)
                    break


class _SamePlaces:
    """Where what stands somewhere in a folded text stood before it was folded: in the same place."""

    def first(self, place: int) -> int:
        """Return where the word begins that begins at *place*, or where what was dropped before it does."""
        return place

    def last(self, place: int) -> int:
        """Return where the word ends that ends at *place*, or what was dropped after it."""
        return place


class _PlacesPastApostrophes(_SamePlaces):
    """The same where apostrophes were dropped and nothing else changed its length; asked for in ascending order."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._folded = self._given = 0

    def first(self, place: int) -> int:
        given = self._given + place - self._folded
        dropped = self._text.count("'", self._given, given)
        while dropped:
            given, dropped = given + dropped, self._text.count("'", given, given + dropped)
        self._folded, self._given = place, given
        return given

    last = first


class _ChangedPlaces(_SamePlaces):
    """The same where signs became longer or shorter: *lengths* has those, with how long they became."""

    def __init__(self, text: str, lengths: Mapping[str, int]) -> None:
        self._lengths: list[int] = []
        self._folded: list[int] = []
        self._given: list[int] = []
        shift = 0
        for sign in re.finditer(f"[{re.escape(''.join(lengths))}]", text):
            self._given.append(sign.start())
            self._folded.append(sign.start() + shift)
            self._lengths.append(lengths[sign.group()])
            shift += self._lengths[-1] - 1

    def first(self, place: int) -> int:
        return self._before(bisect_left(self._folded, place) - 1, place)

    def last(self, place: int) -> int:
        return self._before(bisect_right(self._folded, place) - 1, place)

    def _before(self, change: int, place: int) -> int:
        if change < 0:
            return place
        return self._given[change] + max(0, place - self._folded[change] - self._lengths[change] + 1)


def _places_of(text: str, folds: Mapping[str, bytes]) -> _SamePlaces:
    lengths = {sign: len(fold) for sign, fold in folds.items() if len(fold) != 1}
    if lengths:
        return _ChangedPlaces(text, {**lengths, "'": 0})
    return _PlacesPastApostrophes(text) if "'" in text else _SamePlaces()


def _folds(text: str) -> Mapping[str, bytes] | None:
    """Return what becomes of each sign beyond ASCII; None if they are many, or if it depends on their neighbours."""
    if text.isascii():
        return {}
    data = text.encode("utf-8", "surrogatepass").translate(None, delete=_ASCII)
    signs = set(data.decode("utf-8", "surrogatepass"))
    if len(signs) > MOST_SIGNS:
        return None
    folds = {sign: _fold_of(sign) for sign in signs}
    dropped = "".join(sign for sign, fold in folds.items() if not fold)
    if dropped and re.search(f"'[{dropped}]", text):
        return None  # a word does not go on over an apostrophe that no letter follows
    return folds


@lru_cache(maxsize=4096)
def _fold_of(sign: str) -> bytes:
    """Return what a sign beyond ASCII becomes: a blank, nothing, letters and digits, or _NO_WORD."""
    if not goes_into_words(sign):
        return b" "
    key = normalise(sign)
    return _NO_WORD if " " in key else key.encode()


def _undivided(stretch: str) -> tuple[int, int] | None:
    """Return where in *stretch* the first word begins and the last ends; None if what stands between words divides."""
    found = list(words(stretch))
    between = "".join([stretch[one[2] : other[1]] for one, other in pairwise(found)])
    if all(c.isspace() or unicodedata.category(c) in ("Pd", "Pc", "Cf") for c in between):
        return found[0][1], found[-1][2]
    return None
