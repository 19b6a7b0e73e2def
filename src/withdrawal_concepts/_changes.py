"""One change of one entry between two content versions, and how it is shown to people."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from typing import Any, Literal

from attrs import frozen

from withdrawal_concepts._documents import Redirect
from withdrawal_concepts._model import Misconception, Relation, Statement

Bump = Literal["major", "minor", "patch"]
Action = Literal[
    "added",
    "removed",
    "moved",
    "merged",
    "split",
    "retired",
    "renamed",
    "relabelled",
    "regraded",
    "reworded",
    "changed",
    "reordered",
    "redirected",
]
ChangedKind = Literal["term", "section", "article", "reference", "notice", "redirect", "vocabulary", "content"]
Span = tuple[str, int, int, int, int]

WEIGHT: dict[Bump, int] = {"patch": 1, "minor": 2, "major": 3}
HIDDEN_FIELDS = frozenset({"search_phrases", "questions", "triggers", "exceptions"})
"""Texts that are there to be matched, never to be shown."""

_PIECES = re.compile(r"\s+|\w+|[^\w\s]")
_MOST_PIECES = 40_000
"""Texts are compared piece by piece while the product of their lengths is at most this; difflib is quadratic."""


@frozen
class Change:
    """One change of one entry.

    Attributes:
        action: what happened. ``renamed``: another preferred name; ``relabelled``: a label leads elsewhere, or
            nowhere; ``regraded``: another standing, category, evidence level or basis; ``reworded``: text only;
            ``reordered``: the same items in another order; ``redirected``: what became of an id changed.
        kind: ``"term"``, ``"section"``, ``"article"``, ``"reference"``, ``"notice"``; ``"redirect"`` for what
            became of an id, ``"vocabulary"`` for a value that no entry has any more, ``"content"`` for the whole.
        id: the entry.
        field: the field of the record, with the part after a dot (``"statements.references"``), or ``""`` for
            the whole entry.
        before, after: the text, value or record on either side; None where there was or is none.
        bump: the version number that this change alone requires.
        before_at, after_at: the place in a field that is a list, counted from 0; None where there is none.
        item: for a relation its kind and target (``"broader ostracism"``), else ``""``.
    """

    action: Action
    kind: ChangedKind
    id: str
    field: str
    before: Any
    after: Any
    bump: Bump
    before_at: int | None = None
    after_at: int | None = None
    item: str = ""

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where two texts differ: (``"replace"``, ``"delete"`` or ``"insert"``, from, to before, from, to after).

        In characters; whitespace and Unicode changes are shown like any other. Empty for other values.
        """
        if not (isinstance(self.before, str) and isinstance(self.after, str)):
            return ()
        return tuple(_spans(self.before, self.after))

    @property
    def same_words(self) -> bool:
        """Whether two texts differ in nothing but whitespace, invisible characters or Unicode form."""
        if not (isinstance(self.before, str) and isinstance(self.after, str)):
            return False
        return self.before != self.after and _words_alone(self.before) == _words_alone(self.after)

    def __str__(self) -> str:
        """One readable line. Texts that are there to be matched, never to be shown, are left out."""
        place = f"{self.kind} {self.id}" if self.id else self.kind
        if self.field:
            place += f", {self.field}" + (f" ({self.item})" if self.item else "")
        return f"{place} {self.what}"

    @property
    def what(self) -> str:
        """What happened and, unless the text may not be shown, from what to what; without the place."""
        if isinstance(self.after, Redirect):
            return f"{self.action}: {self.after.hint}"
        if self.action == "reordered" or not self.field or self.field in HIDDEN_FIELDS:
            return self.action
        if self.action == "relabelled":
            return self._relabelled()
        if self.before is None or self.after is None:
            return f"{self.action}: {shown(self.after if self.before is None else self.before)}"
        spans = self.spans
        if not spans:
            return f"{self.action}: {shown(self.before)} → {shown(self.after)}"
        show = ascii if self.same_words else repr
        old = _around(self.before, spans[0][1], spans[-1][2])
        new = _around(self.after, spans[0][3], spans[-1][4])
        note = " (whitespace or Unicode form only)" if self.same_words else ""
        return f"{self.action}: {show(old)} → {show(new)}{note}"

    def _relabelled(self) -> str:
        label, ids = self.before if self.before is not None else self.after
        old = " and ".join(ids) if self.before is not None else "nothing"
        new = " and ".join(self.after[1]) if self.after is not None else "nothing"
        return f"relabelled: {label!r} led to {old}, now to {new}"


def text_of(item: Any) -> str:
    """Return the words of an item of a list: a statement, a misconception, a relation, or the text itself."""
    if isinstance(item, Statement):
        return item.text
    if isinstance(item, Misconception):
        return f"{item.claim} → {item.correction}"
    if isinstance(item, Relation):
        return item.reason
    return str(item)


def shown(value: Any) -> str:
    """Return a value in at most about 80 characters."""
    if isinstance(value, Relation):
        return f"{value.kind} {value.target}"
    if isinstance(value, tuple):
        text = ", ".join(map(str, value)) or "nothing"  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
        return text if len(text) <= 80 else text[:77] + "..."
    text = text_of(value)
    return repr(text if len(text) <= 80 else text[:77] + "...")


def _words_alone(text: str) -> str:
    kept = (
        c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) not in ("Cf", "Cc") or c.isspace()
    )
    return "".join("".join(kept).split())


def _around(text: str, start: int, stop: int, room: int = 20, most: int = 120) -> str:
    """Return the part of *text* that changed, with a few characters on either side."""
    before, after = max(0, start - room), min(len(text), stop + room)
    part = text[before:after]
    if len(part) > most:
        part = part[: most // 2] + " ... " + part[-most // 2 :]
    return ("..." if before else "") + part + ("..." if after < len(text) else "")


def _spans(old: str, new: str) -> list[Span]:
    """Compare piece by piece (words, spaces, signs), then letter by letter inside what was replaced."""
    found: list[Span] = []
    pieces, others = _PIECES.findall(old), _PIECES.findall(new)
    starts, other_starts = _starts(pieces), _starts(others)
    for i, j, k, m in _replaced(pieces, others):
        a, b = "".join(pieces[i:j]), "".join(others[k:m])
        for p, q, r, s in _replaced(a, b):
            tag = "insert" if p == q else "delete" if r == s else "replace"
            from_old, from_new = starts[i], other_starts[k]
            found.append((tag, from_old + p, from_old + q, from_new + r, from_new + s))
    return found


def _starts(pieces: list[str]) -> list[int]:
    starts = [0]
    for piece in pieces:
        starts.append(starts[-1] + len(piece))
    return starts


def _replaced(a: Any, b: Any) -> list[tuple[int, int, int, int]]:
    """Return the stretches of two sequences that are not equal; one stretch where comparing would take too long."""
    head = 0
    while head < min(len(a), len(b)) and a[head] == b[head]:
        head += 1
    tail = 0
    while tail < min(len(a), len(b)) - head and a[-1 - tail] == b[-1 - tail]:
        tail += 1
    old, new = a[head : len(a) - tail], b[head : len(b) - tail]
    if not old and not new:
        return []
    if len(old) * len(new) > _MOST_PIECES:
        return [(head, head + len(old), head, head + len(new))]
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [(head + i, head + j, head + k, head + m) for tag, i, j, k, m in codes if tag != "equal"]
