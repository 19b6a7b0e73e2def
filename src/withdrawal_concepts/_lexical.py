"""Ranks entries by the words that they share with a query: for drafts and for content without a learned table.

What a word says for an entry, its impact, depends on the two alone: how telling the word is (inverse document
frequency over all short texts), times the mean of two shares. One is how strongly the entry holds the word, in fields
of unequal weight (after BM25F, Robertson and Zaragoza 2009); the other is how much of a short text of the entry the
word makes up. A score is the sum of the impacts, divided by how telling the query is.

Impacts are whole numbers and lie in descending order for each word. So the best entries are found exactly, without
reading the long lists of everyday words to their ends (after MaxScore, Turtle and Flood 1995).
"""

from __future__ import annotations

import heapq
import math
import sys
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from operator import neg
from typing import NamedTuple

from withdrawal_concepts._text import stem, word_list
from withdrawal_concepts._vocabulary import Vocabulary

FIELD_WEIGHTS: dict[str, float] = {
    "name": 6.0,
    "title": 4.0,
    "aliases": 5.0,
    "search_phrases": 3.0,
    "questions": 3.0,
    "summary": 2.0,
    "definition": 1.5,
    "paragraphs": 1.0,
    "statements": 0.7,
    "misconceptions": 0.7,
    "what_helps": 0.7,
    "example": 0.4,
}
SHORT_FIELDS = frozenset({"name", "title", "aliases", "search_phrases", "questions"})
"""Fields whose texts also count as wholes."""
SATURATION = 4.0
MOST_AT_ONCE = 20_000
"""Entries up to which all sums may be worked out at once: of more, that would take long, and much memory."""
COST_OF_A_READ = 3
"""Of one impact, in entries whose sums are worked out at once."""
COST_OF_A_LOOKUP = 5
"""Of the impact of one entry, in entries that are read one after the other."""
UNIT = 1000
"""Impacts are whole thousandths, so that sums are exact in any order."""
FLOOR = 0.175
LENIENCE = 0.25
"""How much less of a longer query has to be covered: the floor falls with this power of what was asked."""
TAIL = 0.1
"""Once something answers a query, lesser answers are shown down to this share of the floor."""


class _Read(NamedTuple):
    """What was read of one entry: numbers of stems, how strongly it holds each, and its short texts."""

    stems: array[int]
    strengths: array[float]
    short_texts: list[array[int]]


class _Stems(dict[str, int]):
    """Word -> number of its stem."""

    def __init__(self) -> None:
        super().__init__()
        self.numbers: dict[str, int] = {}

    def __missing__(self, word: str) -> int:
        self[word] = number = self.numbers.setdefault(stem(word), len(self.numbers))
        return number


class Postings:
    """The entries that hold one word, with their impacts: the greatest first, ties by number."""

    def __init__(self, numbers: array[int], impacts: array[int]) -> None:
        """*numbers* ascend; *impacts* are in their order."""
        self._numbers = numbers
        self._impacts = impacts
        self._spread: int | None = None
        order = sorted(range(len(numbers)), key=impacts.__getitem__, reverse=True)
        self.numbers = array("I", map(numbers.__getitem__, order))
        self.impacts = array("I", map(impacts.__getitem__, order))

    def spread(self, entries: int) -> int:
        """Return the impacts on all *entries* as one large number, with 32 bits for each."""
        if self._spread is None:
            impacts = array("I", bytes(4 * entries))
            for number, impact in zip(self._numbers, self._impacts, strict=True):
                impacts[number] = impact
            self._spread = int.from_bytes(impacts.tobytes(), sys.byteorder)
        return self._spread

    def impacts_on(self, numbers: Iterable[int]) -> Iterator[int]:
        """Yield the impact on each entry; 0 where the word does not stand in it."""
        own, impacts, last = self._numbers, self._impacts, len(self._numbers) - 1
        for number in numbers:
            place = bisect_left(own, number)
            yield impacts[place] if place <= last and own[place] == number else 0


