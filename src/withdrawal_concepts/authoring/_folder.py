"""A content folder, read whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from attrs import define, field

from withdrawal_concepts._findings import Finding
from withdrawal_concepts._glossary import Glossary
from withdrawal_concepts.authoring._draft import Draft
from withdrawal_concepts.authoring._reader import RECORDS, read_draft

SPELLING = "spelling.txt"
"""The list of words that are spelled right, whatever the check thinks; it is no part of the entries, either."""
SEARCH = "search"
"""The folder with what people type, which the search table is learned from; it is no part of the entries."""


@define(eq=False)
class Folder:
    """Every draft of a content folder, and what is wrong with the folder itself.

    Where *only* names files, no more than the findings about these are wanted. *released* is the content version that
    the folder goes on from, where there is one to compare with.
    """

    root: Path
    drafts: dict[str, list[Draft]]
    only: frozenset[str] | None = None
    released: Glossary | None = None
    findings: list[Finding] = field(factory=list[Finding])

    def all_drafts(self) -> Iterator[Draft]:
        """Yield every draft, in the order of kinds and file names."""
        for kind in RECORDS:
            yield from self.drafts[kind]

    def chosen(self) -> Iterator[Draft]:
        """Yield the drafts whose findings are wanted: a rule that looks at one file alone looks at these."""
        return (draft for draft in self.all_drafts() if self.wants(draft.path))

    def wants(self, path: str) -> bool:
        """Return whether findings about this file are wanted."""
        return self.only is None or path in self.only

    def report(self, path: Path, code: str, message: str, suggestion: str) -> None:
        """Add a finding about something that is no draft."""
        self.findings.append(Finding(_shown(path), 0, 0, code, message, suggestion))

    def records(self, kind: str) -> dict[str, Any]:
        """Return the records of a kind that could be read, by id."""
        return {draft.id: draft.record for draft in self.drafts[kind] if draft.record is not None}

    def live(self, kind: str) -> list[str]:
        """Return the ids of a kind that are in use, also of entries that cannot be read yet."""
        return [draft.id for draft in self.drafts[kind] if draft.redirect is None]

    def redirects(self) -> dict[str, Draft]:
        """Return the tombstones by id."""
        return {draft.id: draft for draft in self.all_drafts() if draft.redirect is not None}


def read_folder(root: Path, only: frozenset[str] | None = None) -> Folder:
    """Read every file below *root*. What cannot be read is a finding; links out of the folder are not followed."""
    folder = Folder(root, {kind: [] for kind in RECORDS}, only)
    if not root.is_dir():
        folder.findings.append(Finding(_shown(root), 0, 0, "E101", "there is no such folder", "name a content folder"))
        return folder
    if not any((root / kind).is_dir() for kind in RECORDS):
        message = "this is no content folder: it has none of the folders " + ", ".join(RECORDS)
        folder.findings.append(Finding(_shown(root), 0, 0, "E101", message, "src/withdrawal_concepts/content"))
        return folder
    for place in sorted(root.iterdir()):
        if place.name == SPELLING and place.is_file() and not place.is_symlink():
            continue
        if place.name not in (*RECORDS, SEARCH) or not place.is_dir() or place.is_symlink():
            _does_not_belong(folder, place, "folders: " + ", ".join((*RECORDS, SEARCH)))
    for kind in RECORDS:
        place = root / kind
        if not place.is_dir() or place.is_symlink():
            folder.findings.append(
                Finding(_shown(place), 0, 0, "E101", "there is no such folder", f"make the folder {kind}")
            )
            continue
        suffix = ".json" if kind == "references" else ".md"
        for path in sorted(place.iterdir()):
            if path.name.startswith("."):  # what editors and file managers leave behind
                continue
            if path.suffix != suffix or not path.is_file():
                _does_not_belong(folder, path, f"files here end in {suffix}")
            elif path.is_symlink():
                _does_not_belong(folder, path, "a file, not a link")
            else:
                folder.drafts[kind].append(_read(kind, path))
    return folder


def _read(kind: str, path: Path) -> Draft:
    try:
        return read_draft(kind, path, _shown(path))
    except OSError as error:
        draft = Draft(kind, path.stem, _shown(path))
        draft.report("E101", f"the file cannot be opened: {error.strerror}")
        return draft


def _does_not_belong(folder: Folder, path: Path, suggestion: str) -> None:
    if not path.name.startswith("."):
        folder.findings.append(Finding(_shown(path), 0, 0, "E109", "this does not belong here", suggestion))


def _shown(path: Path) -> str:
    return path.as_posix()
