"""The released content versions in a data folder, as files on disk; those of an install are known by ``_store``."""

from __future__ import annotations

import datetime
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import attrs
from attrs import frozen

from withdrawal_concepts._findings import Finding
from withdrawal_concepts._glossary import Glossary
from withdrawal_concepts._shipped import open_released
from withdrawal_concepts._versions import ContentVersion, digest_of, read_index
from withdrawal_concepts.authoring._folder import Folder
from withdrawal_concepts.errors import ContentIntegrityError

INDEX = "index.json"
NEW = ".new"
"""What the name of a file ends in while it is written; one that stays behind is of a release that was interrupted."""


@frozen
class Released:
    """A data folder: every version that its index lists, oldest first."""

    data: Path
    versions: tuple[ContentVersion, ...]

    def read(self, version: ContentVersion) -> bytes:
        """Return the bytes of a version; raise ContentIntegrityError where they are missing or others."""
        try:
            compiled = (self.data / f"{version.version}.json").read_bytes()
        except OSError as error:
            reason = f"its file cannot be opened ({error.strerror})"
            raise ContentIntegrityError(version.version, version.digest, "", reason=reason) from error
        if digest_of(compiled) != version.digest:
            raise ContentIntegrityError(version.version, version.digest, digest_of(compiled))
        return compiled

    def newest(self) -> Glossary | None:
        """Return the newest version, or None where nothing was released; raises ContentIntegrityError."""
        if not self.versions:
            return None
        version = self.versions[-1]
        return Glossary(open_released(self.read(version), version))


def read_released(data: Path) -> Released:
    """Return what was released into a folder, which may not be there yet; raises ContentIntegrityError."""
    index = data / INDEX
    return Released(data, read_index(index.read_bytes()) if index.exists() else ())


def compare_with(folder: Folder, data: Path) -> None:
    """Let a content folder be compared with the newest version in *data*; what is damaged there is a finding."""
    try:
        folder.released = read_released(data).newest()
    except (ContentIntegrityError, OSError) as error:
        hint = "put the released files back as they were"
        folder.findings.append(Finding((data / INDEX).as_posix(), 0, 0, "E101", str(error), hint))


def index_bytes(versions: tuple[ContentVersion, ...]) -> bytes:
    """Return the index of these versions."""
    entries = [
        {
            key: value.isoformat() if isinstance(value, datetime.date) else value
            for key, value in attrs.asdict(version).items()
            if value is not None
        }
        for version in versions
    ]
    return (json.dumps({"versions": entries}, indent=2, sort_keys=True) + "\n").encode()


def write_all(files: Mapping[Path, bytes]) -> None:
    """Write every file or, where one cannot be written, none. The last one is written when all others stand.

    Each file is replaced by one rename, when its bytes are on the disk: whoever is interrupted, by whatever,
    leaves each file as it was or as it will be, and the last one as it was unless all others are new.
    """
    before: dict[Path, bytes | None] = {path: path.read_bytes() if path.exists() else None for path in files}
    try:
        for path, data in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(_temporary(path), data)
        for path in files:
            _temporary(path).replace(path)
            _sync_folder(path.parent)
    except BaseException:
        for path, old in reversed(before.items()):
            _put_back(path, old)
        raise


def remove_leftovers(data: Path) -> None:
    """Delete what a release that was interrupted was about to write."""
    for path in sorted(data.rglob("*" + NEW)):
        path.unlink()


def _put_back(path: Path, data: bytes | None) -> None:
    if data is None:
        path.unlink(missing_ok=True)
    elif path.read_bytes() != data:
        _write(_temporary(path), data)
        _temporary(path).replace(path)
    _temporary(path).unlink(missing_ok=True)


def _temporary(path: Path) -> Path:
    return path.with_name(path.name + NEW)


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Let the names in a folder reach the disk; where folders cannot be opened (Windows), renames are kept anyway."""
    flags: Any = getattr(os, "O_DIRECTORY", None)
    if flags is not None:
        descriptor = os.open(folder, flags)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
