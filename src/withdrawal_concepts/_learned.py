"""Ranks entries by a table of word weights that was learned when the content version was released.

The table holds, for each word stem and each telling pair of neighbours, how much it speaks for each entry
and for "nothing here answers this". A query is answered by a few dictionary accesses and additions; what
the table was learned from, and what that adds, stands in the documentation (explanation, search).
"""

from __future__ import annotations

import math
import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, count, pairwise, repeat
from typing import Any, Literal

from withdrawal_concepts._json_reader import loads
from withdrawal_concepts._vocabulary import KnownWords, Vocabulary

UNIT = 20
"""Weights are stored as whole twentieths."""
CRISIS_UNIT = 8
"""Those of crisis language, which are larger, as whole eighths."""
ZERO = 128
"""What is added to each weight as it is stored, so that none is below 0."""
BEHIND = 3
"""Places behind the classes: crisis language, then how often the ranker had a weight, and how often that model."""

START, END = "^", "$"
"""They stand before the first stem of a text and behind the last one; no word is written like this."""
MOST_MENDED = 64
"""Words of a text in which typos are looked for."""
MIDDLE = 1 << 15
"""What is added to each sum at last, so that none of them is below 0."""
STRIDE = 16
"""Where the weights of a row begin is stored for each row in so many; from there, lengths are added up."""
MOST_REMEMBERED = 1 << 16
"""Stems and pairs whose weights are kept as numbers; people use the same ones again."""


