"""One content version whole: all its records, and what is derived from them."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from attrs import evolve, frozen

from withdrawal_concepts import errors
from withdrawal_concepts._model import (
    INVERSE,
    RELATION_KINDS,
    Article,
    Notice,
    Redirect,
    Reference,
    Relation,
    Section,
    Term,
)
from withdrawal_concepts._records import Records
from withdrawal_concepts._text import normalise

KINDS: dict[str, tuple[type[Any], type[errors.NotFoundError]]] = {
    "articles": (Article, errors.ArticleNotFoundError),
    "notices": (Notice, errors.NoticeNotFoundError),
    "references": (Reference, errors.ReferenceNotFoundError),
    "sections": (Section, errors.SectionNotFoundError),
    "terms": (Term, errors.TermNotFoundError),
}
"""Name of a mapping of records -> the class of its records, the error for an id that is not there."""

KIND_ORDER = {kind: place for place, kind in enumerate(RELATION_KINDS)}


@frozen(slots=False, eq=False)
class Snapshot:
    """All records of one content version. *digest* is over the bytes they were read from."""

    version: str
    released: datetime.date | None
    language: str
    digest: str
    terms: Records[Term]
    sections: Records[Section]
    articles: Records[Article]
    references: Records[Reference]
    notices: Records[Notice]
    redirects: Mapping[str, Redirect]

    @cached_property
    def labels(self) -> dict[str, tuple[str, ...]]:
        """Normalised id, name or alias -> ids of the terms that carry it (more than one: ambiguous)."""
        owners: dict[str, tuple[str, ...]] = {}
        for id, term in self.terms.items():
            for key in {normalise(label) for label in (id, term.name, *term.aliases)}:
                owners[key] = (*owners.get(key, ()), id)
        return owners

    @cached_property
    def relations(self) -> dict[str, tuple[Relation, ...]]:
        """Term id -> its relations in both directions, in the order of the kinds, then of the targets."""
        both: dict[str, dict[tuple[str, str], Relation]] = {id: {} for id in self.terms}
        for id, term in self.terms.items():
            for relation in term.relations:
                both[id][relation.kind, relation.target] = relation
        for term in self.terms.values():
            for relation in term.relations:
                inverse = evolve(
                    relation,
                    source=relation.target,
                    kind=INVERSE[relation.kind],
                    target=relation.source,
                    stated=False,
                )
                both[relation.target].setdefault((inverse.kind, inverse.target), inverse)
        return {
            id: tuple(sorted(own.values(), key=lambda r: (KIND_ORDER[r.kind], r.target))) for id, own in both.items()
        }


def assemble(
    records: Mapping[str, tuple[Mapping[str, Any], Callable[[str, Any], Any]]],
    redirects: Mapping[str, Redirect],
    meta: Mapping[str, Any],
    digest: str,
) -> Snapshot:
    """Return the snapshot; *records* gives, for each kind, its raw records by id and what builds one."""
    version, released = str(meta["version"]), meta.get("released")
    mappings = {
        kind: Records(raw, build, KINDS[kind][1], version, redirects if kind in ("terms", "sections") else {})
        for kind, (raw, build) in records.items()
    }
    return Snapshot(
        version=version,
        released=datetime.date.fromisoformat(released) if released else None,
        language=str(meta.get("language", "en")),
        digest=digest,
        redirects=redirects,
        **mappings,
    )
