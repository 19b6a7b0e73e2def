"""What a pull request changes for readers: a text for its comment, and the changed entries as they will look.

    python .github/scripts/summarise_content.py OUT

Run in the merge commit of a pull request. Writes ``OUT/summary.txt``, what changes against the newest release;
``OUT/summary.md`` and ``OUT/preview.html``, the changed entries with what the check finds. Nothing in them is trusted
by what posts them.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import withdrawal_concepts as wc
from withdrawal_concepts import authoring

CONTENT = Path("src/withdrawal_concepts/content")
ENTRIES = ("terms", "sections", "articles", "notices", "references")
MOST_LINES = 200
HIDDEN = frozenset({"search_phrases", "questions", "triggers", "exceptions"})
"""Texts that are matched and never shown: they are counted."""


def changed_entries() -> list[str]:
    """Return the files of entries that the merge commit changed, added or took away."""
    command = ["git", "diff", "--name-only", "--no-renames", "-z", "HEAD^1", "HEAD", "--", CONTENT.as_posix()]
    names = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\0")
    return [name for name in names if Path(name).parent.name in ENTRIES]


def summarise(content: Path, out: Path, changed: Sequence[str]) -> None:
    """Write what is said about a content folder of which these files changed."""
    out.mkdir(parents=True, exist_ok=True)
    (out / "summary.txt").write_text(_summary(content) + "\n", encoding="utf-8")
    shown = ""
    if changed:
        preview = [sys.executable, "-m", "withdrawal_concepts", "preview"]
        files = ["--", *changed]
        subprocess.run([*preview, "--html", str(out / "preview.html"), *files], check=True)
        shown = subprocess.run(
            [*preview, "--format", "markdown", *files], capture_output=True, text=True, check=True
        ).stdout
    (out / "summary.md").write_text(shown or "No entry was changed.\n", encoding="utf-8")


def _summary(content: Path) -> str:
    before = wc.load()
    try:
        after = authoring.load(content)
    except wc.InvalidContentError as error:
        count = len(error.findings)
        return (
            f"The content has {count} error{'' if count == 1 else 's'}: see the check. What changes is told after that."
        )
    return "\n".join(_lines(before.version, wc.diff(before, after)))


def _lines(version: str, found: wc.Diff) -> list[str]:
    if not found.changes:
        return [f"Nothing changes for readers, compared with content {version}."]
    lines = [f"Compared with content {version}, this needs a {found.bump} content version."]
    for (kind, id), changes in groupby(found.changes, key=lambda change: (change.kind, change.id)):
        lines += ["", f"{kind} {id}"]
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
    summarise(CONTENT, Path(sys.argv[1]), changed_entries())
