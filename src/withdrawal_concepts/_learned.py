"""Ranks entries by a table of word weights that was learned when the content version was released.

The table holds, for each word stem and each telling pair of neighbours, how much it speaks for each entry
and for "nothing here answers this". A query is answered by a few dictionary accesses and additions; what
the table was learned from, and what that adds, stands in the documentation (explanation, search).
"""

from __future__ import annotations

import json
import math
import sys
from array import array
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise, repeat
from operator import add
from typing import Any

from withdrawal_concepts._vocabulary import Vocabulary

UNIT = 20
"""Weights are stored as whole twentieths."""
CRISIS_UNIT = 8
"""Those of crisis language, which are larger, as whole eighths."""
ZERO = 128
"""The byte that stands for 0; so a weight is at least -127 and at most 127."""
BEHIND = 3
"""Bytes of a row behind the classes: crisis language, then a 1 where the ranker, and one where that, has a weight."""


class Features:
    """What the stems of a text, and the pairs of neighbouring stems, say: their rows, added up.

    A row has a byte for each class of the ranker (0 is "nothing here"), then the bytes BEHIND. Adding up costs one
    addition of whole numbers for each row: it is read as one large number in which each byte has room for 16 bits.
    Bytes that stand side by side are moved apart by halves; so the second half of the places lies between the first.
    """

    def __init__(self, lines: Mapping[str, str], rows: bytes, classes: int) -> None:
        """*lines* gives, for each stem, the number of its row and then the stems that follow it in the next rows."""
        self._lines = lines
        self._rows = rows
        self._width = row_width(classes)
        self._first_half = int.from_bytes(b"\xff\0" * (self._width // 2), "little")
        self._read: dict[str, dict[str, int]] = {}
        self._numbers: dict[int, int] = {}
        self._last: tuple[Sequence[str], tuple[array[int], int]] = (), (array("H", bytes(2 * self._width)), 0)

    def total(self, stems: Sequence[str]) -> tuple[array[int], int]:
        """Return the sums over the distinct stems and pairs, and how many there were: so often is ZERO in each sum."""
        asked, answer = self._last
        if asked != stems:  # the ranker and the crisis model ask about the same query, one after the other
            answer = self._added(stems)
            self._last = stems, answer
        return answer

    def _added(self, stems: Sequence[str]) -> tuple[array[int], int]:
        read, numbers = self._read, self._numbers
        lines = [read.get(stem) or self._line(stem) for stem in stems]
        if len(set(stems)) == len(stems):
            places = [*zip(lines, repeat("")), *zip(lines, stems[1:])]  # noqa: B905 - the last has no follower
        else:
            distinct = dict(zip(stems, lines, strict=True))
            places = [(line, "") for line in distinct.values()]
            places += [(distinct[stem], following) for stem, following in dict.fromkeys(pairwise(stems))]
        total = added = 0
        for line, following in places:
            row = line.get(following)
            if row is not None:
                total += numbers.get(row) or self._number(row)
                added += 1
        sums = array("H", total.to_bytes(2 * self._width, "little"))
        if sys.byteorder == "big":
            sums.byteswap()
        return sums, added

    def _line(self, stem: str) -> dict[str, int]:
        text = self._lines.get(stem)
        if text is None:
            return {}
        first, *following = text.split(" ")
        line = {"": int(first), **dict(zip(following, range(int(first) + 1, sys.maxsize)))}  # noqa: B905
        self._read[stem] = line
        return line

    def _number(self, row: int) -> int:
        packed = int.from_bytes(self._rows[row * self._width : (row + 1) * self._width], "little")
        number = packed & self._first_half | (packed >> 8 & self._first_half) << 8 * self._width
        self._numbers[row] = number
        return number


def row_width(classes: int) -> int:
    """Return the bytes of a row: an even number."""
    return (classes + BEHIND + 1) // 2 * 2


def row_of(weights: Mapping[int, int], crisis: int, classes: int) -> bytes:
    """Return the row of a stem or pair, as :class:`Features` reads it."""
    row = bytearray([ZERO]) * row_width(classes)
    places = {**weights, classes: crisis, classes + 1: bool(weights), classes + 2: bool(crisis)}
    half = len(row) // 2
    for place, value in places.items():
        row[2 * place if place < half else 2 * (place - half) + 1] += value
    return bytes(row)


class LearnedRanker:
    """A multinomial linear model over stems and pairs of stems; class 0 is "nothing here"."""

    def __init__(self, table: Mapping[str, Any], features: Features, label_words: Iterable[str]) -> None:
        self.vocabulary = Vocabulary(table["words"], label_words)
        self._floor = _logit(table["floor"])
        self._tail = _logit(table["tail"])
        self._bias: list[float] = table["bias"]
        self._unknown: int = table["unknown"]
        self._features = features
        self._scaled_bias: dict[int, list[int]] = {}

    def scores(self, stems: Sequence[str], unknown: int, most: int | None) -> dict[int, float]:
        """Return entry number -> score in (0, 1): how likely it is that the entry, rather than nothing, answers.

        The best come first, ties by number, and at most *most*. Empty where no entry reaches the floor; once one
        does, lesser entries are there as far as the tail.
        """
        sums, added = self._features.total(stems)
        telling = sums[len(self._bias) + 1] - added * ZERO
        if not telling:
            return {}
        # The sums would be divided by this; instead all else is multiplied. What each has too much makes no difference.
        words = telling + unknown
        scale = UNIT * math.sqrt(words)
        bias = self._scaled_bias.get(words)
        if bias is None:
            bias = self._scaled_bias[words] = [round(number * scale) for number in self._bias]
        nothing, *answers = map(add, sums, bias)
        nothing += unknown * self._unknown
        best = sorted(range(len(answers)), key=answers.__getitem__, reverse=True)[:most]
        if not best or answers[best[0]] < nothing + self._floor * scale:
            return {}
        least = nothing + self._tail * scale
        return {n: 1 / (1 + math.exp((nothing - answers[n]) / scale)) for n in best if answers[n] >= least}


def _logit(share: float) -> float:
    return math.log(share / (1 - share))


class CrisisModel:
    """A linear model of crisis language, over the same features: for wording that no trigger foresaw."""

    def __init__(self, table: Mapping[str, Any], features: Features) -> None:
        self._stems: Mapping[str, str] = table["words"]
        self._place = len(table["bias"])
        self._bias: float = table["crisis"]
        self._features = features

    def leaning(self, tokens: Sequence[str]) -> float:
        """Return how much a text of these words, in reading order, leans to crisis language (log odds)."""
        sums, added = self._features.total([self._stems.get(token, token) for token in tokens])
        crisis, _, telling = (total - added * ZERO for total in sums[self._place : self._place + BEHIND])
        return crisis / CRISIS_UNIT / math.sqrt(max(1, telling)) + self._bias


class SearchTable:
    """What was learned for one content version, as it was written at the release: a line of JSON, then the rows."""

    def __init__(self, data: bytes) -> None:
        head, _, rows = data.partition(b"\n")
        self._table: dict[str, Any] = json.loads(head)
        self._features = Features(self._table["features"], rows, len(self._table["bias"]))
        self.labels: dict[str, list[int]] = self._table["labels"]
        """What people may type to name an entry, normalised -> entry numbers."""

    def ranker(self, label_words: Iterable[str]) -> LearnedRanker:
        return LearnedRanker(self._table, self._features, label_words)

    def crisis_model(self) -> CrisisModel:
        return CrisisModel(self._table, self._features)


def table_bytes(head: Mapping[str, Any], rows: Iterable[bytes]) -> bytes:
    """Return the file that :class:`SearchTable` reads."""
    return json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode() + b"\n" + b"".join(rows)
