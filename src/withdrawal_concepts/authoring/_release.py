"""Cuts a content version: checks, compares with the newest release, writes the data file, notes and index.

The index is written last, by one atomic rename: a release that is interrupted at any point leaves the old
state, and at most a data file that no index names, which the next attempt replaces.
"""

from __future__ import annotations

import datetime
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from attrs import frozen

from withdrawal_concepts._changes import Bump, Change
from withdrawal_concepts._diff import Diff, diff
from withdrawal_concepts._glossary import Glossary
from withdrawal_concepts._shipped import open_shipped
from withdrawal_concepts._versions import digest_of, version_key
from withdrawal_concepts.authoring._check import check_folder
from withdrawal_concepts.authoring._compile import compile_folder
from withdrawal_concepts.authoring._folder import SEARCH, read_folder
from withdrawal_concepts.authoring._rules.asked import asked
from withdrawal_concepts.errors import (
    ContentIntegrityError,
    ContentVersionError,
    ContentVersionNotFoundError,
    InvalidContentError,
    MissingExtraError,
)

INDEX = "index.json"
NOTES = "CHANGELOG.md"
_NOTES_HEAD = (
    "# Changes of the content\n\nWritten by the release command from the difference between two content versions.\n"
)


@frozen
class Release:
    """What a release wrote, or would write: the version, its digest, the bump it required, and its notes."""

    version: str
    digest: str
    bump: Bump | None
    notes: str


def release(
    content: str | os.PathLike[str],
    data: str | os.PathLike[str],
    *,
    version: str,
    released: datetime.date,
    dry_run: bool = False,
) -> Release:
    """Check and compile *content* and add it to *data* as a new content version.

    Raises InvalidContentError for any error or (from 1.0.0) warning, ContentVersionError for a version that
    is not newer than the newest or claims less than the changes require, ContentIntegrityError where a
    released file is not what its index says; nothing is written then, nor with *dry_run*.
    """
    version_key(version)
    folder, target = read_folder(Path(content)), Path(data)
    # Before 1.0.0 anything may be unfinished (Semantic Versioning, item 4), so warnings stop no release.
    blocking = ("error",) if version_key(version)[0] == 0 else ("error", "warning")
    findings = [finding for finding in check_folder(folder, released) if finding.severity in blocking]
    if findings:
        raise InvalidContentError(findings)
    index = _read_index(target)
    previous = _newest(target, index)
    compiled = compile_folder(folder, version=version, released=released)
    digest = digest_of(compiled)
    change = None
    if previous is not None:
        change = diff(previous, Glossary(open_shipped(compiled, digest)))
        _refuse_small_step(previous.version, version, change)
    notes = release_notes(version, released, change)
    if not dry_run:
        entry = {"digest": digest, "released": released.isoformat(), "status": "current", "version": version}
        table = _search_table(Path(content) / SEARCH, compiled, digest)
        if table is not None:
            entry["search"] = digest_of(table)
        older = [{**e, "status": "superseded"} if e["status"] == "current" else e for e in index]
        target.mkdir(parents=True, exist_ok=True)
        _write(target / f"{version}.json", compiled)
        if table is not None:
            _write(target / f"{version}.search.json", table)
        _write(target / NOTES, _with_notes(target / NOTES, notes).encode())
        _write_index(target, [*older, entry])
    return Release(version, digest, change.bump if change else None, notes)


def learn_search(content: str | os.PathLike[str], data: str | os.PathLike[str], *, version: str) -> str:
    """Learn the search table of a released content version anew, and return the digest of the table.

    The content itself does not change: the table belongs to the code, and so improves for apps that pin
    content, too. Raises ContentVersionNotFoundError, and ContentIntegrityError where the released file is
    not what its index says; nothing is written then.
    """
    target = Path(data)
    index = _read_index(target)
    entry = next((entry for entry in index if entry["version"] == version), None)
    if entry is None:
        there = [entry["version"] for entry in index]
        raise ContentVersionNotFoundError(version, there, "release it first")
    compiled = (target / f"{version}.json").read_bytes()
    if digest_of(compiled) != entry["digest"]:
        raise ContentIntegrityError(version, entry["digest"], digest_of(compiled))
    folder = read_folder(Path(content))
    asked(folder)
    if folder.findings:
        raise InvalidContentError(sorted(folder.findings))
    table = _search_table(Path(content) / SEARCH, compiled, entry["digest"])
    if table is None:
        raise ContentVersionNotFoundError(version, [], f"there is nothing to learn from in {Path(content) / SEARCH}")
    entry["search"] = digest_of(table)
    _write(target / f"{version}.search.json", table)
    _write_index(target, index)
    return str(entry["search"])


