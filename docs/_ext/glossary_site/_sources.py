"""Writes generated pages below ``docs/``, only where they changed, and takes away those that are no longer made."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


def write_sources(folder: Path, pages: Mapping[str, str]) -> None:
    """Make the Markdown files below *folder* exactly *pages* (path below it -> text)."""
    for path in folder.rglob("*.md"):
        if path.relative_to(folder).as_posix() not in pages:
            path.unlink()
    for name, text in pages.items():
        path = folder / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:  # a newer file would be read again
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
