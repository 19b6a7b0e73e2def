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
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, ValuesView
from functools import cached_property
from itertools import chain, pairwise, repeat
from operator import add
from typing import Any

from withdrawal_concepts._vocabulary import Vocabulary

UNIT = 20
"""Weights are stored as whole twentieths."""
CRISIS_UNIT = 8
"""Those of crisis language, which are larger, as whole eighths."""
ZERO = 128
"""What is added to each weight as it is stored, so that none is below 0."""
BEHIND = 3
"""Places behind the classes: crisis language, then how often the ranker had a weight, and how often that model."""

MIDDLE = 1 << 15
"""What is added to each sum at last, so that none of them is below 0."""
MOST_SOUGHT = 64
"""Words that are looked for in the text of all; for more, a dict is made."""
MOST_REMEMBERED = 1 << 16
"""Stems and pairs whose weights are kept as numbers; people use the same ones again."""


class _Numbers(dict[tuple[str, str], int]):
    """Stem and the stem that follows it (or ``""``) -> what they say, as one whole number; 0 for nothing."""

    def __init__(self, read: Callable[[str, str], int]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, pair: tuple[str, str]) -> int:
        number = self._read(*pair)
        if len(self) < MOST_REMEMBERED:
            self[pair] = number
        return number


class Features:
    """What the stems of a text, and the pairs of neighbouring stems, say: their weights, added up.

    There is a place for each class of the ranker (0 is "nothing here"), and there are those BEHIND. Adding up costs
    one addition of whole numbers for each stem or pair: what it says is one large number, with 16 bits for each place.
    """

    def __init__(self, lines: Sequence[str], packed: memoryview, classes: int) -> None:
        """*lines* gives, for each stem, its number, where its weights begin, and the stems that may follow it.

        They are sorted. The pairs with the followers have the next numbers. *packed* is what :func:`packed_weights`
        made.
        """
        self._lines = lines
        self._classes = classes
        count, total = (int.from_bytes(packed[at : at + 4], "little") for at in (0, 4))
        self._lengths = bytes(packed[8 : 8 + count])
        self._places = _places(classes)
        self._places.frombytes(packed[8 + count : 8 + count + total * self._places.itemsize])
        _swap_on_big_endian(self._places)
        self._weights = bytes(packed[len(packed) - total :])
        self._read: dict[str, tuple[int, int, str]] = {}
        self._numbers = _Numbers(self._number)
        self._zeros = ZERO.to_bytes(2, "little") * (classes + BEHIND)
        self._zero = int.from_bytes(self._zeros, "little")
        self._middle = int.from_bytes(MIDDLE.to_bytes(2, "little") * (classes + BEHIND), "little")
        self._last: tuple[Sequence[str], array[int]] = (), self._added(())

    def total(self, stems: Sequence[str]) -> array[int]:
        """Return the sums over the distinct stems and pairs, each more by MIDDLE than it is."""
        asked, answer = self._last
        if asked != stems:  # the ranker and the crisis model ask about the same query, one after the other
            answer = self._added(stems)
            self._last = stems, answer
        return answer

    def _added(self, stems: Sequence[str]) -> array[int]:
        pairs: Iterable[tuple[str, str]] = chain(zip(stems, repeat("")), pairwise(stems))
        if len(set(stems)) < len(stems):
            pairs = dict.fromkeys(pairs)
        total = sum(map(self._numbers.__getitem__, pairs), self._middle)
        sums = array("H", total.to_bytes(len(self._zeros), "little"))
        _swap_on_big_endian(sums)
        return sums

    def _number(self, stem: str, following: str) -> int:
        row, start, followers = self._read.get(stem) or self._line(stem)
        if row < 0:
            return 0
        if following:
            at = followers.find(f" {following} ")
            if at < 0:
                return 0
            before = row
            row += 1 + followers.count(" ", 0, at)
            start += sum(self._lengths[before:row])
        length = self._lengths[row]
        if not length:
            return 0
        places = self._places[start : start + length]
        sums = bytearray(self._zeros)
        for place, weight in zip(places, self._weights[start : start + length]):  # noqa: B905 - as long
            sums[2 * place] = weight
        leans = places[-1] == self._classes  # crisis language comes last
        sums[2 * self._classes + 2] += length > leans
        sums[2 * self._classes + 4] += leans
        return int.from_bytes(sums, "little") - self._zero

    def _line(self, stem: str) -> tuple[int, int, str]:
        """Return the number of *stem* (-1: it says nothing), where its weights begin, and its followers."""
        at = bisect_left(self._lines, f"{stem} ")
        found = -1, 0, ""
        if at < len(self._lines) and self._lines[at].startswith(f"{stem} "):
            _, number, begin, *followers = self._lines[at].split(" ", 3)
            found = int(number), int(begin), f" {followers[0]} " if followers else ""
            self._read[stem] = found
        return found

    def items(self) -> Iterator[tuple[tuple[str, ...], dict[int, int]]]:
        """Yield each stem, and each pair, with its weights by place."""
        for line in self._lines:
            stem, number, begin, *followers = line.split(" ")
            start = int(begin)
            for row, following in enumerate(["", *followers], int(number)):
                end = start + self._lengths[row]
                weights = (weight - ZERO for weight in self._weights[start:end])
                said = dict(zip(self._places[start:end], weights, strict=True))
                yield (stem, following) if following else (stem,), said
                start = end


