"""Search over the entries of one content version: what people type, in their own words.

How a query is answered, and what each part adds, stands in the documentation (explanation, search).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal, get_args, overload

from attr import frozen  # the same as attrs, without the six modules that only rename what is here

from withdrawal_concepts._model import CATEGORIES, STANDINGS, Category, EvidenceLevel, Standing, Term
from withdrawal_concepts._records import Record
from withdrawal_concepts._snapshot import Snapshot
from withdrawal_concepts._text import normalise

if TYPE_CHECKING:  # a first search does not pay for what it does not build
    from withdrawal_concepts._documents import Section
    from withdrawal_concepts._fields import FieldMatch
    from withdrawal_concepts._learned import LearnedRanker, SearchTable
    from withdrawal_concepts._lexical import LexicalRanker
    from withdrawal_concepts._notice import Notice

HitKind = Literal["term", "section"]

FUNCTION_WORDS = frozenset(
    """
    a about after all am an and any are as at be been but by can cant could did didnt do does doesnt dont for from
    get had has have having he her him his how i if im in into is it its ive just like me my no not of off on or
    our out over she should so some than that the their them then there they this to too up us was we were what
    when where which who why will with without wont would you your
    """.split()  # noqa: SIM905 - a list of a hundred lines would read worse
)
"""Words that a match is not shown by, as long as there are others."""
NAMED = 0.9
"""The score, at least, of a term whose name stands in the query among other words."""
MOST_WORDS = 64
"""Words of a query that are looked at; a longer text is no question."""


@frozen(slots=False, eq=False, repr=False)
class Hit(Record):
    """One entry that answers a query. ``score`` is in (0, 1]; 1 is a label of the entry, typed exactly."""

    id: str
    kind: HitKind
    entry: Term | Section
    score: float
    stems: tuple[str, ...]

    def __repr__(self) -> str:
        return f"Hit(id={self.id!r}, kind={self.kind!r}, score={self.score!r})"

    @property
    def name(self) -> str:
        """The name of the term, or the title of the section."""
        return self.entry.name if isinstance(self.entry, Term) else self.entry.title

    @property
    def summary(self) -> str:
        """The summary of the term; of a section, its first paragraph."""
        return self.entry.summary if isinstance(self.entry, Term) else self.entry.paragraphs[0].text

    @property
    def evidence(self) -> EvidenceLevel | None:
        """The evidence level of :attr:`summary` in a section; None for a term, whose statements have theirs."""
        return None if isinstance(self.entry, Term) else self.entry.paragraphs[0].evidence

    @cached_property
    def matches(self) -> tuple[FieldMatch, ...]:
        """The fields that matched, in the order of the record."""
        from withdrawal_concepts._fields import field_matches

        return field_matches(self.entry, self.stems)

    if not TYPE_CHECKING:  # for a checker, every field is simply there

        def __getattr__(self, name: str) -> Any:
            """Work out the entry and the stems when they are first asked for: most hits of a search are not opened."""
            worked_out = self.__dict__.get(f"_{name}_of")
            if worked_out is None:
                raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
            return self.__dict__.setdefault(name, worked_out(self.id))

        def __getstate__(self) -> dict[str, Any]:
            state = {"entry": self.entry, "stems": self.stems, **self.__dict__}
            return {name: value for name, value in state.items() if not name.endswith("_of")}

        def __setstate__(self, state: dict[str, Any]) -> None:
            self.__dict__.update(state)


@frozen(eq=False, repr=False)
class SearchResult(Record, Sequence[Hit]):
    """The hits for a query, best first. ``notice``, where there is one, has to be shown before any hit.

    A slice is a result, too: it keeps the query and the notice, however few hits are left.
    """

    query: str
    hits: tuple[Hit, ...]
    notice: Notice | None = None

    @overload
    def __getitem__(self, index: int) -> Hit: ...
    @overload
    def __getitem__(self, index: slice) -> SearchResult: ...
    def __getitem__(self, index: int | slice) -> Hit | SearchResult:
        if isinstance(index, slice):
            return SearchResult(self.query, self.hits[index], self.notice)
        return self.hits[index]

    def __len__(self) -> int:
        return len(self.hits)

    def __repr__(self) -> str:
        found = ", ".join([f"{hit.id} {hit.score:.2f}" for hit in self.hits])
        notice = f", notice {self.notice.id}" if self.notice else ""
        return f"<SearchResult for {self.query[:80]!r}: {found or 'no hits'}{notice}>"

    def _repr_html_(self) -> str:
        from withdrawal_concepts._html import search_html

        return search_html(self)


def entry_numbers(snapshot: Snapshot) -> dict[str, int]:
    """Return id -> number of every entry that is searched: terms first, in id order. Ties are broken by it."""
    return {id: number for number, id in enumerate([*snapshot.terms, *snapshot.sections])}


def label_numbers(snapshot: Snapshot) -> dict[str, list[int]]:
    """Return what people may type to name an entry, normalised -> entry numbers."""
    numbers = entry_numbers(snapshot)
    labels = {label: [numbers[id] for id in ids] for label, ids in snapshot.labels.items()}
    for redirect in snapshot.redirects.values():  # an id that was merged is still what some people type
        if redirect.merged_into:
            labels.setdefault(normalise(redirect.id), [numbers[redirect.merged_into]])
    return labels


class SearchIndex:
    """Answers queries over one snapshot, with its learned table if it has one."""

    def __init__(self, snapshot: Snapshot, table: SearchTable | None = None) -> None:
        self._entries: list[tuple[HitKind, str, EntryOf]] = [
            *(("term", id, snapshot.terms.__getitem__) for id in snapshot.terms),
            *(("section", id, snapshot.sections.__getitem__) for id in snapshot.sections),
        ]
        self._labels = label_numbers(snapshot) if table is None else table.labels
        self._compact_labels = {label.replace(" ", ""): numbers for label, numbers in self._labels.items()}
        self._labels_by_start: dict[tuple[str, str], list[list[str]]] = {}
        for label in self._labels:
            parts = label.split(" ")
            if len(parts) > 1:
                self._labels_by_start.setdefault((parts[0], parts[1]), []).append(parts)
        self._ranker: LearnedRanker | LexicalRanker
        if table is None:
            from withdrawal_concepts._fields import field_texts
            from withdrawal_concepts._lexical import LexicalRanker  # released content does not pay for it

            texts = (field_texts(entry_of(id)) for _, id, entry_of in self._entries)
            self._ranker = LexicalRanker(texts, self._labels)
        else:
            self._ranker = table.ranker()

    @cached_property
    def _function_stems(self) -> frozenset[str | None]:
        return frozenset([self._ranker.vocabulary.known(word) for word in FUNCTION_WORDS])

    def search(self, query: str, typed: list[str], limit: int, keep: Filter, notice: Notice | None) -> SearchResult:
        """Return up to *limit* hits for the words that were *typed*, best first; ties go terms first, by id.

        Only hits that *keep* keeps.
        """
        scores, stems = self._scores(typed[:MOST_WORDS], limit if keep is None else None)

        def shown(_: str) -> tuple[str, ...]:
            """Return the stems to show matches by."""
            return tuple(sorted(set(stems) - self._function_stems or set(stems)))

        hits: list[Hit] = []
        new_hit = Hit.__new__
        for number, score in scores.items():
            kind, id, entry_of = self._entries[number]
            if keep is None or keep(kind, id, entry_of):
                hit = new_hit(Hit)
                fields = hit.__dict__  # to fill it is several times as fast as to call the class
                fields["id"] = id
                fields["kind"] = kind
                fields["score"] = score
                fields["_entry_of"] = entry_of
                fields["_stems_of"] = shown
                hits.append(hit)
                if len(hits) == limit:
                    break
        return SearchResult(query, tuple(hits), notice)

    def _named_in(self, typed: list[str]) -> Iterator[int]:
        """Yield the numbers of the terms whose label, of two words or more, stands in the query."""
        for start, pair in enumerate(pairwise(typed)):
            for label in self._labels_by_start.get(pair, ()):
                if typed[start : start + len(label)] == label:
                    yield from self._labels[" ".join(label)]

    def _scores(self, typed: list[str], most: int | None) -> tuple[dict[int, float], list[str]]:
        """Return entry number -> score, the best first, and the stems that the words stand for."""
        resolved = self._ranker.vocabulary.resolve_all(typed)
        stems = [s for s in resolved if s is not None]
        scores = self._ranker.scores(stems, len(resolved) - len(stems), most)
        if "".join(typed) in self._compact_labels or not self._labels_by_start.keys().isdisjoint(pairwise(typed)):
            named = {number: max(scores.get(number, 0.0), NAMED) for number in self._named_in(typed)}
            exactly = self._labels.get(" ".join(typed)) or self._compact_labels.get("".join(typed), [])
            scores |= named | dict.fromkeys(exactly, 1.0)
            scores = {number: scores[number] for number in sorted(scores, key=lambda n: (-scores[n], n))}
        return scores, stems


EntryOf = Callable[[str], Any]
"""Gives the entry with an id."""
Filter = Callable[[HitKind, str, EntryOf], bool] | None
"""Tells whether an entry (its kind, its id, what gives it) passes; None: every entry does."""


def entry_filter(kind: HitKind | None, category: Category | None, standing: Standing | None) -> Filter:
    """Return what keeps the entries that were asked for; raise ValueError for a value that no entry can have."""
    for name, value, allowed in (
        ("kind", kind, get_args(HitKind)),
        ("category", category, CATEGORIES),
        ("standing", standing, STANDINGS),
    ):
        if value is not None and value not in allowed:
            raise ValueError(f"{name} must be one of {', '.join(allowed)}, not {value!r}")

    def keep(own_kind: HitKind, id: str, entry_of: EntryOf) -> bool:
        if kind not in (None, own_kind):
            return False
        if category is None and standing is None:
            return True
        if own_kind != "term":
            return False
        term: Term = entry_of(id)
        return category in (None, term.category) and standing in (None, term.standing)

    return keep
