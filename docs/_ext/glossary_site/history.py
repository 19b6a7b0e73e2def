"""What happened to each entry from one content version to the next, in words."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from attrs import frozen
from markupsafe import Markup, escape

import withdrawal_concepts as wc
from withdrawal_concepts._changes import HIDDEN_FIELDS
from withdrawal_concepts._model import Relation
from withdrawal_concepts._wording import RELATION

FIELDS = {
    "name": "Name",
    "title": "Title",
    "summary": "Summary",
    "definition": "Definition",
    "standing": "Standing",
    "status": "Status",
    "replaced_by": "Use instead",
    "category": "Category",
    "aliases": "Other names",
    "ambiguous": "Names too general to be marked in texts",
    "origin": "Origin",
    "example": "Example",
    "statements": "What research says",
    "statements.references": "References of what research says",
    "misconceptions": "Misconceptions",
    "misconceptions.references": "References of misconceptions",
    "what_helps": "What may help",
    "what_helps.references": "References of what may help",
    "paragraphs": "Text",
    "paragraphs.references": "References of the text",
    "relations": "Relations",
    "terms": "Terms",
    "sources": "Sources",
    "notices": "Notices",
    "reviewed": "Day of review",
    "next_review": "Day of the next review",
    "review": "Second reading",
    "position": "Position",
    "external_ids": "Ids elsewhere",
}


@frozen
class Line:
    """One change: what happened to which field, and the texts, marked where they differ."""

    field: str
    action: str
    text: Markup


@frozen
class Step:
    """One content version in the history of an entry."""

    version: str
    released: datetime.date | None
    first: bool
    lines: tuple[Line, ...]


class History:
    """The histories of all entries over *glossaries*, oldest first."""

    def __init__(self, glossaries: Iterable[wc.Glossary]) -> None:
        self._steps: dict[tuple[str, str], list[Step]] = {}
        before: wc.Glossary | None = None
        for glossary in glossaries:
            changes: dict[tuple[str, str], list[wc.Change]] = {}
            for change in wc.diff(before, glossary).changes if before else ():
                changes.setdefault((change.kind, change.id), []).append(change)
            for kind, entries in (("term", glossary.terms), ("section", glossary.sections)):
                for id in entries:
                    self._add(glossary, kind, id, changes.get((kind, id), []))
            before = glossary

    def of(self, kind: str, id: str) -> list[Step]:
        """Return the versions in which the entry came or changed, newest first."""
        return self._steps.get((kind, id), [])[::-1]

    def _add(self, glossary: wc.Glossary, kind: str, id: str, changes: list[wc.Change]) -> None:
        steps = self._steps.setdefault((kind, id), [])
        shown = [c for c in changes if c.field and c.field not in HIDDEN_FIELDS]
        if not steps or changes:
            lines = tuple(_line(glossary, change) for change in shown) if steps else ()
            steps.append(Step(glossary.version, glossary.released, not steps, lines))


def _line(glossary: wc.Glossary, change: wc.Change) -> Line:
    return Line(FIELDS.get(change.field, change.field.replace("_", " ")), change.action, _text(glossary, change))


def _text(glossary: wc.Glossary, change: wc.Change) -> Markup:
    if change.action in ("relabelled", "reordered"):
        return escape(change.what.partition(": ")[2] or "the same items in another order")
    if change.spans:
        return marked(change.before, change.after)
    before, after = _said(glossary, change.before), _said(glossary, change.after)
    if not before:
        return Markup("<ins>{}</ins>").format(after)
    if not after:
        return Markup("<del>{}</del>").format(before)
    return Markup("<del>{}</del> <ins>{}</ins>").format(before, after)


def marked(before: str, after: str) -> Markup:
    """Return *after* with what came and what went, word by word."""
    from difflib import SequenceMatcher

    old, new = before.split(), after.split()
    parts: list[Markup] = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            parts.append(escape(" ".join(old[i:j])))
            continue
        if i < j:
            parts.append(Markup("<del>{}</del>").format(" ".join(old[i:j])))
        if k < m:
            parts.append(Markup("<ins>{}</ins>").format(" ".join(new[k:m])))
    return Markup(" ").join(parts)


def _said(glossary: wc.Glossary, value: object) -> str:
    """Return a value of a record in words."""
    if value is None:
        return ""
    if isinstance(value, Relation):
        other = glossary.terms.get(value.target)
        return f"{RELATION[value.kind]} {other.name if other else value.target}"
    if isinstance(value, wc.Misconception):
        return f"{value.claim} {value.correction}"
    if isinstance(value, wc.Review):
        return f"{value.date}, {value.by}"
    if isinstance(value, wc.Source):
        return value.heading
    if isinstance(value, wc.ExternalId):
        return f"{value.scheme} {value.id}"
    if isinstance(value, tuple):
        return ", ".join(_said(glossary, part) for part in value)
    return str(getattr(value, "text", value))
