"""One entry as it will be: what could be read of it, what was found in it, and what it changes in what is released."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import attrs
from attrs import frozen

from withdrawal_concepts._changes import WEIGHT, Bump, Change
from withdrawal_concepts._codec import encode
from withdrawal_concepts._convert import Path as Place
from withdrawal_concepts._diff import diff
from withdrawal_concepts._findings import Finding
from withdrawal_concepts._glossary import Glossary
from withdrawal_concepts._shipped import open_shipped
from withdrawal_concepts._versions import digest_of
from withdrawal_concepts.authoring._check import check_folder
from withdrawal_concepts.authoring._draft import Draft, PublicText
from withdrawal_concepts.authoring._folder import Folder, read_folder

WHY: dict[Bump, str] = {
    "major": "an app that relies on the released content would break",
    "minor": "there is something new, or another meaning or grade, and nothing that an app relies on is gone",
    "patch": "the wording changes, and the meaning stays",
}


@frozen
class Preview:
    """A file as it will be shown.

    Attributes:
        path: the file, from the current folder where it lies in it.
        kind: its folder, such as ``"terms"``.
        id: its id.
        entry: the record; None where the file is gone, a tombstone, or cannot be read that far.
        texts: the texts that could be read, with field and line, in the order of the file.
        findings: what the check finds in it, hints included.
        changes: what it changes in the newest released content.
        against: the version of that content, or ``""`` if none was released.
        glossary: everything that could be read of the folder, as a draft.
        lines: place in the entry (``("statements", 0)``) -> line of the file.
    """

    path: str
    kind: str
    id: str
    entry: Any
    texts: tuple[PublicText, ...]
    findings: tuple[Finding, ...]
    changes: tuple[Change, ...]
    against: str
    glossary: Glossary
    lines: Mapping[Place, int]

    @property
    def bump(self) -> Bump | None:
        """The smallest version number that covers the changes; None where nothing changes."""
        return max((change.bump for change in self.changes), key=WEIGHT.__getitem__, default=None)

    @property
    def next_version(self) -> str:
        """The number that the next content version has at least, or ``""`` where nothing changes."""
        if self.bump is None or not self.against:
            return ""
        numbers = [int(number) for number in self.against.split(".")]
        place = ("major", "minor", "patch").index(self.bump)
        return ".".join(map(str, [*numbers[:place], numbers[place] + 1, *[0] * (2 - place)]))


def previews(root: Path, files: Iterable[Path], released: Glossary | None, today: datetime.date) -> list[Preview]:
    """Return a preview of each of the *files* below *root*; a file that is not there is one that goes away."""
    wanted = list(files)
    folder = read_folder(root, frozenset(file.as_posix() for file in wanted))
    found = check_folder(folder, today)
    glossary = _readable(folder)
    changes = diff(released, glossary).changes if released is not None else ()
    drafts = {draft.path: draft for draft in folder.all_drafts()}
    made: list[Preview] = []
    for file in wanted:
        draft = drafts.get(file.as_posix()) or Draft(file.parent.name, file.stem, file.as_posix())
        made.append(
            Preview(
                path=draft.path,
                kind=draft.kind,
                id=draft.id,
                entry=draft.record,
                texts=tuple(sorted(draft.texts, key=lambda text: text.line)),
                findings=tuple(finding for finding in found if finding.path == draft.path),
                changes=tuple(change for change in changes if _is_of(change, draft)),
                against=released.version if released is not None else "",
                glossary=glossary,
                lines={place: line for place, (line, _) in draft.positions.items()},
            )
        )
    return made


def _is_of(change: Change, draft: Draft) -> bool:
    """Return whether a change is one of this file: not one that a text which could not be read seems to make."""
    if change.id != draft.id or change.kind not in (draft.kind.removesuffix("s"), "redirect"):
        return False
    if draft.record is None and draft.redirect is None and draft.raw:
        return False
    return change.action != "regraded" or (change.field, change.after_at) not in draft.broken


def _readable(folder: Folder) -> Glossary:
    """Return what could be read as a glossary; what leads to something that is not there is left out."""
    kinds = ("terms", "sections", "articles", "notices", "references")
    records: dict[str, dict[str, Any]] = {kind: folder.records(kind) for kind in kinds}
    terms = records["terms"]
    for kind in ("terms", "sections", "articles"):
        records[kind] = {id: _without_loose_ends(record, terms, records) for id, record in records[kind].items()}
    records["redirects"] = {id: draft.redirect for id, draft in folder.redirects().items()}
    data = encode(records, version="draft", released=None)
    return Glossary(open_shipped(data, digest_of(data)))


def _without_loose_ends(record: Any, terms: Mapping[str, Any], records: Mapping[str, Mapping[str, Any]]) -> Any:
    changed: dict[str, Any] = {}
    if hasattr(record, "relations"):
        changed["relations"] = tuple(r for r in record.relations if r.target in terms and r.target != record.id)
    if hasattr(record, "notices"):
        changed["notices"] = tuple(id for id in record.notices if id in records["notices"])
    if hasattr(record, "terms"):
        changed["terms"] = tuple(id for id in record.terms if id in terms)
    return attrs.evolve(record, **changed)
