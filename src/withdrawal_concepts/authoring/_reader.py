"""Reads one authored file of any kind. Whatever is in it, the answer is a draft with findings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Any, cast

from withdrawal_concepts._convert import Path, Problem, StructureError, structure
from withdrawal_concepts._documents import Article, Redirect, Reference, Section
from withdrawal_concepts._findings import Finding
from withdrawal_concepts._model import Term
from withdrawal_concepts._notice import Notice
from withdrawal_concepts.authoring._csl import reference_fields
from withdrawal_concepts.authoring._draft import Draft
from withdrawal_concepts.authoring._entry import TOMBSTONE_KEYS, WITH_TOMBSTONES, entry_fields
from withdrawal_concepts.authoring._review import next_review
from withdrawal_concepts.authoring._unfinished import is_unfinished, report_unfinished

RECORDS: dict[str, type[Any]] = {
    "terms": Term,
    "sections": Section,
    "articles": Article,
    "notices": Notice,
    "references": Reference,
}
EDITS = ("editorial", "clarified", "meaning")
"""How a definition changed: the same said rightly, the same said better, or something else (a new id)."""
MOST_BYTES = 100_000
"""Ten times the longest entry; what reads Markdown takes a time that grows faster than a hostile file."""
ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_CONFLICT = ("\n<<<<<<< ", "\n=======\n", "\n>>>>>>> ")
ALLOW = re.compile(
    r"(?:<!--|#)[ \t]*allow (?P<code>[EWI]\d{3}):?[ \t]*(?P<reason>[^\n]*?)[ \t]*(?:-->|$)",
    re.MULTILINE | re.IGNORECASE,
)


def read_draft(kind: str, path: FilePath, shown: str) -> Draft:
    """Read one file. Never raises for what is in it; OSError where it cannot be opened."""
    draft = Draft(kind, path.stem, shown)
    if not ID.match(draft.id):
        draft.report("E106", f"the file name {path.name!r} is not an id", "small letters, digits and single hyphens")
    size = path.stat().st_size
    if size > MOST_BYTES:
        draft.report("E101", f"the file has {size} bytes; an entry has at most {MOST_BYTES}")
        return draft
    data = path.read_bytes()
    try:
        draft.raw = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        draft.report("E101", f"byte {error.start} is not UTF-8 text", "save the file as UTF-8", line=line)
        return draft
    _read_text(draft)
    return draft


def read_text(kind: str, id: str, text: str, shown: str) -> Draft:
    """Read the text of one file as if it stood at *shown*."""
    draft = Draft(kind, id, shown, text)
    _read_text(draft)
    return draft


def _read_text(draft: Draft) -> None:
    if not draft.raw.strip():
        draft.report("E101", "the file is empty", "copy an entry of the same kind and change it")
        return
    if all(mark in draft.raw for mark in _CONFLICT):
        line = draft.raw.count("\n", 0, draft.raw.index(_CONFLICT[0])) + 2
        draft.report("E101", "two versions of a text were not merged", "keep one, and delete the marks", line=line)
        return
    _check_characters(draft)
    draft.allowed = {
        m["code"].upper(): (draft.raw.count("\n", 0, m.start()) + 1, m["reason"]) for m in ALLOW.finditer(draft.raw)
    }
    fields = reference_fields(draft) if draft.kind == "references" else entry_fields(draft)
    draft.texts = [text for text in draft.texts if not is_unfinished(text.text)]
    if fields is not None:
        _build(draft, fields)


_INVISIBLE = frozenset({"Cf", "Cc", "Co", "Cn", "Cs", "Zl", "Zp"})
"""Unicode categories: format, control, private use, unassigned, surrogate, line and paragraph separators."""


def invisible(text: str) -> Iterator[tuple[int, str]]:
    """Yield (place, name) of each character that nobody can see; tabs and line ends are ordinary."""
    for place, character in enumerate("" if text.isprintable() else text):  # nearly every line
        if character not in "\t\n" and unicodedata.category(character) in _INVISIBLE:
            yield place, unicodedata.name(character, f"U+{ord(character):04X}").lower()


def _check_characters(draft: Draft) -> None:
    for number, line in enumerate(draft.raw.split("\n"), 1):
        for place, name in invisible(line):
            finding = Finding(draft.path, number, place + 1, "E110", f"an invisible character: {name}", "delete it")
            draft.findings.append(finding)


def _check_texts(draft: Draft, value: Any, at: Path) -> None:
    """Find blank texts, and characters that an escape brought in."""
    if isinstance(value, dict):
        for key, item in cast("dict[str, Any]", value).items():
            _check_texts(draft, item, (*at, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
            _check_texts(draft, item, (*at, index))
    elif isinstance(value, str):
        if not value.strip() and at[0] != "relations":  # a relation has findings of its own
            draft.report("E108", f"{'.'.join(map(str, at))} is empty", "write it, or leave it out", at=at)
        for _, name in invisible(value):
            if not any(finding.code == "E110" for finding in draft.findings):
                draft.report("E110", f"an invisible character: {name}", "delete it", at=at)


def _without_echoes(problems: list[Problem]) -> Iterator[Problem]:
    """Yield the problems, but not that a key is missing where it was written with a mistake."""
    meant = {(*p.path[:-1], re.sub(r"did you mean '(.*)'\?", r"\1", p.suggestion)) for p in problems}
    return (p for p in problems if p.path not in meant or "is missing" not in p.message)


def _placed(problem: Problem) -> str:
    """Return the message with its place in words, where it does not name the key itself."""
    steps = [f"item {step + 1}" if isinstance(step, int) else f"'{step}'" for step in problem.path]
    if steps and steps[-1] in problem.message:
        steps.pop()
    return f"{', '.join(steps)}: {problem.message}" if steps else problem.message


def _take_edit(draft: Draft, fields: dict[str, Any]) -> None:
    """Take the kind of edit out of the fields: it is about the change, not about the entry."""
    edit = fields.pop("edit", "")
    if edit and edit not in EDITS:
        draft.report("E103", f"edit: {str(edit)[:40]!r} is not known", "one of: " + ", ".join(EDITS), at=("edit",))
    else:
        draft.edit = edit


def _build(draft: Draft, fields: dict[str, Any]) -> None:
    if "id" in fields and draft.kind != "references":
        draft.report("E103", "the id is the file name", "leave the key 'id' out", at=("id",))
    if draft.kind == "terms":
        _take_edit(draft, fields)
    unfinished = report_unfinished(draft, fields)
    if draft.kind in WITH_TOMBSTONES and TOMBSTONE_KEYS & fields.keys():
        cls: type[Any] = Redirect
        derived = False
    else:
        cls = RECORDS[draft.kind]
        derived = draft.kind != "references" and "next_review" not in fields
        if derived and isinstance(fields.get("reviewed"), str):
            fields["next_review"] = next_review(draft.kind, fields)
    try:
        record = structure(cls, {**fields, "id": draft.id})
    except StructureError as error:
        for problem in _without_echoes(error.problems):
            echo = problem.path == ("next_review",) and derived  # its cause has a finding of its own
            if not echo and draft.where(problem.path)[0] not in unfinished:
                draft.report("E103", _placed(problem), problem.suggestion, at=problem.path)
        return
    if unfinished:
        return  # it has the shape of an entry, but nobody may take it for one
    if isinstance(record, Redirect):
        draft.redirect = record
    else:
        _check_texts(draft, fields, ())
        draft.record = record
