"""Sections, articles, references and redirects: frozen records like those of ``_model``."""

from __future__ import annotations

from collections.abc import Iterable

from attr import frozen  # the same as attrs.frozen, without the six modules that only rename what is here

from withdrawal_concepts._days import datetime
from withdrawal_concepts._model import Misconception, Note, Relation, Review, Source, Statement, Term
from withdrawal_concepts._records import Record


@frozen(eq=False, repr=False)
class Section(Record):
    """One section of an article, rewritten claim by claim; each paragraph is a statement."""

    id: str
    title: str
    article: str
    position: int
    paragraphs: tuple[Statement, ...]
    reviewed: datetime.date
    next_review: datetime.date
    terms: tuple[str, ...] = ()
    search_phrases: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    notices: tuple[str, ...] = ()
    review: Review | None = None

    def _repr_html_(self) -> str:
        from withdrawal_concepts._html import section_html

        return section_html(self)


@frozen(eq=False, repr=False)
class Article(Record):
    """A source article: its title and date, what it is, and its lead in our own words."""

    id: str
    title: str
    published: datetime.date
    source: str
    lead: tuple[Statement, ...]
    reviewed: datetime.date
    next_review: datetime.date
    terms: tuple[str, ...] = ()
    review: Review | None = None


@frozen(eq=False, repr=False)
class Person(Record):
    """A person (family, given) or a body (literal), as in CSL-JSON."""

    family: str = ""
    given: str = ""
    literal: str = ""


@frozen(eq=False, repr=False)
class Reference(Record):
    """A published work, after CSL-JSON.

    ``note`` is editor text: what the work was read to show, and so what it may be cited for.
    """

    id: str
    type: str
    title: str
    authors: tuple[Person, ...]
    year: int
    note: str
    container_title: str = ""
    volume: str = ""
    issue: str = ""
    page: str = ""
    publisher: str = ""
    genre: str = ""
    number: str = ""
    isbn: str = ""
    doi: str = ""
    pmid: str = ""
    url: str = ""
    editors: tuple[Person, ...] = ()


@frozen(eq=False, repr=False)
class Redirect(Record):
    """What became of an id that went away: exactly one of the four is set.

    ``consider`` names ids that may serve instead of a retired one (OBO ``consider``); the other three are
    exact (OBO ``replaced_by``).
    """

    id: str
    moved_to: str = ""
    merged_into: str = ""
    split_into: tuple[str, ...] = ()
    retired: str = ""
    consider: tuple[str, ...] = ()

    @property
    def hint(self) -> str:
        """What became of the id, in words for an error message."""
        if self.moved_to:
            return f"it moved to '{self.moved_to}'"
        if self.merged_into:
            return f"it was merged into '{self.merged_into}'"
        if self.split_into:
            return "it was split into " + " and ".join(f"'{id}'" for id in self.split_into)
        consider = " or ".join(f"'{id}'" for id in self.consider)
        return f"it was retired ({self.retired})" + (f"; consider {consider}" if consider else "")


def cited_by(entry: Term | Section, relations: Iterable[Relation] = ()) -> list[str]:
    """Return the ids of the references of an entry and of its *relations*, each once, in the order of their ids."""
    notes: tuple[Statement | Note | Misconception | Relation, ...]
    if isinstance(entry, Section):
        notes = (*entry.paragraphs, *relations)
    else:
        origin = (entry.origin,) if entry.origin else ()
        notes = (*origin, *entry.statements, *entry.misconceptions, *entry.what_helps, *relations)
    return sorted({id for note in notes for id in note.references})
