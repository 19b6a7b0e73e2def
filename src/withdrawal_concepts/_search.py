"""Search over the entries of one content version: what people type, in their own words.

How a query is answered, and what each part adds, stands in the documentation (explanation, search).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Literal, get_args, overload

from attrs import field, frozen

from withdrawal_concepts._documents import Notice, Section
from withdrawal_concepts._model import CATEGORIES, STANDINGS, Category, Standing, Term
from withdrawal_concepts._snapshot import Snapshot
from withdrawal_concepts._text import normalise, stem, words

HitKind = Literal["term", "section"]

FIELD_WEIGHTS: dict[str, float] = {
    "name": 6.0,
    "title": 4.0,
    "aliases": 5.0,
    "search_phrases": 3.0,
    "questions": 3.0,
    "summary": 2.0,
    "definition": 1.5,
    "statements": 0.7,
    "paragraphs": 1.0,
    "misconceptions": 0.7,
    "what_helps": 0.7,
    "example": 0.4,
}
HIDDEN_FIELDS = frozenset({"search_phrases", "questions"})
SHORT_FIELDS = ("name", "title", "aliases", "search_phrases", "questions")
"""Fields whose texts are also compared with the query as wholes."""

SATURATION = 2.5
PHRASE_SHARE = 0.6
"""How much of a score comes from the likest short text, and how much from the words wherever they stand."""

TYPO_WORTH = 0.8
PREFIX_WORTH = 0.7
SCORE_FLOOR = 0.2
"""Hits that score less are not shown: an empty answer is better than a wrong one."""

MOST_WORDS = 64
"""Distinct words of a query that are looked at; a longer text is no question."""


@frozen
class FieldMatch:
    """Where a hit matched.

    ``field`` is the name of the entry's field. ``text`` is the entry's own wording and ``spans`` the
    (start, end) of the matched words in it, in characters. Search phrases and questions are not for
    showing: where one of them matched, ``text`` is ``""`` and ``spans`` is empty.
    """

    field: str
    text: str
    spans: tuple[tuple[int, int], ...]


@frozen(slots=False)
class Hit:
    """One entry that answers a query. ``score`` is in (0, 1]; 1 is a label of the entry, typed exactly."""

    id: str
    kind: HitKind
    entry: Term | Section
    score: float
    stems: tuple[str, ...] = field(repr=False)

    @cached_property
    def matches(self) -> tuple[FieldMatch, ...]:
        """The fields that matched, in the order of the record."""
        wanted = frozenset(self.stems)
        return tuple(m for name, text in field_texts(self.entry) if (m := _field_match(name, text, wanted)))


def _field_match(name: str, text: str, wanted: frozenset[str]) -> FieldMatch | None:
    spans = tuple((start, end) for word, start, end in words(text) if stem(word) in wanted)
    if not spans:
        return None
    return FieldMatch(name, "", ()) if name in HIDDEN_FIELDS else FieldMatch(name, text, spans)


def field_texts(entry: Term | Section) -> Iterator[tuple[str, str]]:
    """Yield (field, text) for every text of *entry* that is searched."""
    if isinstance(entry, Term):
        yield "name", entry.name
        yield from (("aliases", text) for text in entry.aliases)
        yield "summary", entry.summary
        yield from (("definition", text) for text in entry.definition)
        yield from (("example", text) for text in entry.example)
        yield from (("statements", s.text) for s in entry.statements)
        yield from (("misconceptions", text) for m in entry.misconceptions for text in (m.claim, m.correction))
        yield from (("what_helps", s.text) for s in entry.what_helps)
    else:
        yield "title", entry.title
        yield from (("paragraphs", s.text) for s in entry.paragraphs)
    yield from (("search_phrases", text) for text in entry.search_phrases)
    yield from (("questions", text) for text in entry.questions)


@frozen
class SearchResult(Sequence[Hit]):
    """The hits for a query, best first. ``notice``, where there is one, has to be shown before any hit."""

    query: str
    hits: tuple[Hit, ...]
    notice: Notice | None = None

    @overload
    def __getitem__(self, index: int) -> Hit: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Hit, ...]: ...
    def __getitem__(self, index: int | slice) -> Hit | tuple[Hit, ...]:
        return self.hits[index]

    def __len__(self) -> int:
        return len(self.hits)


class SearchIndex:
    """Everything that a query needs, worked out once from a snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._entries: list[tuple[HitKind, str, Mapping[str, Any]]] = [
            *(("term", id, snapshot.terms) for id in snapshot.terms),
            *(("section", id, snapshot.sections) for id in snapshot.sections),
        ]
        self._labels = snapshot.labels
        self._stems: dict[str, str] = {}
        strengths: dict[str, dict[int, float]] = {}
        phrases: list[tuple[int, frozenset[str]]] = []
        for number, (_, id, records) in enumerate(self._entries):
            weights: dict[str, float] = {}
            for name, text in field_texts(records[id]):
                stems = [self._stem(word) for word, _, _ in words(text)]
                for s in stems:
                    weights[s] = weights.get(s, 0.0) + FIELD_WEIGHTS[name] / (1 + 0.05 * len(stems))
                if name in SHORT_FIELDS:
                    phrases.append((number, frozenset(stems)))
            for s, weight in weights.items():
                strengths.setdefault(s, {})[number] = weight / (weight + SATURATION)
        seen_in: dict[str, int] = {}
        for _, bag in phrases:
            for s in bag:
                seen_in[s] = seen_in.get(s, 0) + 1
        total = len(phrases) + 1
        self._unknown = math.log(total + 1)
        self._idf = {s: math.log(1 + total / (1 + seen_in.get(s, 0))) for s in strengths}
        self._strengths = {s: tuple(by_entry.items()) for s, by_entry in strengths.items()}
        self._phrase_entry = [number for number, _ in phrases]
        self._phrase_norm = [math.sqrt(sum(self._idf[s] ** 2 for s in bag)) or 1.0 for _, bag in phrases]
        by_stem: dict[str, list[int]] = {}
        for place, (_, bag) in enumerate(phrases):
            for s in bag:
                by_stem.setdefault(s, []).append(place)
        self._phrases = {s: tuple(places) for s, places in by_stem.items()}

    def _stem(self, word: str) -> str:
        known = self._stems.get(word)
        if known is None:
            known = self._stems[word] = stem(word)
        return known

    def query(self, text: str) -> tuple[dict[int, float], tuple[str, ...]]:
        """Return the score of each entry that is above the floor, and the stems that were looked for."""
        wanted: dict[str, float] = {}
        asked = 0.0
        distinct = list(dict.fromkeys(word for word, _, _ in words(text)))[:MOST_WORDS]
        for place, word in enumerate(distinct):
            found, worth = self._resolve(word, last=place == len(distinct) - 1)
            asked += max((self._idf[s] for s in found), default=self._unknown) ** 2
            for s in found:
                wanted[s] = max(wanted.get(s, 0.0), worth)
        if not wanted:
            return {}, ()
        spread: dict[int, float] = {}
        whole: dict[int, float] = {}
        for s, worth in wanted.items():
            weight = worth * self._idf[s] ** 2
            for number, strength in self._strengths[s]:
                spread[number] = spread.get(number, 0.0) + weight * strength
            for place in self._phrases.get(s, ()):
                whole[place] = whole.get(place, 0.0) + weight
        likest: dict[int, float] = {}
        asked_norm = math.sqrt(asked)
        for place, shared in whole.items():
            number = self._phrase_entry[place]
            likeness = min(1.0, shared / (asked_norm * self._phrase_norm[place]))
            if likeness > likest.get(number, 0.0):
                likest[number] = likeness
        scores = {
            number: (1 - PHRASE_SHARE) * covered / asked + PHRASE_SHARE * likest.get(number, 0.0)
            for number, covered in spread.items()
        }
        return {number: score for number, score in scores.items() if score >= SCORE_FLOOR}, tuple(sorted(wanted))

    def _resolve(self, word: str, *, last: bool) -> tuple[Iterable[str], float]:
        """Return the stems of the index that *word* stands for, and what a match with them is worth."""
        stemmed = self._stem(word) if word in self._stems else stem(word)
        if stemmed in self._strengths:
            return (stemmed,), 1.0
        if len(word) >= 4:
            near = {self._stems[w] for w in _one_edit(word) if w in self._stems}
            if near:
                return near, TYPO_WORTH
            if last:
                begun = {s for w, s in self._stems.items() if w.startswith(word)}
                if begun:
                    return begun, PREFIX_WORTH
        return (), 0.0

    def search(self, text: str, limit: int, keep: Callable[[HitKind, Term | Section], bool]) -> tuple[Hit, ...]:
        """Return up to *limit* hits for which *keep* (kind, entry) holds, best first; ties go by kind and id."""
        scores, stems = self.query(text)
        for id in self._labels.get(normalise(text), ()):
            scores |= {n: 1.0 for n, (kind, other, _) in enumerate(self._entries) if kind == "term" and other == id}
        hits = []
        for number in sorted(scores, key=lambda n: (-scores[n], self._entries[n][0] == "section", self._entries[n][1])):
            kind, id, records = self._entries[number]
            entry = records[id]
            if keep(kind, entry):
                hits.append(Hit(id, kind, entry, min(1.0, scores[number]), stems))
                if len(hits) == limit:
                    break
        return tuple(hits)


