"""What a pull request changes for readers: a text for its comment, and the changed entries as they will look.

    python .github/scripts/summarise_content.py OUT

Writes ``OUT/summary.txt``, and ``OUT/entries/<id>.md`` for each entry that was added or changed. Nothing in it is
trusted by what posts it.
"""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path

import withdrawal_concepts as wc
from withdrawal_concepts import authoring, export

CONTENT = Path("src/withdrawal_concepts/content")
MOST_LINES = 200
HIDDEN = frozenset({"search_phrases", "questions", "triggers", "exceptions"})
"""Texts that are matched and never shown: they are counted."""


def summarise(content: Path, out: Path) -> None:
    """Write the summary and the entries of a content folder, compared with the newest release."""
    (out / "entries").mkdir(parents=True, exist_ok=True)
    before = wc.load()
    try:
        after = authoring.load(content)
    except wc.InvalidContentError as error:
        count = len(error.findings)
        text = (
            f"The content has {count} error{'' if count == 1 else 's'}: see the check. What changes is told after that."
        )
    else:
        found = wc.diff(before, after)
        text = "\n".join(_lines(before.version, found))
        for id in sorted({change.id for change in found.changes if change.kind in ("term", "section")}):
            if id in after.terms or id in after.sections:
                (out / "entries" / f"{id}.md").write_text(export.entry_text(after, id, "markdown"), encoding="utf-8")
    (out / "summary.txt").write_text(text + "\n", encoding="utf-8")


def _lines(version: str, found: wc.Diff) -> list[str]:
    if not found.changes:
        return [f"Nothing changes for readers, compared with content {version}."]
    lines = [f"Compared with content {version}, this needs a {found.bump} content version.", ""]
    for (kind, id), changes in groupby(found.changes, key=lambda change: (change.kind, change.id)):
        lines.append(f"{kind} {id}")
        for (action, field), group in groupby(changes, key=lambda change: (change.action, change.field)):
            same = list(group)
            if field in HIDDEN:
                lines.append(f"  {field} {action} ({len(same)})")
            else:
                lines += [f"  {line}" for change in same for line in str(change).split("\n")]
    if len(lines) > MOST_LINES:
        lines = [*lines[:MOST_LINES], f"... and {len(lines) - MOST_LINES} lines more: see the artifact of the check."]
    return lines


if __name__ == "__main__":
    summarise(CONTENT, Path(sys.argv[1]))
