"""What changed between two content versions, and the version number that it requires.

The rules for the required bump stand in the documentation (explanation, version numbers); in short: what an
app that holds ids and labels would stumble over is major, what is new is minor, what only reads better is
patch. Semantic Versioning 2.0.0, applied to content.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, Literal

import attrs
from attrs import frozen

from withdrawal_concepts._documents import Redirect
from withdrawal_concepts._model import Misconception, Relation, Statement, Term

if TYPE_CHECKING:
    from withdrawal_concepts._glossary import Glossary

Bump = Literal["major", "minor", "patch"]
Action = Literal[
    "added", "removed", "moved", "merged", "split", "retired", "relabelled", "regraded", "reworded", "changed"
]

_WEIGHT: dict[Bump, int] = {"patch": 1, "minor": 2, "major": 3}
HIDDEN_FIELDS = frozenset({"search_phrases", "questions", "triggers", "exceptions"})
_ALIKE = 0.6
"""Two statements at least this much alike (0 to 1, by difflib) are one statement, reworded."""


@frozen
class Change:
    """One change of one entry.

    Attributes:
        action: what happened. ``relabelled``: a label leads elsewhere, or nowhere; ``regraded``: another
            standing, evidence level or basis; ``reworded``: text only.
        kind: ``"term"``, ``"section"``, ``"article"``, ``"reference"`` or ``"notice"``.
        id: the entry.
        field: the field of the record, or ``""`` for the whole entry.
        before, after: the text, value or record on either side; None where there was or is none.
        bump: the version number that this change alone requires.
    """

    action: Action
    kind: str
    id: str
    field: str
    before: Any
    after: Any
    bump: Bump

    @property
    def spans(self) -> tuple[tuple[str, int, int, int, int], ...]:
        """Where two texts differ: (``"replace"``, ``"delete"`` or ``"insert"``, from, to before, from, to after).

        In characters; whitespace and Unicode changes are shown like any other. Empty for other values.
        """
        if not (isinstance(self.before, str) and isinstance(self.after, str)):
            return ()
        codes = SequenceMatcher(None, self.before, self.after, autojunk=False).get_opcodes()
        return tuple(code for code in codes if code[0] != "equal")

    def __str__(self) -> str:
        """One readable line. Texts that are there to be matched, never to be shown, are left out."""
        place = f"{self.kind} {self.id}" + (f", {self.field}" if self.field else "") + f" {self.action}"
        if self.action in ("moved", "merged", "split", "retired"):
            return f"{place}: {self.after.hint}"
        if not self.field or self.field in HIDDEN_FIELDS:
            return place
        if self.before is None or self.after is None:
            return f"{place}: {_shown(self.after if self.before is None else self.before)}"
        if self.spans:
            (_, start, stop, new_start, new_stop) = _whole(self.spans)
            return f"{place}: {_around(self.before, start, stop)} → {_around(self.after, new_start, new_stop)}"
        return f"{place}: {_shown(self.before)} → {_shown(self.after)}"


@frozen
class Diff:
    """The changes from one content version to another, in the order of kinds, ids and fields."""

    before: str
    after: str
    changes: tuple[Change, ...]

    @property
    def bump(self) -> Bump | None:
        """The smallest version number that covers every change; None where nothing changed."""
        return max((change.bump for change in self.changes), key=_WEIGHT.__getitem__, default=None)


def diff(before: Glossary, after: Glossary) -> Diff:
    """Return what changed from *before* to *after*.

    >>> import withdrawal_concepts as wc
    >>> wc.diff(wc.load(), wc.load()).bump is None
    True
    """
    changes = [change for kind in _FIELDS_BY_KIND for change in _entries(kind, before, after)]
    changes += _labels(before, after)
    return Diff(before.version, after.version, tuple(dict.fromkeys(changes)))


def _entries(kind: str, before: Glossary, after: Glossary) -> Iterator[Change]:
    old: Mapping[str, Any] = getattr(before, kind + "s")
    new: Mapping[str, Any] = getattr(after, kind + "s")
    for id in sorted({*old, *new}):
        if id not in new:
            yield _gone(kind, id, old[id], after.redirects.get(id))
        elif id not in old:
            yield Change("added", kind, id, "", None, new[id], "minor")
        elif old[id] != new[id]:
            yield from _fields(kind, id, old[id], new[id])


def _gone(kind: str, id: str, record: Any, redirect: Redirect | None) -> Change:
    if redirect is None:
        return Change("removed", kind, id, "", record, None, "major")
    if redirect.moved_to:
        return Change("moved", kind, id, "", record, redirect, "minor")
    action: Action = "merged" if redirect.merged_into else "split" if redirect.split_into else "retired"
    return Change(action, kind, id, "", record, redirect, "major")


def _fields(kind: str, id: str, old: attrs.AttrsInstance, new: attrs.AttrsInstance) -> Iterator[Change]:
    for attribute in attrs.fields(type(old)):
        one, other = getattr(old, attribute.name), getattr(new, attribute.name)
        if one != other:
            compare = _FIELDS_BY_KIND[kind].get(attribute.name, _value)
            yield from compare(kind, id, attribute.name, one, other)


def _value(kind: str, id: str, field: str, old: Any, new: Any) -> Iterator[Change]:
    """A value of its own: text is reworded, anything else changes; neither breaks a caller."""
    action: Action = "reworded" if isinstance(old, str) else "changed"
    yield Change(action, kind, id, field, old, new, "patch")


def _grade(kind: str, id: str, field: str, old: Any, new: Any) -> Iterator[Change]:
    yield Change("regraded", kind, id, field, old, new, "minor")


def _status(kind: str, id: str, field: str, old: Any, new: Any) -> Iterator[Change]:
    yield Change("changed", kind, id, field, old, new, "minor")


def _members(kind: str, id: str, field: str, old: Iterable[Any], new: Iterable[Any]) -> Iterator[Change]:
    """A set of values: each that came or went. Order alone is a change of wording."""
    old, new = tuple(old), tuple(new)
    gone, come = [x for x in old if x not in new], [x for x in new if x not in old]
    yield from (Change("removed", kind, id, field, x, None, "minor") for x in gone)
    yield from (Change("added", kind, id, field, None, x, "minor") for x in come)
    if not (gone or come):
        yield Change("changed", kind, id, field, old, new, "patch")


def _paragraphs(kind: str, id: str, field: str, old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[Change]:
    yield Change("reworded", kind, id, field, "\n\n".join(old), "\n\n".join(new), "patch")


def _statements(kind: str, id: str, field: str, old: tuple[Any, ...], new: tuple[Any, ...]) -> Iterator[Change]:
    """Statements, matched by their text, then by likeness."""
    pairs, gone, come = _matched(old, new)
    for one, other in pairs:
        if _text_of(one) != _text_of(other):
            yield Change("reworded", kind, id, field, _text_of(one), _text_of(other), "patch")
        if isinstance(one, Statement) and one.evidence != other.evidence:
            yield Change("regraded", kind, id, field, one.evidence, other.evidence, "minor")
        if one.references != other.references:
            yield Change("changed", kind, id, f"{field}.references", one.references, other.references, "minor")
    yield from (Change("removed", kind, id, field, x, None, "minor") for x in gone)
    yield from (Change("added", kind, id, field, None, x, "minor") for x in come)
    if not (gone or come) and all(one == other for one, other in pairs):
        yield Change("changed", kind, id, field, old, new, "patch")  # the order alone


def _matched(old: tuple[Any, ...], new: tuple[Any, ...]) -> tuple[list[tuple[Any, Any]], list[Any], list[Any]]:
    come = list(new)
    pairs: list[tuple[Any, Any]] = []
    gone: list[Any] = []
    for exact in (True, False):
        waiting = list(old) if exact else gone
        gone = []
        for one in waiting:
            scored = [(_likeness(one, other, exact), place) for place, other in enumerate(come)]
            best = max(scored, key=lambda pair: (pair[0], -pair[1]), default=(0.0, 0))
            if best[0] >= (1.0 if exact else _ALIKE):
                pairs.append((one, come.pop(best[1])))
            else:
                gone.append(one)
    return pairs, gone, come


def _likeness(one: Any, other: Any, exact: bool) -> float:
    if exact:
        return float(_text_of(one) == _text_of(other))
    return SequenceMatcher(None, _text_of(one), _text_of(other), autojunk=False).ratio()


def _text_of(item: Statement | Misconception) -> str:
    return item.text if isinstance(item, Statement) else f"{item.claim} → {item.correction}"


def _relations(
    kind: str, id: str, field: str, old: tuple[Relation, ...], new: tuple[Relation, ...]
) -> Iterator[Change]:
    one = {(r.kind, r.target): r for r in old}
    other = {(r.kind, r.target): r for r in new}
    for key in sorted({*one, *other}):
        if key not in other:
            yield Change("removed", kind, id, field, one[key], None, "minor")
        elif key not in one:
            yield Change("added", kind, id, field, None, other[key], "minor")
        elif one[key] != other[key]:
            before, after = one[key], other[key]
            if before.reason != after.reason:
                yield Change("reworded", kind, id, field, before.reason, after.reason, "patch")
            if before.basis != after.basis:
                yield Change("regraded", kind, id, field, before.basis, after.basis, "minor")
            if before.references != after.references:
                yield Change("changed", kind, id, f"{field}.references", before.references, after.references, "minor")
    if set(one) == set(other) and all(one[key] == other[key] for key in one):
        yield Change("changed", kind, id, field, old, new, "patch")  # the order alone


def _labels(before: Glossary, after: Glossary) -> Iterator[Change]:
    """Labels that lead to another term than before, or to none; redirects are reported with their entry."""
    old, new = before.labels, after.labels
    for key in sorted(old):
        ids = old[key]
        if new.get(key) != ids and all(id in after.terms for id in ids):
            after_ids = new.get(key)
            yield Change(
                "relabelled", "term", ids[0], "labels", (key, ids), (key, after_ids) if after_ids else None, "major"
            )


_Compare = Callable[[str, str, str, Any, Any], Iterator[Change]]

_TERM: dict[str, _Compare] = {
    "standing": _grade,
    "category": _grade,
    "status": _status,
    "definition": _paragraphs,
    "example": _paragraphs,
    "statements": _statements,
    "misconceptions": _statements,
    "what_helps": _statements,
    "relations": _relations,
    **dict.fromkeys(
        ("aliases", "ambiguous", "search_phrases", "questions", "sources", "external_ids", "notices"), _members
    ),
}
_FIELDS_BY_KIND: dict[str, dict[str, _Compare]] = {
    "term": _TERM,
    "section": {
        "paragraphs": _statements,
        **dict.fromkeys(("terms", "search_phrases", "questions", "sources", "notices"), _members),
    },
    "article": {"lead": _statements, "terms": _members},
    "reference": {},
    "notice": {"paragraphs": _paragraphs, **dict.fromkeys(("links", "triggers", "exceptions"), _members)},
}


def _shown(value: Any) -> str:
    if isinstance(value, Relation):
        return f"{value.kind} {value.target}"
    if isinstance(value, Statement | Misconception):
        value = _text_of(value)
    if isinstance(value, Term):
        value = value.name
    text = value if isinstance(value, str) else str(value)
    return repr(text if len(text) <= 80 else text[:77] + "...")


def _whole(spans: tuple[tuple[str, int, int, int, int], ...]) -> tuple[str, int, int, int, int]:
    """Return the one span that covers all of them."""
    return ("replace", spans[0][1], spans[-1][2], spans[0][3], spans[-1][4])


def _around(text: str, start: int, stop: int, room: int = 20) -> str:
    """Return the part of *text* that changed, with a few characters on either side."""
    before, after = max(0, start - room), min(len(text), stop + room)
    return repr(("..." if before else "") + text[before:after] + ("..." if after < len(text) else ""))
