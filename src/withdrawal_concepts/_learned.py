"""Ranks entries by a table of word weights that was learned when the content version was released.

The table holds, for each word stem and each telling pair of neighbours, how much it speaks for each entry
and for "nothing here answers this". A query is answered by a few dictionary accesses and additions; what
the table was learned from, and what that adds, stands in the documentation (explanation, search).
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from typing import Any

from withdrawal_concepts._vocabulary import Vocabulary

UNIT = 100.0
"""Weights are stored as whole hundredths."""


class LearnedRanker:
    """A multinomial linear model over stems and pairs of stems; class 0 is "nothing here"."""

    def __init__(self, table: dict[str, Any], label_words: Iterable[str]) -> None:
        self.vocabulary = Vocabulary(table["stems"], label_words)
        self.floor: float = table["floor"]
        self.entries: list[str] = table["entries"]
        self._bias: list[float] = [value / UNIT for value in table["bias"]]
        self._unknown: float = table["unknown"] / UNIT
        self._weights: dict[str, str] = table["weights"]
        self._ready: dict[str, tuple[tuple[int, float], ...]] = {}

    def scores(self, stems: Sequence[str], unknown: int, tail: float) -> dict[int, float]:
        """Return entry number -> score in (0, 1): how likely it is that the entry, rather than nothing, answers.

        Empty where no entry reaches the floor; entries below *tail* times the floor are left out.
        """
        weights, ready = self._weights, self._ready
        features = [f for f in features_of(stems) if f in weights]
        if not features:
            return {}
        sums = [0.0] * len(self._bias)
        for feature in features:
            for number, weight in ready.get(feature) or self._unpack(feature):
                sums[number] += weight
        sums[0] += unknown * self._unknown
        scale = 1 / math.sqrt(len(features) + unknown)
        nothing, *answers = [total * scale + bias for total, bias in zip(sums, self._bias, strict=True)]
        if max(answers) - nothing < _logit(self.floor):
            return {}
        least = nothing + _logit(tail * self.floor)
        return {n: 1 / (1 + math.exp(nothing - answer)) for n, answer in enumerate(answers) if answer >= least}

    def _unpack(self, feature: str) -> tuple[tuple[int, float], ...]:
        numbers = [int(n) for n in self._weights[feature].split()]
        pairs = tuple((numbers[i], numbers[i + 1] / UNIT) for i in range(0, len(numbers), 2))
        self._ready[feature] = pairs
        return pairs


def _logit(share: float) -> float:
    return math.log(share / (1 - share))


class CrisisModel:
    """A linear model of crisis language, over the same features: for wording that no trigger foresaw."""

    def __init__(self, table: dict[str, Any]) -> None:
        self._stems: dict[str, str] = table["stems"]
        self._bias: int = table["crisis"]["bias"]
        self._weights: dict[str, int] = table["crisis"]["weights"]

    def leaning(self, tokens: Sequence[str]) -> float:
        """Return how much a text of these words, in reading order, leans to crisis language (log odds)."""
        stems = [self._stems.get(token, token) for token in tokens]
        found = [self._weights[f] for f in features_of(stems) if f in self._weights]
        return (sum(found) / math.sqrt(max(1, len(found))) + self._bias) / UNIT


def features_of(stems: Sequence[str]) -> list[str]:
    """Return the distinct stems and pairs of neighbouring stems, in reading order."""
    pairs = [f"{stems[i]} {stems[i + 1]}" for i in range(len(stems) - 1)]
    return list(dict.fromkeys([*stems, *pairs]))


def read_table(data: bytes) -> dict[str, Any]:
    """Return the table in *data*, which was written at the release."""
    table: dict[str, Any] = json.loads(data)
    return table
