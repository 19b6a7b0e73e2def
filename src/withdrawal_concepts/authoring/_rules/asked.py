"""E210: what people type, in the folder ``search``, which the search table is learned from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from withdrawal_concepts._findings import Finding
from withdrawal_concepts._text import nearest, normalise
from withdrawal_concepts.authoring._folder import SEARCH, Folder

GRADED = "graded.jsonl"
SPELLINGS = "spellings.txt"
OTHER_FILES = frozenset({GRADED, SPELLINGS, "off-topic.txt", "crisis.txt", "safe.txt", "everyday.txt"})


def asked(folder: Folder) -> None:
    """Every file is named for an entry or is one of six; every line can be learned from."""
    ids = {draft.id for kind in ("terms", "sections") for draft in folder.drafts[kind]}  # an id that went away is
    # passed over when the table is learned, so that a rename touches no file but its own
    place = folder.root / SEARCH
    for path in sorted(place.iterdir()) if place.is_dir() and not place.is_symlink() else ():
        if path.name.startswith("."):
            continue
        if path.is_symlink() or not path.is_file():  # a link may lead out of the folder, a pipe never ends
            _report(folder, path, 0, "this is not a file of its own", "a file, not a link")
            continue
        if path.name not in OTHER_FILES and not (path.suffix == ".txt" and path.stem in ids):
            close = nearest(path.stem, sorted(ids), 1)
            hint = (
                f"did you mean '{close[0]}.txt'?" if close else "<id>.txt, or one of " + ", ".join(sorted(OTHER_FILES))
            )
            _report(folder, path, 0, f"{path.name!r} is not named for an entry", hint)
            continue
        try:
            lines = path.read_bytes().decode("utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            _report(folder, path, 0, f"this cannot be read as UTF-8 text: {error}", "save the file as UTF-8")
            continue
        if path.name == GRADED:
            found: dict[str, list[int]] = {}
            for number, line in enumerate(lines, 1):
                if problem := _graded_problem(line, ids):
                    found.setdefault(problem, []).append(number)
            for problem, (first, *others) in found.items():
                also = f" (and in {len(others)} more lines)" if others else ""
                hint = '{"query": "left on read", "relevant": {"ghosting": 3}}'
                if problem.endswith("is not an entry"):
                    hint = "an entry that goes away leaves its file behind with moved_to or retired"
                _report(folder, path, first, problem + also, hint)
        elif path.name == SPELLINGS:
            for number, line in enumerate(lines, 1):
                if len(line.split(" ")) != 2 or line != normalise(line):
                    what = f"{line!r} is not a word as it is typed and the word that is meant"
                    _report(folder, path, number, what, "wen when")


def _graded_problem(line: str, ids: set[str]) -> str:
    try:
        entry: Any = json.loads(line)
        relevant: dict[str, Any] = entry["relevant"]
        grades = list(relevant.items())
        query = entry["query"]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        return f"this line is not a graded query: {type(error).__name__}: {error}"
    if not isinstance(query, str) or not query.strip() or not grades:
        return "a graded query has a text and at least one entry"
    for id, grade in grades:
        if id not in ids:
            return f"'{id}' is not an entry"
        if type(grade) is not int or not 1 <= grade <= 3:
            return f"the grade of '{id}' is {grade!r}, not 1, 2 or 3"
    return ""


def _report(folder: Folder, path: Path, line: int, message: str, suggestion: str) -> None:
    folder.findings.append(Finding(path.as_posix(), line, 0, "E210", message, suggestion))
