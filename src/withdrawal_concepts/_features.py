"""What word stems and pairs of neighbouring stems say, read from the search table of a content version.

Each has a row: a few places (an entry, "nothing here", crisis language), and a weight at each of them.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, count, pairwise, repeat
from typing import Literal

ZERO = 128
"""What is added to each weight as it is stored, so that none is below 0."""
BEHIND = 3
"""Places behind the classes: crisis language, then how often the ranker had a weight, and how often that model."""
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
        """*packed* is what :func:`packed_rows` made."""
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

    def _row(self, row: int) -> tuple[Sequence[int], Sequence[int]]:
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
        """*packed* is what :func:`packed_rows` made."""
        self._rows = _Rows(stems, packed, classes)
        self.items = self._rows.all
        self._classes = classes
        self.shift = 8 if classes <= 256 else 16
        last = (1 << self.shift) - 1
        self._numbered = b"".join([(last - number).to_bytes(4, "little") for number in range(classes - 1)])
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

    def falling(self, total: int) -> tuple[int, list[int]]:
        """Return the sum for class 0; and for each other class, the greatest first, a number that holds its sum.

        That is above :attr:`shift` bits, in which the number of the class stands, counted from the last that can be:
        to sort such numbers takes half as long as to sort classes by their sums.
        """
        sums = total.to_bytes(2 * (self._classes + BEHIND), "little")
        codes = bytearray(self._numbered)
        codes[self.shift // 8 :: 4] = sums[2 : 2 * self._classes : 2]
        codes[self.shift // 8 + 1 :: 4] = sums[3 : 2 * self._classes : 2]
        numbers = array("I", bytes(codes))
        swap_on_big_endian(numbers)
        return sums[0] | sums[1] << 8, sorted(numbers, reverse=True)

    def behind(self, total: int) -> tuple[int, int, int]:
        """Return the sum for crisis language, how often the ranker had a weight, and how often that model."""
        rest = total >> 16 * self._classes
        return (rest & 0xFFFF) - MIDDLE, rest >> 16 & 0xFFFF, rest >> 32


def packed_rows(rows: Mapping[str, Mapping[str, Mapping[int, int]]], classes: int) -> bytes:
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
        swap_on_big_endian(part)
    return b"".join(part.tobytes() for part in parts)


def _kind(most: int) -> Literal["B", "H", "I"]:
    """Return the code of arrays of numbers up to *most*."""
    return "B" if most < 1 << 8 else "H" if most < 1 << 16 else "I"


def _taken(kind: Literal["B", "H", "I"], length: int, packed: memoryview) -> tuple[Sequence[int], memoryview]:
    """Return so many numbers, and what is behind them."""
    if kind == "B":
        return bytes(packed[:length]), packed[length:]
    numbers = array(kind)
    size = length * numbers.itemsize
    numbers.frombytes(packed[:size])
    swap_on_big_endian(numbers)
    return numbers, packed[size:]


def swap_on_big_endian(numbers: array[int]) -> None:
    """Turn around the bytes of each number where that is not how they are written."""
    if sys.byteorder == "big":
        numbers.byteswap()
