"""Files that contributors work on: where the content of a checkout is, and how a file is replaced."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import click

CONTENT = Path("src/withdrawal_concepts/content")


def content_folder(given: Path | None, otherwise: str = "--content FOLDER") -> Path:
    """Return the content folder: the one that was given, or that of the checkout around the current folder."""
    if given is not None:
        return given
    for place in (Path.cwd(), *Path.cwd().parents):
        if (place / CONTENT).is_dir():
            return place / CONTENT
    hint = f"run this in a checkout of the repository (it has a folder {CONTENT.as_posix()}), or give {otherwise}"
    raise click.UsageError(f"there is no content folder here: {hint}")


def replace(path: Path, data: bytes) -> None:
    """Put *data* in the place of a file, whole or not at all; a link goes on leading to it."""
    target = Path(os.path.realpath(path))
    handle, name = tempfile.mkstemp(prefix=target.name + ".", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        shutil.copymode(target, name)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
