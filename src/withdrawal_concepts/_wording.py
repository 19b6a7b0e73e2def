"""How values of the records are said to readers. Pure: text in, text out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from withdrawal_concepts._documents import Reference, Section
    from withdrawal_concepts._glossary import Glossary
    from withdrawal_concepts._model import Basis, EvidenceLevel, RelationKind, Standing, Statement, Term

STANDING: dict[Standing, str] = {
    "established": "established (a research construct under this name)",
    "adapted": "adapted (popular wording for something that research knows under other names)",
    "informal": "informal (an everyday or invented name, not a research term and not a diagnosis)",
    "contested": "contested (good sources disagree, or there is little research behind the name)",
}
EVIDENCE: dict[EvidenceLevel, str] = {
    "strong": "strong evidence",
    "moderate": "moderate evidence",
    "limited": "limited evidence",
    "conflicting": "conflicting evidence",
    "none": "no study found",
}
RELATION: dict[RelationKind, str] = {
    "broader": "broader",
    "narrower": "narrower",
    "related": "related",
    "leads_to": "may lead to",
    "follows_from": "may follow from",
    "reinforces": "may reinforce",
    "reinforced_by": "may be reinforced by",
    "contrasts_with": "contrasts with",
    "eased_by": "may be eased by",
    "eases": "may ease",
}
BASIS: dict[Basis, str] = {
    "experiment": "experiment",
    "longitudinal": "longitudinal study",
    "correlational": "correlational study",
    "qualitative": "qualitative study",
    "theory": "theory",
    "inference": "the editors' suggestion, not a finding",
}
NOT_APPROVED = "No health professional has approved it yet."


def author_year(glossary: Glossary, id: str) -> str:
    """Return a reference as it is cited in a text: ``"Downey & Feldman 1996"``."""
    reference = glossary.references.get(id)
    return id if reference is None else f"{_authors(reference)} {_year(reference)}"


def reference_line(reference: Reference) -> str:
    """Return a reference as a line of a list, with the best address that it has."""
    address = ""
    if reference.doi:
        address = f"https://doi.org/{reference.doi}"
    elif reference.url:
        address = reference.url
    elif reference.pmid:
        address = f"PMID {reference.pmid}"
    parts = (reference.title, _place(reference), address)
    line = f"{_authors(reference)} ({_year(reference)})"
    for part in filter(None, parts):
        line += (" " if line.endswith((".", "?", "!")) else ". ") + part
    return line


def _place(reference: Reference) -> str:
    if not reference.container_title:
        return reference.publisher
    number = f"{reference.volume}({reference.issue})" if reference.volume and reference.issue else reference.volume
    return ", ".join(filter(None, (reference.container_title, number, reference.page)))


def _authors(reference: Reference) -> str:
    names = [person.family or person.literal for person in reference.authors or reference.editors]
    if len(names) > 2:
        return f"{names[0]} et al."
    return " & ".join(names) or f"'{reference.title}'"


def _year(reference: Reference) -> str:
    # Two works of one author and year differ by the letter at the end of their ids.
    letter = re.search(rf"-{reference.year}([a-z])$", reference.id)
    return f"{reference.year}{letter[1] if letter else ''}"


def bracket(glossary: Glossary, *words: str, references: Sequence[str]) -> str:
    """Return ``"[limited evidence; Downey & Feldman 1996]"``, or ``""`` where there is nothing to say."""
    parts = [*words, *(author_year(glossary, id) for id in references)]
    return f"[{'; '.join(parts)}]" if parts else ""


def statement_line(glossary: Glossary, statement: Statement) -> str:
    """Return a statement with its evidence level and references."""
    return f"{statement.text} {bracket(glossary, EVIDENCE[statement.evidence], references=statement.references)}"


def content_line(glossary: Glossary) -> str:
    """Return which content was read."""
    released = f"released {glossary.released}" if glossary.released else "not released"
    return f"Content {glossary.version}, {released}, {glossary.digest[:19]}..."


def review_line(entry: Term | Section) -> str:
    """Return who has looked at an entry, when, and when it is due again."""
    line = f"Last reviewed {entry.reviewed}, next review by {entry.next_review}. "
    if entry.review is None:
        return f"{line}No second reading yet. {NOT_APPROVED}"
    by = entry.review.by.removeprefix("second reading, ").removeprefix("by ")
    line += f"Second reading {entry.review.date}, {by if by.startswith('not ') else f'by {by}'}."
    # Only a review that says so is an approval: silence must not read as one.
    return line if "approved" in by else f"{line} {NOT_APPROVED}"
