"""For contributors: reads, checks and compiles a ``content/`` folder. Never imported at run time.

Needs the extra ``authoring``: ``python -m pip install "withdrawal-concepts[authoring]"``.

>>> from withdrawal_concepts import authoring
>>> glossary = authoring.load("src/withdrawal_concepts/content")  # in a checkout  # doctest: +SKIP
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from withdrawal_concepts import _store
from withdrawal_concepts._findings import Finding
from withdrawal_concepts._glossary import Glossary
from withdrawal_concepts._load import load as load_released
from withdrawal_concepts._shipped import open_shipped
from withdrawal_concepts._versions import digest_of
from withdrawal_concepts.errors import InvalidContentError, MissingExtraError

try:
    from withdrawal_concepts.authoring._catalogue import Rule, rules
    from withdrawal_concepts.authoring._check import check_folder
    from withdrawal_concepts.authoring._compile import compile_folder
    from withdrawal_concepts.authoring._fix import Fixed, fixed_file
    from withdrawal_concepts.authoring._folder import read_folder
    from withdrawal_concepts.authoring._issue_entry import IssueEntry, entry_from_issue
    from withdrawal_concepts.authoring._naming import Similar
    from withdrawal_concepts.authoring._preview import Preview, previews
    from withdrawal_concepts.authoring._reader import RECORDS
    from withdrawal_concepts.authoring._references import NewReference, new_reference, new_references
    from withdrawal_concepts.authoring._release import Release, learn_search, release
    from withdrawal_concepts.authoring._released import compare_with
    from withdrawal_concepts.authoring._scaffold import NewEntry, new_entry
except ModuleNotFoundError as error:
    if error.name is not None and error.name.startswith("withdrawal_concepts"):
        raise
    raise MissingExtraError("authoring", "authoring") from error

__all__ = [
    "Fixed",
    "IssueEntry",
    "NewEntry",
    "NewReference",
    "Preview",
    "Release",
    "Rule",
    "Similar",
    "check",
    "compile_content",
    "editor_files",
    "entry_from_issue",
    "fix",
    "learn_search",
    "load",
    "new_entry",
    "new_reference",
    "new_references",
    "preview",
    "release",
    "rules",
]

DRAFT = "draft"


def check(
    folder: str | os.PathLike[str],
    *,
    files: Iterable[str | os.PathLike[str]] | None = None,
    today: datetime.date | None = None,
    data: str | os.PathLike[str] | None = None,
) -> tuple[Finding, ...]:
    """Return every finding over a content folder, hints included, in file and line order.

    With *files* (paths in the folder), only what concerns these is looked for; the other files are read as far as
    that needs them, and rules over all texts together (the reading level) are left out. *today* decides whether a
    review is overdue (default: the day of the call). Ids and definitions are compared with the newest release in the
    folder *data* (default: the folder ``data`` beside *folder*, if there is one). Never raises for what the files
    hold; a folder that is not there is a finding.
    """
    only = None if files is None else frozenset(Path(file).as_posix() for file in files)
    read = read_folder(Path(folder), only)
    compare_with(read, Path(folder).absolute().parent / "data" if data is None else Path(data))
    return tuple(check_folder(read, today or datetime.date.today()))


def fix(file: str | os.PathLike[str]) -> Fixed:
    """Return one file of a content folder before and after what is mechanical in it was mended. Writes nothing.

    Order of keys, spaces, quotes, arrows, line breaks, the form of a DOI; never a word or a comment. A file that cannot
    be read that far stays as it is. Raises OSError where the file cannot be opened.
    """
    return fixed_file(Path(file))


def editor_files(glossary: Glossary) -> dict[str, str]:
    """Return what helps an editor: path in a checkout -> text, for a JSON Schema of each kind of file and for snippets.

    They are made from the model, and offer the ids of *glossary*.
    """
    from withdrawal_concepts.authoring import _editors  # only this needs msgspec

    return _editors.editor_files(glossary)


def preview(files: Iterable[str | os.PathLike[str]], *, today: datetime.date | None = None) -> tuple[Preview, ...]:
    """Return files of content folders as they will be, with what is found in them and what they change.

    What changes is against the newest released content of this install. A file that is not there is one that goes
    away; one with errors is read as far as possible. Raises ValueError for a file that lies in no content folder.
    """
    roots: dict[Path, list[Path]] = {}
    for file in map(Path, files):
        path, here = Path(os.path.normpath(Path.cwd() / file)), Path.cwd()
        path = path.relative_to(here) if path.is_relative_to(here) and len(path.relative_to(here).parts) > 2 else path
        if path.parent.name not in RECORDS or path.suffix not in (".md", ".json"):
            raise ValueError(f"{file} lies in none of the folders {', '.join(RECORDS)} of a content folder")
        roots.setdefault(path.parent.parent, []).append(path)
    released = load_released() if _store.content_versions() else None
    day = today or datetime.date.today()
    return tuple(one for root, paths in roots.items() for one in previews(root, paths, released, day))


def compile_content(folder: str | os.PathLike[str], *, version: str, released: datetime.date | None = None) -> bytes:
    """Return the canonical bytes of a content folder; the day of release is an argument, never the clock.

    Raises InvalidContentError with every error where there is one; warnings do not stop it.
    """
    read = read_folder(Path(folder))
    found = check_folder(read, released or datetime.date.today())
    _refuse(found)
    return compile_folder(read, version=version, released=released)


def load(folder: str | os.PathLike[str]) -> Glossary:
    """Return the glossary of a content folder, checked and compiled in memory; its version is ``"draft"``.

    Raises InvalidContentError with every error where there is one.
    """
    data = compile_content(folder, version=DRAFT)
    return Glossary(open_shipped(data, digest_of(data)))


def _refuse(findings: Sequence[Finding]) -> None:
    errors = [finding for finding in findings if finding.severity == "error"]
    if errors:
        raise InvalidContentError(errors)