class _Rows(dict[tuple[str, str], int]):
    """Stem and the stem that follows it (or ``""``) -> what they say, as one whole number; 0 for nothing.

    Each is read when it is first asked for.
    """

    # Slots, because the attributes of a subclass of dict are slow otherwise.
    __slots__ = (
        "_blank",
        "_by_crisis",
        "_by_ranker",
        "_crisis",
        "_firsts",
        "_followers",
        "_lengths",
        "_less",
        "_number_of",
        "_places",
        "_starts",
        "_weights",
    )

    def __init__(self, stems: Sequence[str], packed: memoryview, classes: int) -> None:
        """*packed* is what :func:`_packed` made."""
        super().__init__()
        self._number_of = dict(zip(stems, count()))
        self._firsts, packed = _taken("I", len(stems) + 1, packed)
        rows = self._firsts[-1]
        self._starts, packed = _taken("I", 1 + rows // STRIDE, packed)
        self._followers, packed = _taken(_kind(len(stems)), rows, packed)
        self._lengths, packed = _taken("B", rows, packed)
        weights = len(packed) // (1 + array(_kind(classes)).itemsize)
        self._places, packed = _taken(_kind(classes), weights, packed)
        self._weights, _ = _taken("B", weights, packed)
        self._crisis = classes
        self._blank = ZERO.to_bytes(2, "little") * (classes + 1) + bytes(4)
        blank = int.from_bytes(self._blank, "little")
        self._by_ranker, self._by_crisis = (1 << 16 * (classes + n) for n in (1, 2))
        self._less = blank - self._by_ranker

    def __missing__(self, pair: tuple[str, str]) -> int:
        stem, following = pair
        said = 0
        number = self._number_of.get(stem)
        if number is not None:
            row = self._firsts[number]
            if not following:
                said = self._said(row)
            elif (after := self._number_of.get(following)) is not None:
                followers = self._followers
                end = self._firsts[number + 1]
                row = bisect_left(followers, after, row + 1, end)
                if row < end and followers[row] == after:
                    said = self._said(row)
        if len(self) < MOST_REMEMBERED:
            self[pair] = said
        return said

    def _said(self, row: int) -> int:
        places, weights = self._row(row)
        if not places:
            return 0
        sums = bytearray(self._blank)
        for place, weight in zip(places, weights):  # noqa: B905 - as long
            sums[place + place] = weight
        said = int.from_bytes(sums, "little") - self._less
        if places[-1] == self._crisis:  # which comes last
            said += self._by_crisis - (self._by_ranker if len(places) == 1 else 0)
        return said

    def _row(self, row: int) -> tuple[array[int], array[int]]:
        """Return the places of a row, and the weight at each of them, more by ZERO."""
        start = self._starts[row // STRIDE] + sum(self._lengths[row - row % STRIDE : row])
        end = start + self._lengths[row]
        return self._places[start:end], self._weights[start:end]

    def all(self) -> Iterator[tuple[tuple[str, ...], dict[int, int]]]:
        """Yield each stem, and each pair, with its weights by place."""
        stems = list(self._number_of)
        for number, stem in enumerate(stems):
            own = self._firsts[number]
            for row in range(own, self._firsts[number + 1]):
                said = {place: weight - ZERO for place, weight in zip(*self._row(row), strict=True)}
                yield (stem,) if row == own else (stem, stems[self._followers[row]]), said


class Features:
    """What the stems of a text, and the pairs of neighbouring stems, say: their weights, added up.

    There is a place for each class of the ranker (0 is "nothing here"), and there are those BEHIND. Adding up costs
    one addition of whole numbers for each stem or pair: what it says is one large number, with 16 bits for each place.
    """

    def __init__(self, stems: Sequence[str], packed: memoryview, classes: int) -> None:
        """*packed* is what :func:`_packed` made."""
        self._rows = _Rows(stems, packed, classes)
        self.items = self._rows.all
        self._classes = classes
        self._middle = int.from_bytes(MIDDLE.to_bytes(2, "little") * (classes + 1), "little")
        self._last: tuple[Sequence[str], int] = (), self._middle

    def total(self, stems: Sequence[str]) -> int:
        """Return the sums over the distinct stems and pairs, as one number; those of weights are more by MIDDLE."""
        asked, total = self._last
        if asked != stems:  # the ranker and the crisis model ask about the same query, one after the other
            pairs: Iterable[tuple[str, str]] = chain(zip(stems, repeat("")), pairwise(stems))
            if len(set(stems)) < len(stems):
                pairs = dict.fromkeys(pairs)
            total = sum(map(self._rows.__getitem__, pairs), self._middle)
            self._last = stems, total
        return total

    def said_by(self, pair: tuple[str, str]) -> int:
        """Return what one pair adds to such sums."""
        return self._rows[pair]

    def by_class(self, total: int) -> array[int]:
        """Return the sums for the classes of the ranker."""
        sums = array("H", total.to_bytes(2 * (self._classes + BEHIND), "little"))
        _swap_on_big_endian(sums)
        return sums[: self._classes]

    def behind(self, total: int) -> tuple[int, int, int]:
        """Return the sum for crisis language, how often the ranker had a weight, and how often that model."""
        rest = total >> 16 * self._classes
        return (rest & 0xFFFF) - MIDDLE, rest >> 16 & 0xFFFF, rest >> 32


def _packed(rows: Mapping[str, Mapping[str, Mapping[int, int]]], classes: int) -> bytes:
    """Return *rows* as :class:`Features` reads them.

    For each stem the number of its first row, which is its own; for each row in STRIDE where its weights begin; for
    each row the number of the stem that follows, and how many weights it has; the places; the weights.
    """
    number_of = dict(zip(rows, count()))
    firsts, starts, lengths, weights = array("I", [0]), array("I"), array("B"), array("B")
    followers, places = array(_kind(len(rows))), array(_kind(classes))
    for own in rows.values():
        for following, row in own.items():
            if len(lengths) % STRIDE == 0:
                starts.append(len(places))
            followers.append(number_of[following] if following else 0)
            lengths.append(len(row))
            places.extend(sorted(row))
            weights.extend(row[place] + ZERO for place in sorted(row))
        firsts.append(len(lengths))
    if len(lengths) % STRIDE == 0:
        starts.append(len(places))
    parts = firsts, starts, followers, lengths, places, weights
    for part in parts:
        _swap_on_big_endian(part)
    return b"".join(part.tobytes() for part in parts)


def _kind(most: int) -> Literal["B", "H", "I"]:
    """Return the code of arrays of numbers up to *most*."""
    return "B" if most < 1 << 8 else "H" if most < 1 << 16 else "I"


def _taken(kind: Literal["B", "H", "I"], length: int, packed: memoryview) -> tuple[array[int], memoryview]:
    """Return an array of so many numbers, and what is behind it."""
    numbers = array(kind)
    size = length * numbers.itemsize
    numbers.frombytes(packed[:size])
    _swap_on_big_endian(numbers)
    return numbers, packed[size:]


def _swap_on_big_endian(numbers: array[int]) -> None:
    if sys.byteorder == "big":
        numbers.byteswap()


class _Scaled(dict[int, tuple[float, int]]):
    """Number of telling stems, pairs and words -> what everything is multiplied by, and the bias so multiplied.

    The sums of a query would have to be divided by the square root of that number; instead, all else is multiplied.
    """

    def __init__(self, bias: Sequence[float]) -> None:
        super().__init__()
        self._bias = bias

    def __missing__(self, telling: int) -> tuple[float, int]:
        scale = UNIT * math.sqrt(telling)
        bias = sum(round(number * scale) << 16 * place for place, number in enumerate(self._bias))
        self[telling] = scale, bias
        return scale, bias


class LearnedRanker:
    """A multinomial linear model over stems and pairs of stems; class 0 is "nothing here"."""

    def __init__(self, table: Mapping[str, Any], vocabulary: Vocabulary, features: Features) -> None:
        self.vocabulary = vocabulary
        self._floor = _logit(table["floor"])
        self._tail = _logit(table["tail"])
        self._unknown: int = table["unknown"]
        self._features = features
        self._scaled = _Scaled(table["bias"])

    def scores(self, stems: Sequence[str], unknown: int, most: int | None) -> dict[int, float]:
        """Return entry number -> score in (0, 1): how likely it is that the entry, rather than nothing, answers.

        The best come first, ties by number, and at most *most*. Empty where no entry reaches the floor; once one
        does, lesser entries are there as far as the tail.
        """
        total = self._features.total(stems)
        _, telling, _ = self._features.behind(total)
        if not telling:
            return {}
        scale, bias = self._scaled[telling + unknown]
        nothing, *answers = self._features.by_class(total + bias)
        nothing += unknown * self._unknown
        falling = sorted(answers, reverse=True)  # without numbers, which takes half as long
        if not falling or falling[0] < nothing + self._floor * scale:
            return {}
        least = max(nothing + self._tail * scale, falling[:most][-1])
        best = [number for number, answer in enumerate(answers) if answer >= least]
        best = sorted(best, key=answers.__getitem__, reverse=True)[:most]
        return {number: 1 / (1 + math.exp((nothing - answers[number]) / scale)) for number in best}


def _logit(share: float) -> float:
    return math.log(share / (1 - share))


class CrisisModel:
    """A linear model of crisis language, over the same features and the edges of a text: for what no trigger knows."""

    def __init__(self, table: Mapping[str, Any], vocabulary: Vocabulary, features: Features) -> None:
        self._vocabulary = vocabulary
        self._bias: float = table["crisis"]
        self._unknown: int = table["crisis_unknown"]
        self._features = features

    def understood(self, tokens: Sequence[str]) -> list[str | None]:
        """Return the stems that words stand for, None for each that stands for nothing known.

        Typos are looked for among the first MOST_MENDED words: in a text of thousands it would take too long.
        """
        if len(tokens) <= MOST_MENDED:
            return self._vocabulary.resolve_all(tokens, complete=False)
        return self.understood(tokens[:MOST_MENDED]) + list(map(self._vocabulary.known, tokens[MOST_MENDED:]))

    def leaning(self, stems: Sequence[str | None], *, begins: bool = True, ends: bool = True) -> float:
        """Return how much a text leans to crisis language (log odds); *begins*, *ends*: it was not cut there."""
        known = [stem for stem in stems if stem is not None]
        total = self._features.total(known)
        if begins and known:
            total += self._features.said_by((START, known[0]))
        if ends and known:
            total += self._features.said_by((known[-1], END))
        crisis, _, telling = self._features.behind(total)
        unknown = len(stems) - len(known)
        return (crisis + unknown * self._unknown) / CRISIS_UNIT / math.sqrt(max(1, telling + unknown)) + self._bias


class SearchTable:
    """What was learned for one content version, as it was written at the release.

    A line of JSON; a line of the words that are known, each with its stem, the most frequent first; a line of stems;
    then what these say. A tab stands between two words or stems. So they are split, not parsed, which takes a tenth of
    the time.
    """

    def __init__(self, data: bytes) -> None:
        ends = [data.index(b"\n")]
        ends += [data.index(b"\n", ends[0] + 1)]
        ends += [data.index(b"\n", ends[1] + 1)]
        self.head: dict[str, Any] = loads(data[: ends[0]])
        self.words = KnownWords(data[ends[0] + 1 : ends[1]].decode())
        """Known word -> its stem."""
        stems = data[ends[1] + 1 : ends[2]].decode().split("\t")
        self.features = Features(stems, memoryview(data)[ends[2] + 1 :], len(self.head["bias"]))
        self.labels: dict[str, list[int]] = self.head["labels"]
        """What people may type to name an entry, normalised -> entry numbers."""
        self.keys: dict[str, list[int]] = self.head["keys"]
        """The parts that patterns of notices are looked for by: see NoticeFinder."""

        self.vocabulary = Vocabulary(self.words, self.labels)

    def ranker(self) -> LearnedRanker:
        return LearnedRanker(self.head, self.vocabulary, self.features)

    def crisis_model(self) -> CrisisModel:
        return CrisisModel(self.head, self.vocabulary, self.features)


def table_bytes(
    head: Mapping[str, Any], words: Mapping[str, str], rows: Mapping[str, Mapping[str, Mapping[int, int]]]
) -> bytes:
    """Return the file that :class:`SearchTable` reads.

    *words* gives the stem of each. *rows* gives, for each stem, its weights by place and those of each pair that it
    begins: by the stem that follows, ``""`` for its own. All are sorted.
    """
    import json  # a search does not pay for it

    texts = (
        json.dumps(head, ensure_ascii=False, separators=(",", ":")),
        "\t".join(f"{word} {stem}" for word, stem in words.items()),
        "\t".join(rows),
        "",
    )
    return "\n".join(texts).encode() + _packed(rows, len(head["bias"]))
