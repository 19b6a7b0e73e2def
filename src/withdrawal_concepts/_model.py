"""Terms and what they are made of: frozen all the way down, hashable, picklable, free of behaviour.

Records hold ids, never each other; whatever relates two records is a method of the Glossary. The mapping
of these fields to SKOS stands in the documentation. The other records stand in ``_documents``, so that a
first lookup does not pay for them: each attrs class costs a process a third of a millisecond.
"""

from __future__ import annotations

from typing import Literal, get_args

from attr import frozen  # the same as attrs.frozen, without the six modules that only rename what is here

from withdrawal_concepts._days import datetime
from withdrawal_concepts._records import Record

Kind = Literal["term", "section", "article", "reference", "notice"]
EvidenceLevel = Literal["strong", "moderate", "limited", "conflicting", "none"]
Standing = Literal["established", "adapted", "informal", "contested"]
Basis = Literal["experiment", "longitudinal", "correlational", "qualitative", "theory", "inference"]
Status = Literal["current", "deprecated"]
Match = Literal["exact", "close", "related"]
NoticeLevel = Literal["about", "signpost", "professional", "today", "now"]
Category = Literal["event", "feeling", "thinking", "behaviour", "cycle", "self", "relationship", "help", "background"]
RelationKind = Literal[
    "broader",
    "narrower",
    "related",
    "leads_to",
    "follows_from",
    "reinforces",
    "reinforced_by",
    "contrasts_with",
    "eased_by",
    "eases",
]

EVIDENCE_LEVELS: tuple[EvidenceLevel, ...] = get_args(EvidenceLevel)
STANDINGS: tuple[Standing, ...] = get_args(Standing)
BASES: tuple[Basis, ...] = get_args(Basis)
CATEGORIES: tuple[Category, ...] = get_args(Category)
RELATION_KINDS: tuple[RelationKind, ...] = get_args(RelationKind)

INVERSE: dict[RelationKind, RelationKind] = {
    "broader": "narrower",
    "narrower": "broader",
    "related": "related",
    "leads_to": "follows_from",
    "follows_from": "leads_to",
    "reinforces": "reinforced_by",
    "reinforced_by": "reinforces",
    "contrasts_with": "contrasts_with",
    "eased_by": "eases",
    "eases": "eased_by",
}


@frozen(eq=False, repr=False)
class Source(Record):
    """Where an entry's idea comes from: a heading of one of the articles (``"Lead"`` for the untitled lead)."""

    article: str
    heading: str


@frozen(eq=False, repr=False)
class Statement(Record):
    """One statement with its evidence level and the ids of the references that it rests on.

    ``evidence`` is about this statement, not about the whole entry. Level ``"none"`` says that no study was
    found; its references, if any, are the nearest there is.
    """

    text: str
    evidence: EvidenceLevel
    references: tuple[str, ...] = ()


@frozen(eq=False, repr=False)
class Note(Record):
    """A remark with the ids of the references that it rests on."""

    text: str
    references: tuple[str, ...] = ()


@frozen(eq=False, repr=False)
class Misconception(Record):
    """Something people often hear, and what is known instead."""

    claim: str
    correction: str
    references: tuple[str, ...] = ()


@frozen(eq=False, repr=False)
class Relation(Record):
    """A relation between two terms, read from *source*: ``source kind target``.

    ``stated`` is True where an author wrote it in this direction, and False for a derived inverse (SKOS
    S23, S25). ``basis`` says what the relation rests on; ``"inference"`` is the editors' suggestion and
    must not be shown as a finding.
    """

    source: str
    kind: RelationKind
    target: str
    reason: str
    basis: Basis
    references: tuple[str, ...] = ()
    stated: bool = True


@frozen(eq=False, repr=False)
class ExternalId(Record):
    """An id in another vocabulary, and how well it fits (skos:exactMatch, closeMatch, relatedMatch)."""

    scheme: str
    id: str
    match: Match


@frozen(eq=False, repr=False)
class Review(Record):
    """A second, independent reading of an entry against its references."""

    date: datetime.date
    by: str


@frozen(eq=False, repr=False)
class Term(Record):
    """One concept of the glossary (skos:Concept).

    ``search_phrases`` (how people type the experience) and ``questions`` (what people ask that the entry
    answers) are there to be matched, never to be shown. ``ambiguous`` lists labels that are too general to
    be marked in running text. ``notices`` are the ids of help notices to show with the entry. ``replaced_by``
    is the id to use instead of a deprecated term, where there is one (dcterms:isReplacedBy).
    """

    id: str
    name: str
    summary: str
    definition: tuple[str, ...]
    standing: Standing
    category: Category
    reviewed: datetime.date
    next_review: datetime.date
    aliases: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    search_phrases: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    origin: Note | None = None
    example: tuple[str, ...] = ()
    statements: tuple[Statement, ...] = ()
    misconceptions: tuple[Misconception, ...] = ()
    what_helps: tuple[Statement, ...] = ()
    relations: tuple[Relation, ...] = ()
    sources: tuple[Source, ...] = ()
    external_ids: tuple[ExternalId, ...] = ()
    notices: tuple[str, ...] = ()
    review: Review | None = None
    status: Status = "current"
    replaced_by: str = ""

    def _repr_html_(self) -> str:
        from withdrawal_concepts._html import term_html

        return term_html(self)