class LexicalRanker:
    """Postings of the stems of all words, built from the texts of the entries."""

    def __init__(self, entries: Iterable[Iterable[tuple[str, str]]], labels: Iterable[str]) -> None:
        """*entries* gives, for each entry, its (field, text) pairs."""
        counts: Counter[str] = Counter()
        stems = _Stems()
        read: list[_Read] = []
        for texts in entries:
            weights: dict[int, float] = {}
            short_texts: list[array[int]] = []
            for field, text in texts:
                typed = word_list(text)
                counts.update(typed)
                found = list(map(stems.__getitem__, typed))
                share = FIELD_WEIGHTS[field] / (1 + 0.05 * len(found))
                for s in found:
                    weights[s] = weights.get(s, 0.0) + share
                if field in SHORT_FIELDS:
                    short_texts.append(array("I", dict.fromkeys(found)))
            strengths = array("d", [weight / (weight + SATURATION) for weight in weights.values()])
            read.append(_Read(array("I", weights), strengths, short_texts))
        self._entries = len(read)
        self._numbers = stems.numbers
        known = sorted(counts, key=lambda word: (-counts[word], word))
        self.vocabulary = Vocabulary({word: stem(word) for word in known}, labels)
        seen_in = [0] * len(self._numbers)
        for entry in read:
            for s in chain.from_iterable(entry.short_texts):
                seen_in[s] += 1
        total = 1 + sum(len(entry.short_texts) for entry in read)
        self._unknown = math.log(total + 1) ** 2
        self._telling = [math.log(1 + total / (1 + seen)) ** 2 for seen in seen_in]
        self._postings = _postings(read, self._telling)

    def scores(self, stems: Sequence[str], unknown: int, most: int | None) -> dict[int, float]:
        """Return entry number -> score in (0, 1]; *unknown* words count as asked for and not covered.

        The best come first, ties by number, and at most *most*. Empty where no entry reaches the floor; once one
        does, lesser entries are there as far as the tail.
        """
        wanted = list(dict.fromkeys(stems))
        if not wanted:
            return {}
        numbers = [self._numbers[s] for s in wanted]
        asked = unknown * self._unknown + sum(self._telling[s] for s in numbers)
        lists = [self._postings[s] for s in numbers]
        most_read = self._entries // COST_OF_A_READ if self._entries <= MOST_AT_ONCE else None
        best = best_sums(lists, most, most_read)
        if best is None:
            best = best_of_all(lists, self._entries, most)
        floor = min(1.0, FLOOR * (self._unknown / asked) ** LENIENCE)
        scores = {number: min(1.0, total / (UNIT * asked)) for number, total in best}
        if not best or scores[best[0][0]] < floor:
            return {}
        return {number: score for number, score in scores.items() if score >= TAIL * floor}


def _postings(read: Iterable[_Read], telling: Sequence[float]) -> list[Postings]:
    numbers = [array("I") for _ in telling]
    impacts = [array("I") for _ in telling]
    for number, entry in enumerate(read):
        least: dict[int, float] = {}
        for text in entry.short_texts:
            whole = sum(map(telling.__getitem__, text))
            for s in text:
                if whole < least.get(s, math.inf):
                    least[s] = whole
        for s, strength in zip(entry.stems, entry.strengths, strict=True):
            made_up = telling[s] / least[s] if s in least else 0.0
            numbers[s].append(number)
            impacts[s].append(round(UNIT * telling[s] * (strength + made_up) / 2))
    return [Postings(*pair) for pair in zip(numbers, impacts, strict=True)]


def best_of_all(lists: Sequence[Postings], entries: int, most: int | None) -> list[tuple[int, int]]:
    """Return what :func:`best_sums` does, which reads less of the lists; but long ones are added as large numbers."""
    whole = sum(own.spread(entries) for own in lists if 8 * len(own.numbers) > entries)
    sums = array("I", whole.to_bytes(4 * entries, sys.byteorder))
    for own in lists:
        if 8 * len(own.numbers) <= entries:
            for number, impact in zip(own.numbers, own.impacts, strict=True):
                sums[number] += impact
    least = 1 if most is None else max(1, heapq.nlargest(most, sums)[-1])
    best = [(number, total) for number, total in enumerate(sums) if total >= least]
    return sorted(best, key=lambda item: (-item[1], item[0]))[:most]


def best_sums(
    lists: Sequence[Postings], most: int | None, most_read: int | None = None
) -> list[tuple[int, int]] | None:
    """Return (number, sum of the impacts) of the entries with the greatest sums, ties by number; at most *most*.

    None where more than *most_read* impacts would have to be read.
    """
    lists = sorted(lists, key=lambda postings: -postings.impacts[0])
    still = sum(postings.impacts[0] for postings in lists)
    left = math.inf if most_read is None else most_read
    enough = 0
    """What the last of the best has at least: an entry that cannot come so far is none of them."""
    if most is not None:
        enough = max(postings.impacts[most - 1] if len(postings.impacts) >= most else 0 for postings in lists)
    sums: dict[int, int] = {}
    for postings in lists:
        numbers, impacts = postings.numbers, postings.impacts
        still -= impacts[0]
        # Down to here, an entry that was not met before may still come in.
        stop = bisect_right(impacts, still - enough, key=neg) if enough > still else len(impacts)
        left -= stop
        if left < 0:
            return None
        if stop < len(impacts):
            numbers, impacts = numbers[:stop], impacts[:stop]
        before = len(sums)
        for number, impact in zip(numbers, impacts, strict=True):
            sums[number] = sums.get(number, 0) + impact
        if stop < len(postings.impacts) and before:
            _add_rest(sums, postings, stop)
        if most is not None and len(sums) > 4 * most:
            enough = max(enough, heapq.nlargest(most, sums.values())[-1])
            if enough > still:
                sums = {number: total for number, total in sums.items() if total + still >= enough}
    return heapq.nsmallest(most or len(sums), sums.items(), key=lambda item: (-item[1], item[0]))


def _add_rest(sums: dict[int, int], postings: Postings, start: int) -> None:
    """Add the impacts from *start* on to the entries in *sums*."""
    if len(postings.numbers) - start < COST_OF_A_LOOKUP * len(sums):
        for number, impact in zip(postings.numbers[start:], postings.impacts[start:], strict=True):
            if number in sums:
                sums[number] += impact
    else:
        rest = sums.keys() - set(postings.numbers[:start]) if start else list(sums)
        for number, impact in zip(rest, postings.impacts_on(rest), strict=True):
            sums[number] += impact
