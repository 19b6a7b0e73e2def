"""Places of a file that are not written yet: the placeholders of a scaffold, and words that stand for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, cast

from withdrawal_concepts._convert import Path
from withdrawal_concepts.authoring._draft import Draft
from withdrawal_concepts.authoring._entry import HEADINGS

PLACEHOLDER = "TODO"
_LEFT_OVER = re.compile(r"\b(?:TODO|FIXME|TBD)\b(?::\s*(?P<wanted>.*))?", re.DOTALL)
_BESIDE_IT = re.compile(r"\s*(?:→.*|\[[^\[\]]*\])\s*\Z", re.DOTALL)
"""What follows a placeholder in its bullet: the other side of an arrow, a bracket."""

_NAMES = {field: f"'## {heading}'" for heading, field in HEADINGS.items()}


def is_unfinished(text: str) -> bool:
    """Return whether a text stands for one that is still to be written."""
    return _LEFT_OVER.search(text) is not None


def report_unfinished(draft: Draft, fields: dict[str, Any]) -> set[int]:
    """Report each line that is not written yet, once, and return these lines.

    Such a file has no record: what else its rules would say of a placeholder is of no use to anybody.
    """
    places: dict[Path | int, tuple[Path, str]] = {}  # line (or place, where no line is known) -> what is wanted there
    for at, text in _texts(fields, ()):
        if match := _LEFT_OVER.search(text):
            wanted = _BESIDE_IT.sub("", match["wanted"] or "").strip()
            line = draft.where(at)[0] or at
            if not places.get(line, (at, ""))[1]:
                places[line] = at, wanted
    for at, wanted in places.values():
        name = _NAMES.get(str(at[0]), f"'{at[0]}'")
        draft.report("E111", f"{name} is not written yet", wanted or "write it, or take the line away", at=at)
    return {draft.where(at)[0] for at, _ in places.values()}


def _texts(value: Any, at: Path) -> Iterator[tuple[Path, str]]:
    """Yield every text of plain data, keys too, with its place."""
    if isinstance(value, str):
        yield at, value
    elif isinstance(value, dict):
        for key, item in cast("dict[str, Any]", value).items():
            yield (*at, key), key
            yield from _texts(item, (*at, key))
    elif isinstance(value, list):
        items: list[Any] = value  # pyright: ignore[reportUnknownVariableType]
        for index, item in enumerate(items):
            yield from _texts(item, (*at, index))