def packed_weights(rows: Iterable[Mapping[int, int]], classes: int) -> bytes:
    """Return the weights by place of each stem or pair, as :class:`Features` reads them."""
    lengths, places, weights = bytearray(), _places(classes), bytearray()
    for row in rows:
        lengths.append(len(row))
        places.extend(sorted(row))
        weights += bytes(row[place] + ZERO for place in sorted(row))
    _swap_on_big_endian(places)
    counts = len(lengths).to_bytes(4, "little") + len(places).to_bytes(4, "little")
    return counts + bytes(lengths) + places.tobytes() + bytes(weights)


def _places(classes: int) -> array[int]:
    """Return room for places: a byte for each, or two where there are more classes than a byte can tell apart."""
    return array("B" if classes < 256 else "H")


def _swap_on_big_endian(numbers: array[int]) -> None:
    if sys.byteorder == "big":
        numbers.byteswap()


class LearnedRanker:
    """A multinomial linear model over stems and pairs of stems; class 0 is "nothing here"."""

    def __init__(self, table: Mapping[str, Any], vocabulary: Vocabulary, features: Features) -> None:
        self.vocabulary = vocabulary
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
        sums = self._features.total(stems)
        telling = sums[len(self._bias) + 1] - MIDDLE
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


class _Known(dict[str, str]):
    """Word -> its stem if it is known, itself if not."""

    def __init__(self, stems: Mapping[str, str]) -> None:
        super().__init__()
        self._all = stems

    def __missing__(self, word: str) -> str:
        stem = self._all.get(word, word)
        if len(self) < MOST_REMEMBERED:
            self[word] = stem
        return stem


class CrisisModel:
    """A linear model of crisis language, over the same features: for wording that no trigger foresaw."""

    def __init__(self, table: Mapping[str, Any], stems: Mapping[str, str], features: Features) -> None:
        self._stems = _Known(stems)
        self._place = len(table["bias"])
        self._bias: float = table["crisis"]
        self._features = features

    def leaning(self, tokens: Sequence[str]) -> float:
        """Return how much a text of these words, in reading order, leans to crisis language (log odds)."""
        sums = self._features.total([self._stems[token] for token in tokens])
        crisis, _, telling = (total - MIDDLE for total in sums[self._place :])
        return crisis / CRISIS_UNIT / math.sqrt(max(1, telling)) + self._bias


class _Words(Mapping[str, str]):
    """Known words with their stems, the most frequent first: looked for in a text, until a dict of all pays."""

    def __init__(self, text: str) -> None:
        self._text = f"\t{text}\t"
        self._asked = 0

    @cached_property
    def _stems(self) -> dict[str, str]:
        return dict([pair.split(" ") for pair in self._text.split("\t") if pair])

    def __getitem__(self, word: str) -> str:
        self._asked += 1
        if self._asked > MOST_SOUGHT:
            return self._stems[word]
        at = self._text.find(f"\t{word} ")
        if at < 0 or not word:
            raise KeyError(word)
        return self._text[at + len(word) + 2 : self._text.index("\t", at + 1)]

    def __iter__(self) -> Iterator[str]:
        return iter(self._stems)

    def __len__(self) -> int:
        return len(self._stems)

    def values(self) -> ValuesView[str]:
        return self._stems.values()


class SearchTable:
    """What was learned for one content version, as it was written at the release.

    A line of JSON; a line of the words that are known, each with its stem, the most frequent first; a line of the
    stems, sorted, each with what Features needs; then the weights. A tab stands between two words or stems. So they
    are split, not parsed, which takes a tenth of the time.
    """

    def __init__(self, data: bytes) -> None:
        ends = [data.index(b"\n")]
        ends += [data.index(b"\n", ends[0] + 1)]
        ends += [data.index(b"\n", ends[1] + 1)]
        self.head: dict[str, Any] = json.loads(data[: ends[0]])
        self.words: Mapping[str, str] = _Words(data[ends[0] + 1 : ends[1]].decode())
        """Known word -> its stem."""
        lines = data[ends[1] + 1 : ends[2]].decode().split("\t")
        self.features = Features(lines, memoryview(data)[ends[2] + 1 :], len(self.head["bias"]))
        self.labels: dict[str, list[int]] = self.head["labels"]
        """What people may type to name an entry, normalised -> entry numbers."""

    def ranker(self, label_words: Iterable[str]) -> LearnedRanker:
        return LearnedRanker(self.head, Vocabulary(self.words, label_words), self.features)

    def crisis_model(self) -> CrisisModel:
        return CrisisModel(self.head, self.words, self.features)


def table_bytes(
    head: Mapping[str, Any], words: Mapping[str, str], lines: Iterable[str], rows: Iterable[Mapping[int, int]]
) -> bytes:
    """Return the file that :class:`SearchTable` reads; *lines* and *rows* as :class:`Features` has them."""
    texts = (
        json.dumps(head, ensure_ascii=False, separators=(",", ":")),
        "\t".join(f"{word} {stem}" for word, stem in words.items()),
        "\t".join(lines),
        "",
    )
    return "\n".join(texts).encode() + packed_weights(rows, len(head["bias"]))
