"""Cuts a content version: checks, compares with the newest release, writes the data file, notes and index.

The index is written last, by one atomic rename, and is what counts: a release that is interrupted at any point
leaves the old state or the new one. What an interrupted release left behind is named by no index, and the next
attempt replaces it.
"""

from __future__ import annotations

import datetime
import os
import re
from contextlib import suppress
from pathlib import Path

import attrs
from attrs import frozen

from withdrawal_concepts._changes import Bump
from withdrawal_concepts._diff import Diff, diff
from withdrawal_concepts._glossary import Glossary
from withdrawal_concepts._shipped import open_shipped
from withdrawal_concepts._versions import ContentVersion, digest_of, version_key
from withdrawal_concepts.authoring._check import check_folder
from withdrawal_concepts.authoring._compile import compile_folder
from withdrawal_concepts.authoring._folder import SEARCH, Folder, read_folder
from withdrawal_concepts.authoring._notes import HEAD, changes_file, release_notes, with_notes
from withdrawal_concepts.authoring._released import INDEX, index_bytes, read_released, remove_leftovers, write_all
from withdrawal_concepts.authoring._rules.asked import asked
from withdrawal_concepts.errors import (
    ContentVersionError,
    ContentVersionNotFoundError,
    InvalidContentError,
    MissingExtraError,
)

NOTES = "CHANGELOG.md"
CHANGES = "changes"


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

    Writes the version, its search table, its changes (for people in ``CHANGELOG.md``, for programs in
    ``changes/``) and the index, and takes the lines ``edit: ...``, which are about this release, out of the entries.

    Raises InvalidContentError for any error or (from 1.0.0) warning, ContentVersionError for a version that
    is not newer than the newest or claims less than the changes require, ContentIntegrityError where a
    released file is not what its index says; nothing is written then, nor with *dry_run*.
    """
    version_key(version)
    known = read_released(Path(data))
    folder = read_folder(Path(content))
    folder.released = previous = known.newest()
    # Before 1.0.0 anything may be unfinished (Semantic Versioning, item 4), so warnings stop no release.
    blocking = ("error",) if version_key(version)[0] == 0 else ("error", "warning")
    findings = [finding for finding in check_folder(folder, released) if finding.severity in blocking]
    if findings:
        raise InvalidContentError(findings)
    compiled = compile_folder(folder, version=version, released=released)
    digest = digest_of(compiled)
    change = None
    if previous is not None:
        change = diff(previous, Glossary(open_shipped(compiled, digest)))
        _refuse_small_step(previous.version, version, change)
    edits = {draft.id: draft.edit for draft in folder.drafts["terms"] if draft.edit}
    notes = release_notes(version, released, change, edits)
    if not dry_run:
        entry = ContentVersion(version, released, digest)
        files = {known.data / f"{version}.json": compiled}
        table = _search_table(Path(content) / SEARCH, compiled, digest)
        if table is not None:
            entry = attrs.evolve(entry, search=digest_of(table, "blake2b"))
            files[known.data / f"{version}.search"] = table
        digests = (previous.digest if previous else "", digest)
        files[known.data / CHANGES / f"{version}.json"] = changes_file(change, digests, version, edits)
        changelog = known.data / NOTES
        older = changelog.read_text(encoding="utf-8") if changelog.exists() else HEAD
        files[changelog] = with_notes(older, notes, (v.version for v in known.versions)).encode()
        files[known.data / INDEX] = index_bytes((*map(_superseded, known.versions), entry))
        remove_leftovers(known.data)
        write_all(files)
        _drop_edits(folder)
    return Release(version, digest, change.bump if change else None, notes)


def _superseded(version: ContentVersion) -> ContentVersion:
    return attrs.evolve(version, status="superseded") if version.status == "current" else version


def _drop_edits(folder: Folder) -> None:
    """Take out what was said about the changes of this release; where that cannot be, the next check asks for it."""
    for draft in folder.drafts["terms"]:
        if draft.edit:
            path = Path(draft.path)
            with suppress(OSError):
                raw = path.read_bytes()
                write_all({path: re.sub(rb"^edit:[^\r\n]*\r?\n", b"", raw, count=1, flags=re.MULTILINE)})


def learn_search(content: str | os.PathLike[str], data: str | os.PathLike[str], *, version: str) -> str:
    """Learn the search table of a released content version anew, and return the digest of the table.

    The content itself does not change: the table belongs to the code, and so improves for apps that pin
    content, too. Raises ContentVersionNotFoundError, and ContentIntegrityError where the released file is
    not what its index says; nothing is written then.
    """
    known = read_released(Path(data))
    entry = next((entry for entry in known.versions if entry.version == version), None)
    if entry is None:
        raise ContentVersionNotFoundError(version, [entry.version for entry in known.versions], "release it first")
    compiled = known.read(entry)
    folder = read_folder(Path(content))
    asked(folder)
    if folder.findings:
        raise InvalidContentError(sorted(folder.findings))
    table = _search_table(Path(content) / SEARCH, compiled, entry.digest)
    if table is None:
        raise ContentVersionNotFoundError(version, [], f"there is nothing to learn from in {Path(content) / SEARCH}")
    digest = digest_of(table, "blake2b")
    learned = attrs.evolve(entry, search=digest)
    index = index_bytes(tuple(learned if other is entry else other for other in known.versions))
    write_all({known.data / f"{version}.search": table, known.data / INDEX: index})
    return digest


def _search_table(search: Path, compiled: bytes, digest: str) -> bytes | None:
    """Return the learned table, or None where there is nothing to learn from; such content is searched by words."""
    if not search.is_dir():
        return None
    try:
        from withdrawal_concepts.authoring._learn import learn_table
    except ModuleNotFoundError as error:
        raise MissingExtraError("learning the search table", "release") from error
    return learn_table(open_shipped(compiled, digest), search)


def _refuse_small_step(previous: str, version: str, change: Diff) -> None:
    old, new = version_key(previous), version_key(version)
    if new <= old:
        raise ContentVersionError(version, f"the newest release is {previous}; a new one has a higher number")
    if change.bump is None:
        raise ContentVersionError(version, f"nothing changed since {previous}, so there is nothing to release")
    needed = next_version(previous, change.bump)
    if new < version_key(needed):
        reasons = [str(c) for c in change.changes if c.bump == change.bump]
        more = f"; and {len(reasons) - 5} more" if len(reasons) > 5 else ""
        told = "; ".join(reasons[:5]) + more
        raise ContentVersionError(version, f"the changes since {previous} require at least {needed} ({told})")


def next_version(version: str, bump: Bump) -> str:
    """Return the smallest version that is *bump* above *version*.

    >>> next_version("1.2.3", "minor")
    '1.3.0'
    """
    major, minor, patch = version_key(version)
    if bump == "major":
        return f"{major + 1}.0.0"
    return f"{major}.{minor + 1}.0" if bump == "minor" else f"{major}.{minor}.{patch + 1}"
