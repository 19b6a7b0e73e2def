"""What several formats need: addresses, what an entry cites, and where it comes from."""

from __future__ import annotations

from collections.abc import Iterator

from withdrawal_concepts._documents import Reference, Section, cited_by
from withdrawal_concepts._glossary import Glossary
from withdrawal_concepts._model import ExternalId, Statement, Term

Entry = Term | Section

BASE = "urn:withdrawal-concepts:"
"""What the kind and id of an entry follow in its address, where no web address is given: names without a place."""

NOT_ADVICE = (
    "For learning. It cannot tell anybody whether they have a condition, and it does not replace a doctor, counsellor "
    "or other health professional. No health professional has approved it yet."
)
LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def entry_of(glossary: Glossary, id: str) -> Entry:
    """Return the term or section with this id; raises TermNotFoundError where there is neither."""
    return glossary.sections[id] if id in glossary.sections else glossary.terms[id]


def name_of(entry: Entry) -> str:
    """Return the name of a term or the title of a section."""
    return entry.name if isinstance(entry, Term) else entry.title


def address(entry: Entry, base: str) -> str:
    """Return the address of an entry: *base*, its kind, its id."""
    divider = "" if base.endswith((":", "/", "#")) else "/"
    return f"{base}{divider}{'terms' if isinstance(entry, Term) else 'sections'}/{entry.id}"


def is_web_address(base: str) -> bool:
    """Return whether *base* is something that a browser can open."""
    return base.startswith(("https://", "http://"))


def external_address(other: ExternalId) -> str:
    """Return the address of an id in another vocabulary."""
    return f"https://id.nlm.nih.gov/mesh/{other.id}" if other.scheme == "mesh" else f"urn:{other.scheme}:{other.id}"


def statements_of(entry: Entry) -> Iterator[tuple[str, Statement]]:
    """Yield (field, statement) for everything in an entry that has an evidence level, in reading order."""
    fields = ("statements", "what_helps") if isinstance(entry, Term) else ("paragraphs",)
    for field in fields:
        for statement in getattr(entry, field):
            yield field, statement


def references_of(glossary: Glossary, entry: Entry) -> list[Reference]:
    """Return the references of an entry and of its relations, each once, in the order of their ids."""
    relations = glossary.relations(entry) if isinstance(entry, Term) else ()
    return [glossary.references[id] for id in cited_by(entry, relations) if id in glossary.references]
