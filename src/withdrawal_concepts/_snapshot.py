"""One content version whole: all its records, and what is derived from them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from withdrawal_concepts import errors
from withdrawal_concepts._days import datetime
from withdrawal_concepts._model import INVERSE, RELATION_KINDS, Relation, Term
from withdrawal_concepts._records import Records
from withdrawal_concepts._text import normalise

if TYPE_CHECKING:
    from withdrawal_concepts._documents import Article, Redirect, Reference, Section
    from withdrawal_concepts._notice import Notice

NOT_FOUND: dict[str, type[errors.NotFoundError]] = {
    "articles": errors.ArticleNotFoundError,
    "notices": errors.NoticeNotFoundError,
    "redirects": errors.NotFoundError,
    "references": errors.ReferenceNotFoundError,
    "sections": errors.SectionNotFoundError,
    "terms": errors.TermNotFoundError,
}
"""Every group of records, and the error for an id that is not in it."""

Builder = Callable[[str, Any], Any]


class Snapshot:
    """All records of one content version. *digest* is over the bytes they were read from."""

    def __init__(
        self,
        records: Callable[[str], tuple[Mapping[str, Any], Builder]],
        labels: Callable[[str, Any], Iterable[str]],
        meta: Mapping[str, Any],
        digest: str,
    ) -> None:
        """*records* gives, for a group, its raw records by id, in id order, and what builds one of them.

        *labels* gives the id, the name and the aliases of a raw term.
        """
        released = meta.get("released")
        self.version = str(meta["version"])
        self.released = datetime.date.fromisoformat(released) if released else None
        self.language = str(meta.get("language", "en"))
        self.digest = digest
        self._records = records
        self._labels = labels
        self._read: dict[str, tuple[Mapping[str, Any], Builder]] = {}

    @cached_property
    def terms(self) -> Records[Term]:
        return self._group("terms", lambda: self.redirects)

    @cached_property
    def sections(self) -> Records[Section]:
        return self._group("sections", lambda: self.redirects)

    @cached_property
    def articles(self) -> Records[Article]:
        return self._group("articles")

    @cached_property
    def references(self) -> Records[Reference]:
        return self._group("references")

    @cached_property
    def notices(self) -> Records[Notice]:
        return self._group("notices")

    @cached_property
    def redirects(self) -> Records[Redirect]:
        return self._group("redirects")

    def _group(self, name: str, redirects: Callable[[], Mapping[str, Redirect]] | None = None) -> Records[Any]:
        raw, build = self._raw(name)
        return Records(raw, build, NOT_FOUND[name], self.version, redirects)

    def _raw(self, name: str) -> tuple[Mapping[str, Any], Builder]:
        found = self._read.get(name)
        return self._read.setdefault(name, self._records(name)) if found is None else found

    def ids(self, group: str) -> Iterable[str]:
        """Return the ids of a group, in order, without touching its records."""
        return self._raw(group)[0].keys()

    def spelled(self) -> Iterator[tuple[str, str]]:
        """Yield id, name and aliases of each term, with its id, without touching its record."""
        for id, raw in self._raw("terms")[0].items():
            for label in self._labels(id, raw):
                yield label, id

    @cached_property
    def labels(self) -> dict[str, tuple[str, ...]]:
        """Normalised id, name or alias -> ids of the terms that carry it (more than one: ambiguous)."""
        owners: dict[str, tuple[str, ...]] = {}
        for label, id in self.spelled():
            key = normalise(label)
            known = owners.get(key, ())
            if id not in known:
                owners[key] = (*known, id)
        return owners

    @cached_property
    def relations(self) -> dict[str, tuple[Relation, ...]]:
        """Term id -> its relations in both directions, in the order of the kinds, then of the targets."""
        both: dict[str, dict[tuple[str, str], Relation]] = {id: {} for id in self.terms}
        for id, term in self.terms.items():
            for relation in term.relations:
                both[id][relation.kind, relation.target] = relation
        for term in self.terms.values():
            for r in term.relations:
                kind = INVERSE[r.kind]
                inverse = Relation(r.target, kind, r.source, r.reason, r.basis, r.references, stated=False)
                both[r.target].setdefault((kind, r.source), inverse)
        order = {kind: place for place, kind in enumerate(RELATION_KINDS)}
        return {id: tuple(sorted(own.values(), key=lambda r: (order[r.kind], r.target))) for id, own in both.items()}
