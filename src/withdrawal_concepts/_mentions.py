"""Finds the labels of terms in running text.

Nearly all of the work is a few passes over bytes: fold the text, so that its words look like those of normalised labels
and stand between blanks; split it; pick the words that a label may begin with. Only those are looked at one by one, and
only where the words of a label follow is it worked out where they stand: in the folded text, by searching on for the
first of them, and in the text that was given, by bisection.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate, chain, compress, pairwise
from typing import NamedTuple, TypeAlias

from attrs import frozen

from withdrawal_concepts._model import Term
from withdrawal_concepts._text import goes_into_words, normalise, number_variants, words

BLOCK = 1 << 12
"""Characters that are read at a time, or more: up to the next full stop, which no label goes across."""
MOST_SIGNS = 100
"""Different signs beyond ASCII, in a block, that are replaced one after the other."""

_PLACES = tuple(range(BLOCK))
"""To count by. A number that is there already need not be made."""
_ASCII = bytes(range(128))
_BLANK = ord(" ")
_FOLD = bytes((ord(chr(c).lower()) if chr(c).isalnum() else _BLANK) if c < 128 else c for c in range(256))
"""Lower case for ASCII, blanks for what divides or joins words; other bytes stay as they are."""
_SEVERAL = "\ufffd"
"""Stands for a sign that is several words. It is no letter, so that no label holds it."""
_NO_WORD = b""
"""Follows the last word, and stands for a sign that is several words where text is not folded."""


@frozen
class Mention:
    """A label found in a text: ``text == given[start:end]``; offsets count characters of the given str."""

    start: int
    end: int
    text: str
    term_id: str


_new = Mention.__new__
_set_start, _set_end, _set_text, _set_term_id = [vars(Mention)[name].__set__ for name in Mention.__match_args__]


def _mention(start: int, end: int, text: str, term_id: str) -> Mention:
    """Return ``Mention(...)`` in half of the time, which for a dense text is a twentieth of all."""
    mention = _new(Mention)
    _set_start(mention, start)
    _set_end(mention, end)
    _set_text(mention, text)
    _set_term_id(mention, term_id)
    return mention


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
            (form, id, unsure)
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
        """Return the mentions in reading order: the longest label at each place, no overlaps."""
        labels = self._every if ambiguous else self._sure
        found = chain.from_iterable(labels.found_in(block, begin) for block, begin in _blocks(text))
        return _first_of_each(found) if once else found


def _blocks(text: str) -> Iterator[tuple[str, int]]:
    begin = 0
    while begin < len(text):
        stop = text.find(".", begin + BLOCK) + 1 or len(text)
        yield text[begin:stop], begin
        begin = stop


def _first_of_each(mentions: Iterable[Mention]) -> Iterator[Mention]:
    seen: set[str] = set()
    for mention in mentions:
        if mention.term_id not in seen:
            seen.add(mention.term_id)
            yield mention


_Label: TypeAlias = tuple[str, str, bytes, bytes, int, int, tuple[bytes, ...]]
"""A label, the id, its first word between blanks, all of its words between blanks, how many bytes these are without the
blanks, how many words, and those after the second. (Attributes of a NamedTuple would be slower.)"""


class _Labels:
    """Labels by their first words."""

    def __init__(self, labels: Iterable[tuple[str, str]]) -> None:
        # By first and by second word, the longest first; those of one word stand under b"", too. All in tuples, which
        # the garbage collector soon leaves alone.
        self._openings: dict[bytes, dict[bytes, tuple[_Label, ...]]] = {}
        for key, id in sorted(labels, key=lambda each: each[0].count(" ")):
            whole = key.encode()
            first, *more = whole.split(b" ")
            label = (key, id, b" %b " % first, b" %b " % whole, len(whole), len(more) + 1, tuple(more[1:]))
            opening = self._openings.setdefault(first, {})
            second = more[0] if more else b""
            opening[second] = (label, *opening.get(second, opening.get(b"", ())))

    def found_in(self, text: str, begin: int) -> list[Mention]:
        """Return the mentions in *text*, which begins at *begin* in a longer text."""
        read = _read(text)
        if read is None:
            return self._word_by_word(text, begin)
        folded, ends, shifts = read
        tokens = folded.split()
        tokens.append(_NO_WORD)
        openings = self._openings
        places = _PLACES if len(tokens) <= len(_PLACES) else range(len(tokens))
        mentions: list[Mention] = []
        at = -1  # where the last place that was looked for begins, or the last mention ends
        passed = 0  # tokens until then
        for place in compress(places, map(openings.__contains__, tokens)):
            opening = openings[tokens[place]]
            labels = opening.get(tokens[place + 1]) or opening.get(b"")
            if not labels or place < passed:
                continue
            for key, id, first, whole, length, size, rest in labels:
                if rest and (tokens[place + 2] != rest[0] or tuple(tokens[place + 2 : place + size]) != rest):
                    continue
                if place < passed:  # something divides a longer label
                    stop = _end_of(tokens[place : place + size], folded, at)
                else:
                    at = folded.index(first, at + 1)
                    stop = at + length
                    if not folded.startswith(whole, at):
                        for _ in range(tokens[passed:place].count(tokens[place])):
                            at = folded.index(first, at + 1)
                        stop = _end_of(tokens[place : place + size], folded, at)
                    passed = place + 1
                start, end = at, stop
                if ends:
                    start += shifts[bisect_left(ends, at)]  # with what was dropped before the word
                    end += shifts[bisect_right(ends, stop)]
                found = text[start:end]
                lowered = found.lower()
                if lowered != key and " ".join(lowered.replace("-", " ").split()) != key:
                    inside = _undivided(found)
                    if inside is None:
                        continue
                    start, end = start + inside[0], start + inside[1]
                    found = text[start:end]
                mentions.append(_mention(begin + start, begin + end, found, id))
                at, passed = stop, place + size
                break
        return mentions

    def _word_by_word(self, text: str, begin: int) -> list[Mention]:
        """Do what found_in does, for a text that cannot be folded."""
        found = list(words(text))
        spans = [(start, end) for _, start, end in found]
        several = {one for one, other in pairwise(spans) if one == other}
        tokens = [_NO_WORD if span in several else word.encode() for (word, *_), span in zip(found, spans, strict=True)]
        tokens.append(_NO_WORD)
        mentions: list[Mention] = []
        free = 0
        for place, token in enumerate(tokens):
            opening = self._openings.get(token, {})
            if place < free or not opening:
                continue
            for _, id, _, _, _, size, rest in opening.get(tokens[place + 1], opening.get(b"", ())):
                if tuple(tokens[place + 2 : place + size]) != rest:
                    continue
                start, end = spans[place][0], spans[place + size - 1][1]
                if _undivided(text[start:end]) is not None:
                    mentions.append(_mention(begin + start, begin + end, text[start:end], id))
                    free = place + size
                    break
        return mentions


def _end_of(words: Sequence[bytes], folded: bytes, at: int) -> int:
    """Return where the last of *words* ends, which stand from *at* on with any number of blanks before each."""
    for word in words:
        at = folded.index(word, at) + len(word)
    return at - 1


class _Read(NamedTuple):
    """A text as labels are looked for in it, and the way back to where its words stood.

    Where a word ends at ``place`` in the folded text, not counting its first blank, that was
    ``place + shifts[bisect_right(ends, place)]`` in the text, with what was dropped after it.
    """

    folded: bytes
    ends: Sequence[int]
    shifts: Sequence[int]


def _read(text: str) -> _Read | None:
    """Fold a text; None if it has too many signs beyond ASCII, or if what becomes of one depends on its neighbours."""
    if not text.isascii():
        text = text.replace("\u2019", "'").replace("\u00b4", "'")
    pieces = text.split("'")
    if "" in pieces[1:-1]:
        text = text.replace("''", "  ")  # no word goes on over two of them
        pieces = text.split("'")
    folds = _folds(text)
    if folds is None:
        return None
    folded = "".join(pieces)
    for sign, fold in folds.items():
        folded = folded.replace(sign, fold)
    data = folded.encode("utf-8", "surrogatepass").translate(_FOLD)
    lengths = {sign: length for sign, fold in folds.items() if (length := len(fold.encode())) != 1}
    ends, shifts = _shifts(text, lengths) if lengths else (list(accumulate(map(len, pieces[:-1]))), range(len(pieces)))
    # Blanks at the edges, so that each word stands between two of them.
    return _Read(b" " + data + b" ", ends, shifts)


def _shifts(text: str, lengths: Mapping[str, int]) -> tuple[list[int], list[int]]:
    """Return the ends and shifts of a text without its apostrophes, with signs that become so many bytes."""
    lengths = {**lengths, "'": 0}
    ends: list[int] = []
    shifts = [0]
    for sign in re.finditer(f"[{re.escape(''.join(lengths))}]", text):
        length = lengths[sign.group()]
        ends.append(sign.start() - shifts[-1] + length)
        shifts.append(shifts[-1] + 1 - length)
    return ends, shifts


def _folds(text: str) -> Mapping[str, str] | None:
    """Return what becomes of each sign beyond ASCII, in the order in which to replace them; or None, as above."""
    if text.isascii():
        return {}
    data = text.encode("utf-8", "surrogatepass").translate(None, delete=_ASCII)
    signs = set(data.decode("utf-8", "surrogatepass"))
    if len(signs) > MOST_SIGNS:
        return None
    folds = {sign: _fold_of(sign) for sign in sorted(signs, key=_SEVERAL.__ne__)}
    dropped = "".join(sign for sign, fold in folds.items() if not fold)
    if dropped and re.search(f"'[{dropped}]", text):
        return None  # a word does not go on over an apostrophe that no letter follows
    return folds


@lru_cache(maxsize=4096)
def _fold_of(sign: str) -> str:
    """Return what a sign beyond ASCII becomes: a blank, nothing, letters and digits, or _SEVERAL."""
    if not goes_into_words(sign):
        return " "
    key = normalise(sign)
    return _SEVERAL if " " in key else key


def _undivided(stretch: str) -> tuple[int, int] | None:
    """Return where in *stretch* the first word begins and the last ends; None if what stands between words divides."""
    found = list(words(stretch))
    between = "".join([stretch[one[2] : other[1]] for one, other in pairwise(found)])
    if all(c.isspace() or unicodedata.category(c) in ("Pd", "Pc", "Cf") for c in between):
        return found[0][1], found[-1][2]
    return None
