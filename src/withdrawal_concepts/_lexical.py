"""Ranks entries by the words that they share with a query: for drafts and for content without a learned table.

A score is a mixture of two shares, each in 0 to 1 and each weighted by how telling the words are (inverse
document frequency over all short texts): of what was asked, the share that the entry covers, in fields of
unequal weight (after BM25F, Robertson and Zaragoza 2009); and the cosine with the likest short texts of the entry.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from withdrawal_concepts._text import stem, words
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
"""Fields whose texts are also compared with the query as wholes."""
SATURATION = 2.5
PHRASE_SHARE = 0.6
LIKEST = 3
"""Short texts of an entry that count: one may be alike by chance."""
FLOOR = 0.2


class LexicalRanker:
    """Postings of words and of short texts, built from the texts of the entries."""

    floor = FLOOR

    def __init__(self, entries: Sequence[Iterable[tuple[str, str]]], label_words: Iterable[str]) -> None:
        """*entries* gives, for each entry, its (field, text) pairs."""
        counts: dict[str, int] = {}
        strengths: dict[str, dict[int, float]] = {}
        phrases: list[tuple[int, tuple[str, ...]]] = []
        stems: dict[str, str] = {}
        for number, texts in enumerate(entries):
            weights: dict[str, float] = {}
            for field, text in texts:
                found: list[str] = []
                for word, _, _ in words(text):
                    counts[word] = counts.get(word, 0) + 1
                    if word not in stems:
                        stems[word] = stem(word)
                    found.append(stems[word])
                share = FIELD_WEIGHTS[field] / (1 + 0.05 * len(found))
                for s in found:
                    weights[s] = weights.get(s, 0.0) + share
                if field in SHORT_FIELDS:
                    phrases.append((number, tuple(dict.fromkeys(found))))
            for s, weight in weights.items():
                strengths.setdefault(s, {})[number] = weight / (weight + SATURATION)
        known = sorted(counts, key=lambda word: (-counts[word], word))
        self.vocabulary = Vocabulary({word: stems[word] for word in known}, label_words)
        seen_in: dict[str, int] = {}
        for _, bag in phrases:
            for s in bag:
                seen_in[s] = seen_in.get(s, 0) + 1
        total = len(phrases) + 1
        self._unknown = math.log(total + 1) ** 2
        self._telling = {s: math.log(1 + total / (1 + seen_in.get(s, 0))) ** 2 for s in strengths}
        self._strengths = {s: tuple(by_entry.items()) for s, by_entry in strengths.items()}
        self._phrase_entry = [number for number, _ in phrases]
        self._phrase_norm = [math.sqrt(sum(self._telling[s] for s in bag)) or 1.0 for _, bag in phrases]
        self._phrases: dict[str, list[int]] = {}
        for place, (_, bag) in enumerate(phrases):
            for s in bag:
                self._phrases.setdefault(s, []).append(place)

    def scores(self, stems: Sequence[str], unknown: int, tail: float) -> dict[int, float]:
        """Return entry number -> score in (0, 1]; *unknown* words count as asked for and not covered.

        Empty where no entry reaches the floor; entries below *tail* times the floor are left out.
        """
        wanted = dict.fromkeys(stems)
        asked = unknown * self._unknown + sum(self._telling[s] for s in wanted)
        if not wanted:
            return {}
        spread: dict[int, float] = {}
        whole: dict[int, float] = {}
        for s in wanted:
            weight = self._telling[s]
            for number, strength in self._strengths[s]:
                spread[number] = spread.get(number, 0.0) + weight * strength
            for place in self._phrases.get(s, ()):
                whole[place] = whole.get(place, 0.0) + weight
        likest: dict[int, list[float]] = {}
        norm = math.sqrt(asked)
        for place, shared in whole.items():
            likest.setdefault(self._phrase_entry[place], []).append(shared / (norm * self._phrase_norm[place]))
        scores: dict[int, float] = {}
        for number, covered in spread.items():
            best = sorted(likest.get(number, ()), reverse=True)[:LIKEST]
            alike = sum(best) / LIKEST if best else 0.0
            scores[number] = min(1.0, (1 - PHRASE_SHARE) * covered / asked + PHRASE_SHARE * alike)
        if max(scores.values(), default=0.0) < self.floor:
            return {}
        return {number: score for number, score in scores.items() if score >= tail * self.floor}
