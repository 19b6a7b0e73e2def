"""The glossary: one content version, and everything that can be asked of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, NoReturn

from withdrawal_concepts import _store
from withdrawal_concepts._labels import Labels, id_of_label
from withdrawal_concepts._model import Term
from withdrawal_concepts._text import ASCII_LOWER, squeezed, word_list
from withdrawal_concepts.errors import TermNotFoundError

if TYPE_CHECKING:
    import datetime

    from withdrawal_concepts._documents import Article, Redirect, Reference, Section
    from withdrawal_concepts._learned import SearchTable
    from withdrawal_concepts._mentions import Mention, MentionFinder
    from withdrawal_concepts._model import Category, Relation, RelationKind, Standing
    from withdrawal_concepts._notice import Notice
    from withdrawal_concepts._notices import NoticeFinder
    from withdrawal_concepts._outcomes import Outcome
    from withdrawal_concepts._relations import Neighbourhood, RelationGraph, Step
    from withdrawal_concepts._search import SearchIndex, SearchResult
    from withdrawal_concepts._snapshot import Snapshot


class Glossary:
    """One content version. Read-only, hashable, picklable, safe to share between threads; equal by its bytes.

    Attributes:
        version: the content version, or ``"draft"`` for a folder that was never released.
        digest: ``"sha256:..."`` over the bytes of the compiled content.
        released: the day of the release; None for a draft.
        language: BCP 47 tag of the texts.
        terms, sections, articles, references, notices: read-only mappings by id, in id order.
    """

    # What is asked for most is reached fastest in a slot; the dict is for what is worked out when it is needed.
    __slots__ = ("__dict__", "__weakref__", "_asked", "_related", "_snapshot", "_spelled", "terms")

    version: str
    digest: str
    released: datetime.date | None
    language: str
    terms: Mapping[str, Term]
    _snapshot: Snapshot
    _asked: dict[str, Term]  # labels that may lead elsewhere if they are spelled otherwise
    _spelled: dict[bytes, Term]  # all others, by their squeezed form
    _related: dict[str, tuple[Term, ...]]

    def __init__(self, snapshot: Snapshot) -> None:
        """Not for calling: :func:`load` and ``authoring.load`` give glossaries."""
        for name in ("_asked", "_spelled", "_related"):
            object.__setattr__(self, name, {})
        object.__setattr__(self, "terms", snapshot.terms)
        object.__setattr__(self, "_snapshot", snapshot)
        self.__dict__.update({name: getattr(snapshot, name) for name in ("version", "digest", "released", "language")})

    if not TYPE_CHECKING:  # a checker that knew of these would let every assignment pass

        def __setattr__(self, name: str, value: object) -> NoReturn:
            raise AttributeError(f"a glossary is read-only; {name!r} cannot be set")

        def __delattr__(self, name: str) -> NoReturn:
            raise AttributeError(f"a glossary is read-only; {name!r} cannot be deleted")

    @cached_property
    def sections(self) -> Mapping[str, Section]:
        """The sections of the articles by id, in id order."""
        return self._snapshot.sections

    @cached_property
    def articles(self) -> Mapping[str, Article]:
        """The source articles with their leads, by id."""
        return self._snapshot.articles

    @cached_property
    def references(self) -> Mapping[str, Reference]:
        """The published works that are cited, by id."""
        return self._snapshot.references

    @cached_property
    def notices(self) -> Mapping[str, Notice]:
        """The disclaimer and the help notices, by id."""
        return self._snapshot.notices

    @property
    def redirects(self) -> Mapping[str, Redirect]:
        """What became of ids that went away, by id; :meth:`resolve` gives the same as a typed outcome."""
        return self._snapshot.redirects

    @property
    def labels(self) -> Mapping[str, tuple[str, ...]]:
        """Normalised id, name or alias -> ids of the terms that carry it; more than one: ambiguous."""
        return self._snapshot.labels

    # -- one entry ------------------------------------------------------------------------------------

    def lookup(self, label: str) -> Term:
        """Return the term with this id, name or alias.

        Case, hyphens, spaces and dashes, accents, apostrophes, Unicode form and a simple plural do not
        matter. Raises TermNotFoundError (with suggestions) or AmbiguousLabelError.

        >>> import withdrawal_concepts as wc
        >>> wc.load().lookup("LONELINESS spiral–loops").id
        'loneliness-spiral-loop'
        """
        try:  # squeezed() is written out for ASCII: calling it would take as long as what it does
            ascii = label.isascii()
            form = label.encode().translate(ASCII_LOWER).replace(b" ", b"") if ascii else squeezed(label)
        except AttributeError:
            raise TermNotFoundError(label, self.version, (), "a label is a str") from None
        try:
            return self._spelled[form]
        except KeyError:  # it needs a closer look, or was never asked for before
            if label in self._asked:
                return self._asked[label]
        labels = self._labels
        sure = labels.beyond_doubt(form)
        id = sure or id_of_label(self._snapshot, labels, label)
        term = self._snapshot.terms.used(id)
        if term.id == id and term.status == "current":  # each use of another is warned of
            if sure or labels.in_any_spelling(form, id):
                self._spelled[form] = term
            elif len(self._asked) < 4096:
                self._asked[label] = term
        return term

    @cached_property
    def _labels(self) -> Labels:
        return Labels(self._snapshot.spelled(), self._snapshot.ids("redirects"), lambda: self.labels)

    def resolve(self, id: str) -> Outcome:
        """Return what became of *id*: Current, Moved, Merged, Split or Retired; one hop, never a chain.

        Raises TermNotFoundError for an id that never was.

        >>> import withdrawal_concepts as wc
        >>> wc.load().resolve("loneliness").entry.name
        'Loneliness'
        """
        from withdrawal_concepts._outcomes import Current, outcome_of

        redirect = self._snapshot.redirects.get(id)
        if redirect is not None:
            return outcome_of(redirect)
        return Current(id, self.sections[id] if id in self.sections else self.terms[id])  # quietly: see _deprecation

    # -- search ---------------------------------------------------------------------------------------

    def search(
        self,
        query: str,
        *,
        limit: int = 10,
        kind: Literal["term", "section"] | None = None,
        category: Category | None = None,
        standing: Standing | None = None,
    ) -> SearchResult:
        """Return the entries that answer *query*, best first: a sequence of Hit, empty where nothing does.

        *limit* is the greatest number of hits (at least 1). *kind*, *category* and *standing* keep only
        matching entries; sections have neither category nor standing. ``result.notice`` is a help notice
        to show before any hit, or None; it depends on the query alone. The order is total. Raises TypeError
        for a query that is not a str, ValueError for another *limit* or an unknown filter.

        >>> import withdrawal_concepts as wc
        >>> result = wc.load().search("left on read")
        >>> result[0].id, result.notice
        ('ghosting', None)
        """
        if not isinstance(query, str):  # pyright: ignore[reportUnnecessaryIsInstance] - not every caller is checked
            raise TypeError(f"a query must be a str, not {type(query).__name__}")
        if type(limit) is not int or limit < 1:
            raise ValueError(f"limit must be a whole number from 1, not {limit!r}")
        keep = None
        if kind is not None or category is not None or standing is not None:
            from withdrawal_concepts._search import entry_filter

            keep = entry_filter(kind, category, standing)
        typed = word_list(query)
        return self._index.search(query, typed, limit, keep, self._notice_finder.find(typed))

    @cached_property
    def _index(self) -> SearchIndex:
        from withdrawal_concepts._search import SearchIndex

        return SearchIndex(self._snapshot, self._search_table)

    @cached_property
    def _search_table(self) -> SearchTable | None:
        from withdrawal_concepts._learned import SearchTable

        data = _store.read_search_table(self.digest)
        return None if data is None else SearchTable(data)

    @cached_property
    def _notice_finder(self) -> NoticeFinder:
        from withdrawal_concepts._notices import NoticeFinder

        table = self._search_table
        if table is None:
            return NoticeFinder(self.notices)
        return NoticeFinder(self.notices, table.crisis_model(), table.patterns)

    def mentions(self, text: str, *, once: bool = False, ambiguous: bool = False) -> Iterator[Mention]:
        """Yield the names and aliases of terms in *text*, in reading order.

        The longest label wins, mentions never overlap, forms are as free as in :meth:`lookup`, offsets count
        characters. *once*: only the first of each term; *ambiguous*: also labels that are too general for prose.

        >>> import withdrawal_concepts as wc
        >>> [(m.text, m.term_id) for m in wc.load().mentions("On Rumination and self–esteem.")]
        [('Rumination', 'rumination'), ('self–esteem', 'self-esteem')]
        """
        if not isinstance(text, str):  # pyright: ignore[reportUnnecessaryIsInstance] - not every caller is checked
            raise TypeError(f"text must be a str, not {type(text).__name__}")
        return self._mention_finder.find(text, once=once, ambiguous=ambiguous)

    @cached_property
    def _mention_finder(self) -> MentionFinder:
        from withdrawal_concepts._mentions import MentionFinder

        return MentionFinder(self.terms)

    # -- relations ------------------------------------------------------------------------------------

    def relations(self, id: str | Term, *kinds: RelationKind) -> tuple[Relation, ...]:
        """Return the relations of a term, read from it, in both directions (inverses are derived).

        Ordered by kind, then by target. Raises TermNotFoundError, and ValueError for a kind there is not.

        >>> import withdrawal_concepts as wc
        >>> wc.load().relations("ghosting", "broader")[0].target
        'ostracism'
        """
        return self._graph.relations(self._id(id), kinds or None)

    def related(self, id: str | Term, *kinds: RelationKind) -> tuple[Term, ...]:
        """Return the neighbours of a term, each once, in the order of :meth:`relations`."""
        if kinds or type(id) is not str:
            return self._graph.view(kinds or None).neighbours(self._id(id))
        found = self._related.get(id)
        if found is None:
            own = self._id(id)
            found = self._graph.view(None).neighbours(own)
            if own == id and self.terms[id].status == "current":  # each use of another is warned of
                self._related[id] = found
        return found

    def neighbourhood(self, id: str | Term, *kinds: RelationKind) -> Neighbourhood:
        """Return a term with its relations and its neighbours in one record, which a notebook shows as a list."""
        return self._graph.neighbourhood(self._id(id), kinds or None)

    def broader(self, id: str | Term) -> tuple[Term, ...]:
        """Return the terms one step broader (skos:broader)."""
        return self.related(id, "broader")

    def narrower(self, id: str | Term) -> tuple[Term, ...]:
        """Return the terms one step narrower (skos:narrower)."""
        return self.related(id, "narrower")

    def ancestors(self, id: str | Term) -> tuple[Term, ...]:
        """Return all broader terms, nearest first (skos:broaderTransitive), without the term itself."""
        return self._graph.broader.closure(self._id(id))

    def descendants(self, id: str | Term) -> tuple[Term, ...]:
        """Return all narrower terms, nearest first (skos:narrowerTransitive), without the term itself."""
        return self._graph.narrower.closure(self._id(id))

    def walk(
        self, id: str | Term, kinds: Iterable[RelationKind] | None = None, depth: int | None = None
    ) -> Iterator[Step]:
        """Yield every term that can be reached, breadth first, each once; cycles are safe.

        *kinds* are the relations to follow (None: all); *depth* is the greatest number of relations from the
        start (None: no limit). The start itself is not a step.

        >>> import withdrawal_concepts as wc
        >>> [(step.term.id, step.depth) for step in wc.load().walk("ghosting", {"broader"})]
        [('ostracism', 1)]
        """
        if depth is not None and (type(depth) is not int or depth < 0):
            raise ValueError(f"depth must be a whole number of steps or None, not {depth!r}")
        return self._graph.view(kinds).walk(self._id(id), depth)

    def path(
        self, a: str | Term, b: str | Term, kinds: Iterable[RelationKind] | None = None
    ) -> tuple[Relation, ...] | None:
        """Return the relations of a shortest path from *a* to *b*; ``()`` if they are one, None if there is none."""
        return self._graph.view(kinds).path(self._id(a), self._id(b))

    @cached_property
    def _graph(self) -> RelationGraph:
        from withdrawal_concepts._relations import RelationGraph

        return RelationGraph(self._snapshot)

    def _id(self, id: str | Term) -> str:
        return self.terms[id.id].id if isinstance(id, Term) else self._snapshot.terms.used(id).id

    # -- identity -------------------------------------------------------------------------------------

    def __eq__(self, other: object) -> bool:
        return self.digest == other.digest if isinstance(other, Glossary) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.digest)

    def __repr__(self) -> str:
        return f"<Glossary {self.version}: {len(self.terms)} terms, {len(self.sections)} sections>"

    def __reduce__(self) -> tuple[Callable[..., Glossary], tuple[Any, ...]]:
        from withdrawal_concepts import _load

        if any(version.digest == self.digest for version in _store.content_versions()):
            return _load.load, (self.version,)
        from withdrawal_concepts._codec import encode_snapshot

        return _load.from_pickle, (encode_snapshot(self._snapshot), self.digest)