def _write_index(data: Path, index: list[dict[str, Any]]) -> None:
    _write(data / INDEX, (json.dumps({"versions": index}, indent=2, sort_keys=True) + "\n").encode())


def _search_table(search: Path, compiled: bytes, digest: str) -> bytes | None:
    """Return the learned table, or None where there is nothing to learn from; such content is searched by words."""
    if not search.is_dir():
        return None
    try:
        from withdrawal_concepts.authoring._learn import learn_table
    except ModuleNotFoundError as error:
        raise MissingExtraError("learning the search table", "release") from error
    table = learn_table(Glossary(open_shipped(compiled, digest)), search)
    return (json.dumps(table, ensure_ascii=False, indent=0, sort_keys=False) + "\n").encode()


def _read_index(data: Path) -> list[dict[str, Any]]:
    path = data / INDEX
    versions: list[dict[str, Any]] = json.loads(path.read_bytes())["versions"] if path.exists() else []
    return versions


def _newest(data: Path, index: list[dict[str, Any]]) -> Glossary | None:
    if not index:
        return None
    entry = index[-1]
    compiled = (data / f"{entry['version']}.json").read_bytes()
    if digest_of(compiled) != entry["digest"]:
        raise ContentIntegrityError(entry["version"], entry["digest"], digest_of(compiled))
    return Glossary(open_shipped(compiled, entry["digest"]))


def _refuse_small_step(previous: str, version: str, change: Diff) -> None:
    old, new = version_key(previous), version_key(version)
    if new <= old:
        raise ContentVersionError(version, f"the newest release is {previous}; a new one has a higher number")
    if change.bump is None:
        raise ContentVersionError(version, f"nothing changed since {previous}, so there is nothing to release")
    needed = next_version(previous, change.bump)
    if new < version_key(needed):
        reasons = "; ".join(str(c) for c in change.changes if c.bump == change.bump)
        raise ContentVersionError(version, f"the changes since {previous} require at least {needed} ({reasons[:500]})")


def next_version(version: str, bump: Bump) -> str:
    """Return the smallest version that is *bump* above *version*.

    >>> next_version("1.2.3", "minor")
    '1.3.0'
    """
    major, minor, patch = version_key(version)
    if bump == "major":
        return f"{major + 1}.0.0"
    return f"{major}.{minor + 1}.0" if bump == "minor" else f"{major}.{minor}.{patch + 1}"


def _write(path: Path, data: bytes) -> None:
    temporary = path.with_name(path.name + ".new")
    with temporary.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def _with_notes(path: Path, notes: str) -> str:
    known = path.read_text(encoding="utf-8") if path.exists() else _NOTES_HEAD
    title = notes.split("\n", 1)[0]
    if title in known.split("\n"):  # an attempt that was interrupted before its index was written
        known = _without(known, title)
    return known.replace(_NOTES_HEAD, _NOTES_HEAD + "\n" + notes, 1)


def _without(known: str, title: str) -> str:
    before, _, rest = known.partition(title + "\n")
    _, divider, older = rest.partition("\n## ")
    return before.rstrip("\n") + "\n" + (divider + older if divider else "")


def release_notes(version: str, released: datetime.date, change: Diff | None) -> str:
    """Return the notes of a content version as Markdown: one line a change, by kind of entry."""
    lines = [f"## {version} - {released.isoformat()}", ""]
    if change is None:
        return "\n".join([*lines, "First release.", ""])
    lines += [f"Changes since {change.before} (they require a {change.bump} version).", ""]
    for title, kinds in (
        ("Terms", {"term"}),
        ("Sections and articles", {"section", "article"}),
        ("Notices", {"notice"}),
        ("References", {"reference"}),
    ):
        of_kind = [c for c in change.changes if c.kind in kinds]
        if of_kind:
            lines += [f"### {title}", "", *_lines(of_kind), ""]
    return "\n".join(lines)


def _lines(changes: Iterable[Change]) -> list[str]:
    """One line for each change; many small ones of one field of an entry are counted."""
    grouped: dict[tuple[str, str, str], list[Change]] = {}
    for change in changes:
        grouped.setdefault((change.id, change.field, change.action), []).append(change)
    return [
        f"- {own[0]}" if len(own) == 1 else f"- {own[0].kind} {id}, {field} {action}: {len(own)}"
        for (id, field, action), own in grouped.items()
    ]
