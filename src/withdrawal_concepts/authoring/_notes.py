"""What changed in a content version, told to people and to programs."""

from __future__ import annotations

import datetime
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from withdrawal_concepts._changes import HIDDEN_FIELDS, Change, shown
from withdrawal_concepts._convert import to_dict
from withdrawal_concepts._diff import Diff
from withdrawal_concepts._documents import Redirect

HEAD = "# Changes of the content\n\nWritten by the release command from the difference between two content versions.\n"
_PARTS: tuple[tuple[str, frozenset[str]], ...] = (
    ("Terms", frozenset({"term"})),
    ("Sections and articles", frozenset({"section", "article"})),
    ("Notices", frozenset({"notice"})),
    ("References", frozenset({"reference"})),
    ("Ids that went away before", frozenset({"redirect"})),
    ("Values that no entry has any more", frozenset({"vocabulary", "content"})),
)
_MOST_LINES = 3
"""So many changes of one field and kind are told one by one; more are counted."""


def release_notes(version: str, released: datetime.date, change: Diff | None, edits: Mapping[str, str]) -> str:
    """Return the notes of a content version as Markdown, entry by entry; *edits* says how definitions changed."""
    lines = [f"## {version} - {released.isoformat()}", ""]
    if change is None:
        return "\n".join([*lines, "First release.", ""])
    lines += [f"Changes since {change.before} (they require a {change.bump} version).", ""]
    for title, kinds in _PARTS:
        own = [c for c in change.changes if c.kind in kinds]
        if own:
            lines += [f"### {title}", "", f"{_counted(own)}.", "", *_entries(own, edits), ""]
    return "\n".join(lines)


def with_notes(known: str, notes: str, versions: Iterable[str]) -> str:
    """Return the changelog with new notes on top. Notes of versions that were never released are left out."""
    released = set(versions)
    sections = known.split("\n## ")[1:]
    kept = [f"## {section.rstrip()}\n" for section in sections if section.split(" ", 1)[0] in released]
    return "\n".join([HEAD, f"{notes.rstrip()}\n", *kept])


def changes_file(change: Diff | None, digests: tuple[str, str], version: str, edits: Mapping[str, str]) -> bytes:
    """Return the changes as JSON, one a line. Whole records stand in the version files, and are left out here."""
    before = None if change is None else {"version": change.before, "digest": digests[0]}
    head = {"before": before, "after": {"version": version, "digest": digests[1]}}
    lines = [_dumps(_told(c, edits)) for c in (change.changes if change else ())]
    body = "[\n" + ",\n".join(lines) + "\n]" if lines else "[]"
    bump = _dumps(change.bump if change else None)
    return f'{_dumps(head)[:-1]},"bump":{bump},"changes":{body}}}\n'.encode()


def _told(change: Change, edits: Mapping[str, str]) -> dict[str, Any]:
    facts: dict[str, Any] = {key: getattr(change, key) for key in ("action", "kind", "id", "field", "bump")}
    if change.field and change.field not in HIDDEN_FIELDS and change.action != "reordered":
        facts |= {"before": to_dict(change.before), "after": to_dict(change.after)}
    if isinstance(change.after, Redirect):
        facts["after"] = to_dict(change.after)  # what became of the id
    if change.item:
        facts["item"] = change.item
    if edit := _edit(change, edits):
        facts["edit"] = edit
    return facts


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _edit(change: Change, edits: Mapping[str, str]) -> str:
    return edits.get(change.id, "") if (change.kind, change.field) == ("term", "definition") else ""


def _counted(changes: list[Change]) -> str:
    """Return how many entries came, went or changed."""
    fate = {(c.kind, c.id): c.action if not c.field else "changed" for c in sorted(changes, key=lambda c: not c.field)}
    counts = Counter(fate.values())
    return ", ".join(f"{count} {action}" for action, count in sorted(counts.items(), key=lambda pair: -pair[1]))


def _entries(changes: list[Change], edits: Mapping[str, str]) -> Iterator[str]:
    """Yield a line an entry, and below it a line a change of its fields."""
    for (kind, id), group in groupby(sorted(changes, key=_entry), key=_entry):
        own = list(group)
        name = f"`{id}`" if kind == "term" or not id else f"{kind} `{id}`"
        whole = [f"{_name(c)}{c.what}" for c in own if not c.field]
        yield f"- {name}" + (f": {'; '.join(whole)}" if whole else "")
        yield from (f"  - {line}" for line in _fields([c for c in own if c.field], edits))


def _entry(change: Change) -> tuple[str, str]:
    return change.kind, change.id


def _name(change: Change) -> str:
    """Return the name of an entry that is new."""
    name = getattr(change.after, "name", None) or getattr(change.after, "title", None)
    return f"{name}, " if name else ""


def _fields(changes: list[Change], edits: Mapping[str, str]) -> Iterator[str]:
    grouped: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        grouped.setdefault((change.field, change.action), []).append(change)
    for (field, action), own in grouped.items():
        words = field.replace("_", " ") + (f" ({kind})" if (kind := _edit(own[0], edits)) else "")
        if field in HIDDEN_FIELDS or len(own) > _MOST_LINES:
            yield f"{words} {action}: {len(own)}"
        elif action in ("added", "removed"):
            yield f"{words} {action}: " + "; ".join(shown(c.before if c.after is None else c.after) for c in own)
        else:
            for change in own:
                item = f" ({change.item})" if change.item else ""
                yield f"{words}{item} {change.what}"