def entry_filter(
    kind: HitKind | None, category: Category | None, standing: Standing | None
) -> Callable[[HitKind, Term | Section], bool]:
    """Return what tells whether an entry passes the filters; raise ValueError for a value that no entry can have."""
    for name, value, allowed in (
        ("kind", kind, get_args(HitKind)),
        ("category", category, CATEGORIES),
        ("standing", standing, STANDINGS),
    ):
        if value is not None and value not in allowed:
            raise ValueError(f"{name} must be one of {', '.join(allowed)}, not {value!r}")

    def keep(own_kind: HitKind, entry: Term | Section) -> bool:
        if kind not in (None, own_kind):
            return False
        if category is None and standing is None:
            return True
        return isinstance(entry, Term) and category in (None, entry.category) and standing in (None, entry.standing)

    return keep


_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def _one_edit(word: str) -> set[str]:
    """Return every word one deletion, swap, replacement or insertion away."""
    if len(word) > 24:
        return set()
    splits = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    return {
        *(a + b[1:] for a, b in splits if b),
        *(a + b[1] + b[0] + b[2:] for a, b in splits if len(b) > 1),
        *(a + c + b[1:] for a, b in splits if b for c in _LETTERS),
        *(a + c + b for a, b in splits for c in _LETTERS),
    }
