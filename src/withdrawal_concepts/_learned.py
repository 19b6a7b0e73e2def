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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise, repeat
from operator import add
from typing import Any

from withdrawal_concepts._vocabulary import Vocabulary

UNIT = 20
"""Weights are stored as whole twentieths."""
CRISIS_UNIT = 8
"""Those of crisis language, which are larger, as whole eighths."""
ZERO = 128
"""What is added to each weight as it is stored and added up, so that nothing is below 0."""
BEHIND = 3
"""Places behind the classes: crisis language, then how often the ranker had a weight, and how often that model."""

Row = tuple[int, int]
"""Where the weights of a stem or pair begin, and how many there are."""


class Features:
    """What the stems of a text, and the pairs of neighbouring stems, say: their weights, added up.

    There is a place for each class of the ranker (0 is "nothing here"), and there are those BEHIND. Adding up costs
    one addition of whole numbers for each stem or pair: what it says is one large number, with 16 bits for each place.
    """

    def __init__(self, lines: Mapping[str, str], packed: bytes, classes: int) -> None:
        """*lines* gives, for each stem, its number, where its weights begin, and the stems that may follow it.

        The pairs with those have the next numbers. *packed* is what :func:`packed_weights` made.
        """
        self._lines = lines
        self._classes = classes
        count, total = (int.from_bytes(packed[at : at + 4], "little") for at in (0, 4))
        self._lengths = packed[8 : 8 + count]
        self._places = array("H", packed[8 + count : 8 + count + 2 * total])
        if sys.byteorder == "big":
            self._places.byteswap()
        self._weights = packed[8 + count + 2 * total :]
        self._read: dict[str, dict[str, Row]] = {}
        self._numbers: dict[Row, int] = {}
        self._last: tuple[Sequence[str], tuple[array[int], int]] = (), (array("H", bytes(2 * classes + 2 * BEHIND)), 0)

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
        return array("H", total.to_bytes(2 * (self._classes + BEHIND), sys.byteorder)), added

    def _line(self, stem: str) -> dict[str, Row]:
        text = self._lines.get(stem)
        if text is None:
            return {}
        number, start, *following = text.split(" ")
        lengths = self._lengths[int(number) : int(number) + 1 + len(following)]
        line = dict(zip(["", *following], zip(accumulate(lengths, initial=int(start)), lengths)))  # noqa: B905
        self._read[stem] = line
        return line

    def _number(self, row: Row) -> int:
        start, length = row
        sums = array("H", [ZERO]) * (self._classes + BEHIND)
        leans = 0
        if length:
            places = self._places[start : start + length]
            for place, weight in zip(places, self._weights[start : start + length]):  # noqa: B905 - as long
                sums[place] = weight
            leans = int(places[-1] == self._classes)  # crisis language comes last
        sums[self._classes + 1] += length > leans
        sums[self._classes + 2] += leans
        number = self._numbers[row] = int.from_bytes(sums.tobytes(), sys.byteorder)
        return number

    def items(self) -> Iterator[tuple[tuple[str, ...], dict[int, int]]]:
        """Yield each stem, and each pair, with its weights by place."""
        for stem in self._lines:
            for following, (start, length) in self._line(stem).items():
                weights = (weight - ZERO for weight in self._weights[start : start + length])
                said = dict(zip(self._places[start : start + length], weights, strict=True))
                yield (stem, following) if following else (stem,), said


def packed_weights(rows: Iterable[Mapping[int, int]]) -> bytes:
    """Return the weights by place of each stem or pair, as :class:`Features` reads them."""
    lengths, places, weights = bytearray(), array("H"), bytearray()
    for row in rows:
        lengths.append(len(row))
        places.extend(sorted(row))
        weights += bytes(row[place] + ZERO for place in sorted(row))
    if sys.byteorder == "big":
        places.byteswap()
    counts = len(lengths).to_bytes(4, "little") + len(places).to_bytes(4, "little")
    return counts + bytes(lengths) + places.tobytes() + bytes(weights)


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
    """What was learned for one content version, as it was written at the release: a line of JSON, then weights."""

    def __init__(self, data: bytes) -> None:
        head, _, packed = data.partition(b"\n")
        self.head: dict[str, Any] = json.loads(head)
        self.features = Features(self.head["features"], packed, len(self.head["bias"]))
        self.labels: dict[str, list[int]] = self.head["labels"]
        """What people may type to name an entry, normalised -> entry numbers."""

    def ranker(self, label_words: Iterable[str]) -> LearnedRanker:
        return LearnedRanker(self.head, self.features, label_words)

    def crisis_model(self) -> CrisisModel:
        return CrisisModel(self.head, self.features)


def table_bytes(head: Mapping[str, Any], rows: Iterable[Mapping[int, int]]) -> bytes:
    """Return the file that :class:`SearchTable` reads."""
    return json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode() + b"\n" + packed_weights(rows)
