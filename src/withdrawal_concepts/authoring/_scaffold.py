"""Starts a new entry: a file that says what is wanted where, and that no release takes before it is written."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal, get_args

from attrs import frozen

from withdrawal_concepts._findings import Finding
from withdrawal_concepts.authoring._folder import Folder, read_folder
from withdrawal_concepts.authoring._naming import NoIdError, Similar, id_of_name, similar_labels
from withdrawal_concepts.authoring._templates import entry_text
from withdrawal_concepts.errors import InvalidContentError

EntryKind = Literal["term", "section", "article", "notice"]
ENTRY_KINDS: tuple[EntryKind, ...] = get_args(EntryKind)


@frozen
class NewEntry:
    """A file that was written: its kind, id and path, and labels of other terms that are nearly its name."""

    kind: str
    id: str
    path: Path
    similar: tuple[Similar, ...] = ()


def new_entry(
    content: str | os.PathLike[str], kind: EntryKind, name: str, *, id: str | None = None, article: str = ""
) -> NewEntry:
    """Write a file for a new entry into the folder *content*: complete in shape, with a placeholder for each text.

    The id is made from *name* unless *id* is given; *article* is that of a section, which gets the next free
    place in it. Raises InvalidContentError where the name gives no id, the id is taken or was once used, or
    the folder is none; nothing is written then. A file that is there is never changed.
    """
    folder = open_folder(content)
    path, id = free_path(folder, f"{kind}s", name, id)
    if article and article not in folder.records("articles"):
        known = ", ".join(folder.records("articles"))
        raise refusal(path, "E306", f"there is no article '{article}'", f"one of: {known}" if known else "")
    position = 0
    if article:
        taken = [section.position for section in folder.records("sections").values() if section.article == article]
        position = max(taken, default=0) + 1
    write_new(path, entry_text(kind, " ".join(name.split()), article=article, position=position))
    similar = similar_labels(name, folder) if kind == "term" else ()
    return NewEntry(kind, id, path, similar)


def open_folder(content: str | os.PathLike[str]) -> Folder:
    """Return a content folder. Raises InvalidContentError where there is none."""
    folder = read_folder(Path(content))
    missing = [finding for finding in folder.findings if finding.code == "E101"]
    if missing:
        raise InvalidContentError(missing)
    return folder


def free_path(folder: Folder, kind: str, name: str, wanted: str | None = None) -> tuple[Path, str]:
    """Return where a new entry with this name goes, and its id. Raises InvalidContentError where it cannot."""
    place = folder.root / kind
    try:
        id = id_of_name(name, wanted)
    except NoIdError as error:
        raise refusal(place, error.code, error.message, error.suggestion) from None
    path = place / f"{id}.md"
    # Terms, sections and ids that went away share one space of ids; the other kinds have their own.
    kinds = ("terms", "sections") if kind in ("terms", "sections") else (kind,)
    for draft in (draft for other in kinds for draft in folder.drafts[other]):
        if draft.id == id:
            what = f"an id that went away: {draft.redirect.hint}" if draft.redirect else "taken"
            raise refusal(path, "E207", f"the id '{id}' is {what}", f"another name, or mend {draft.path}")
    return path, id


def write_new(path: Path, text: str) -> None:
    """Write a file that is not there yet; raises InvalidContentError where there is one, even a broken link."""
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise refusal(path, "E207", "this file is there already", "it is left as it is; give another name") from None


def refusal(path: Path, code: str, message: str, suggestion: str) -> InvalidContentError:
    """Return the error that says why nothing was written."""
    return InvalidContentError([Finding(path.as_posix(), 0, 0, code, message, suggestion)])
