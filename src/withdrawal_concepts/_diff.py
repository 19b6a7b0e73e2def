"""What changed between two content versions, and the version number that it requires.

The rules for the required bump stand in the documentation (explanation, version numbers); in short: what an
app that holds ids and labels would stumble over is major, what is new is minor, what only reads better is
patch. Semantic Versioning 2.0.0, applied to content.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import attrs
from attrs import frozen

from withdrawal_concepts._changes import WEIGHT, Action, Bump, Change, ChangedKind
from withdrawal_concepts._diff_labels import label_changes
from withdrawal_concepts._diff_lists import (
    MEMBERS,
    PARAGRAPHS,
    RELATIONS,
    STATEMENTS,
    Kind,
    list_changes,
    reference_changes,
)
from withdrawal_concepts._documents import Redirect
from withdrawal_concepts._model import INVERSE, Note, RelationKind
from withdrawal_concepts._text import normalise

if TYPE_CHECKING:
    from withdrawal_concepts._glossary import Glossary

ENTRY_KINDS: tuple[ChangedKind, ...] = ("term", "section", "article", "reference", "notice")


@frozen
class Diff:
    """The changes from one content version to another, in the order of kinds, ids and fields.

    ``released`` is the day of the later one, or None for a draft. :func:`apply` makes the later one out of the
    earlier one and this.
    """

    before: str
    after: str
    changes: tuple[Change, ...]
    released: datetime.date | None = None

    @property
    def bump(self) -> Bump | None:
        """The smallest version number that covers every change; None where nothing changed."""
        return max((change.bump for change in self.changes), key=WEIGHT.__getitem__, default=None)


def diff(before: Glossary, after: Glossary) -> Diff:
    """Return what changed from *before* to *after*: every difference, whitespace and order included.

    Raises TypeError for anything but glossaries.

    >>> import withdrawal_concepts as wc
    >>> wc.diff(wc.load(), wc.load()).bump is None
    True
    """
    for given in (before, after):
        if not hasattr(given, "redirects"):
            raise TypeError(f'two glossaries are needed here, such as wc.load("1.0.0"), not {given!r}')
    changes = [change for kind in ENTRY_KINDS for change in _entries(kind, before, after)]
    changes += _redirects(before, after)
    changes += label_changes(before, after)
    changes += _vocabulary(before, after)
    if before.language != after.language:
        changes.append(Change("changed", "content", "", "language", before.language, after.language, "major"))
    return Diff(before.version, after.version, tuple(changes), after.released)


def _entries(kind: ChangedKind, before: Glossary, after: Glossary) -> Iterator[Change]:
    old: dict[str, Any] = dict(getattr(before, kind + "s").items())
    new: dict[str, Any] = dict(getattr(after, kind + "s").items())
    for id in sorted({*old, *new}):
        if id not in new:
            redirect = after.redirects.get(id) if kind in ("term", "section") else None
            yield _gone(kind, id, old[id], redirect, new)
        elif id not in old:
            yield Change("added", kind, id, "", None, new[id], "minor")
        else:
            yield from _fields(kind, id, old[id], new[id])


def _gone(kind: ChangedKind, id: str, record: Any, redirect: Redirect | None, live: Mapping[str, Any]) -> Change:
    if redirect is None:
        return Change("removed", kind, id, "", record, None, "major")
    if redirect.moved_to:  # followed by terms[...] and sections[...] only where the target is of the same kind
        return Change("moved", kind, id, "", record, redirect, "minor" if redirect.moved_to in live else "major")
    action: Action = "merged" if redirect.merged_into else "split" if redirect.split_into else "retired"
    return Change(action, kind, id, "", record, redirect, "major")


def _fields(kind: ChangedKind, id: str, old: attrs.AttrsInstance, new: attrs.AttrsInstance) -> Iterator[Change]:
    if old == new:
        return
    for attribute in attrs.fields(type(old)):
        name = attribute.name
        one, other = getattr(old, name), getattr(new, name)
        if one != other:
            items = LISTS.get((kind, name))
            if items is not None:
                yield from list_changes(kind, id, name, one, other, items)
            else:
                yield from _VALUES.get((kind, name), _value)(kind, id, name, one, other)


LISTS: dict[tuple[str, str], Kind] = {
    **dict.fromkeys([("term", "definition"), ("term", "example"), ("notice", "paragraphs")], PARAGRAPHS),
    **dict.fromkeys([("term", "statements"), ("term", "misconceptions"), ("term", "what_helps")], STATEMENTS),
    **dict.fromkeys([("section", "paragraphs"), ("article", "lead")], STATEMENTS),
    ("term", "relations"): RELATIONS,
    **dict.fromkeys(
        [
            *(("term", name) for name in ("aliases", "ambiguous", "search_phrases", "questions")),
            *(("term", name) for name in ("sources", "external_ids", "notices")),
            *(("section", name) for name in ("terms", "search_phrases", "questions", "sources", "notices")),
            ("article", "terms"),
            *(("notice", name) for name in ("links", "triggers", "exceptions")),
        ],
        MEMBERS,
    ),
}
"""Fields that are lists, and what their items are; the people of a reference are one value."""


def _value(kind: ChangedKind, id: str, field: str, old: Any, new: Any) -> Iterator[Change]:
    """A value of its own: text is reworded, anything else changes; neither breaks a caller."""
    action: Action = "reworded" if isinstance(old, str) else "changed"
    yield Change(action, kind, id, field, old, new, "patch")


def _minor(kind: ChangedKind, id: str, field: str, old: Any, new: Any) -> Iterator[Change]:
    yield Change("changed", kind, id, field, old, new, "minor")


def _grade(kind: ChangedKind, id: str, field: str, old: Any, new: Any) -> Iterator[Change]:
    yield Change("regraded", kind, id, field, old, new, "minor")


def _name(kind: ChangedKind, id: str, field: str, old: str, new: str) -> Iterator[Change]:
    """A preferred name: what happens to the old one as a label is told by the labels."""
    yield Change("renamed", kind, id, field, old, new, "patch" if normalise(old) == normalise(new) else "minor")


def _note(kind: ChangedKind, id: str, field: str, old: Note | None, new: Note | None) -> Iterator[Change]:
    if old is None or new is None:
        yield Change("removed" if new is None else "added", kind, id, field, old, new, "minor")
        return
    if old.text != new.text:
        yield Change("reworded", kind, id, f"{field}.text", old.text, new.text, "patch")
    yield from reference_changes(kind, id, field, old.references, new.references)


_VALUES: dict[tuple[str, str], Callable[[ChangedKind, str, str, Any, Any], Iterator[Change]]] = {
    ("term", "name"): _name,
    ("term", "standing"): _grade,
    ("term", "category"): _grade,
    ("notice", "level"): _grade,
    ("term", "status"): _minor,
    ("term", "replaced_by"): _minor,
    ("section", "article"): _minor,
    ("term", "origin"): _note,
}


def _redirects(before: Glossary, after: Glossary) -> Iterator[Change]:
    """Tombstones that came, went or say something else; one that comes with the end of its entry is told there."""
    old, new = before.redirects, after.redirects
    for id in sorted({*old, *new}):
        if id not in new:
            yield Change("removed", "redirect", id, "", old[id], None, "major")
        elif id not in old:
            if not any(id in then and id not in now for then, now in _with_tombstones(before, after)):
                yield Change("added", "redirect", id, "", None, new[id], "minor")
        elif old[id] != new[id]:
            bump: Bump = "minor" if _still_leads(old[id], new[id], after) else "major"
            yield Change("redirected", "redirect", id, "", old[id], new[id], bump)


def _with_tombstones(before: Glossary, after: Glossary) -> tuple[tuple[Mapping[str, Any], Mapping[str, Any]], ...]:
    return (before.terms, after.terms), (before.sections, after.sections)


def _still_leads(old: Redirect, new: Redirect, after: Glossary) -> bool:
    """Return whether who relied on *old* gets what was meant: of a move only a further move of its target."""
    if not old.moved_to:
        return True  # it raised an error before, and says something better now
    further = after.redirects.get(old.moved_to)
    return new.moved_to == (further.moved_to if further is not None else old.moved_to)


def _vocabulary(before: Glossary, after: Glossary) -> Iterator[Change]:
    """Values that somebody may filter by and that no entry has any more."""
    then, now = _in_use(before), _in_use(after)
    for field, values in then.items():
        for value in sorted(values - now[field]):
            yield Change("removed", "vocabulary", value, field, value, None, "major")


def _in_use(glossary: Glossary) -> dict[str, set[str]]:
    terms = list(glossary.terms.values())
    kinds: set[RelationKind] = {relation.kind for term in terms for relation in term.relations}
    return {
        "category": {term.category for term in terms},
        "standing": {term.standing for term in terms},
        "relations": {*kinds, *(INVERSE[kind] for kind in kinds)},
    }
