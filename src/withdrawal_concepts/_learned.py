"""Ranks entries by a table of word weights that was learned when the content version was released.

The table holds, for each word stem and each telling pair of neighbours, how much it speaks for each entry
and for "nothing here answers this". A query is answered by a few dictionary accesses and additions; what
the table was learned from, and what that adds, stands in the documentation (explanation, search).
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

from withdrawal_concepts._features import Features, packed_rows, swap_on_big_endian
from withdrawal_concepts._json_reader import loads
from withdrawal_concepts._vocabulary import KnownWords, Vocabulary

UNIT = 20
"""Weights are stored as whole twentieths."""
CRISIS_UNIT = 8
"""Those of crisis language, which are larger, as whole eighths."""

START, END = "^", "$"
"""They stand before the first stem of a text and behind the last one; no word is written like this."""
MOST_MENDED = 64
"""Words of a text in which typos are looked for."""


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
        nothing, falling = self._features.falling(total + bias)
        nothing += unknown * self._unknown
        least = nothing + self._floor * scale
        shift = self._features.shift
        last = (1 << shift) - 1
        found: dict[int, float] = {}
        for code in falling[:most]:
            answer = code >> shift
            if answer < least:
                break
            found[last - (code & last)] = 1 / (1 + math.exp((nothing - answer) / scale))
            least = nothing + self._tail * scale  # once something answers
        return found


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

    A line of JSON; a line of the words that are known, the most frequent first; a line of what each sounds like; a line
    of stems; then which of these each word has, and what they say. A tab stands between two words. So they are split,
    not parsed, which takes a tenth of the time, or not even split.
    """

    def __init__(self, data: bytes) -> None:
        lines: list[bytes] = []
        start = 0
        for _ in range(4):
            end = data.index(b"\n", start)
            lines.append(data[start:end])
            start = end + 1
        self.head: dict[str, Any] = loads(lines[0])
        words, heard, stems = map(bytes.decode, lines[1:])
        in_order = stems.split("\t")
        numbers = array("H" if len(in_order) < 1 << 16 else "I")
        end = start + numbers.itemsize * (words.count("\t") + 1)
        numbers.frombytes(data[start:end])
        swap_on_big_endian(numbers)
        self.words = KnownWords(words, in_order, numbers, heard)
        """Known word -> its stem."""
        self.features = Features(in_order, memoryview(data)[end:], len(self.head["bias"]))
        self.labels: dict[str, list[int]] = self.head["labels"]
        """What people may type to name an entry, normalised -> entry numbers."""
        self.patterns: dict[str, str] = self.head["patterns"]
        """By what the patterns of notices are looked for: see NoticeFinder."""

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
    begins: by the stem that follows, ``""`` for its own. All are sorted. There is a row for every stem of a word.
    """
    import json  # a search does not pay for these

    from withdrawal_concepts._sounds import heard_text

    number_of = dict(zip(rows, count()))
    numbers = array("H" if len(rows) < 1 << 16 else "I", map(number_of.__getitem__, words.values()))
    swap_on_big_endian(numbers)
    texts = (
        json.dumps(head, ensure_ascii=False, separators=(",", ":")),
        "\t".join(words),
        heard_text(list(words)),
        "\t".join(rows),
        "",
    )
    return "\n".join(texts).encode() + numbers.tobytes() + packed_rows(rows, len(head["bias"]))
