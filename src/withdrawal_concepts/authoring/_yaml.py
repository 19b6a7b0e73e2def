"""Front matter: a small, safe part of YAML, read with line numbers.

Every scalar is text (so ``no`` stays "no" and ``2020`` stays "2020"; what a field needs, its record says).
Anchors, aliases, tags and repeated keys are refused. The only module that imports PyYAML, and only its parser: it
is in C in the usual builds, which makes the check of one file a matter of less than a second.
"""

# PyYAML has no types of its own.
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportMissingModuleSource=false

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import yaml
from attrs import define, field

Path = tuple[str | int, ...]
MOST_BRACKETS = 500
"""Brackets in brackets cost the reader time that grows faster than their number."""
DEEPEST = 50
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class FrontMatterError(ValueError):
    """The front matter cannot be read. *line* and *column* are 1-based, within the front matter."""

    def __init__(self, line: int, column: int, message: str, suggestion: str = "") -> None:
        super().__init__(line, column, message, suggestion)
        self.line = line
        self.column = column
        self.message = message
        self.suggestion = suggestion


@define
class FrontMatter:
    """Plain data, and where each key or item stands: path -> (line, column), 1-based."""

    data: dict[str, Any]
    positions: dict[Path, tuple[int, int]] = field(factory=dict[Path, tuple[int, int]])


def read_front_matter(text: str, first_line: int = 1) -> FrontMatter:
    """Return the data of *text*, or raise FrontMatterError; *first_line* is the line of the file where it starts."""
    if max(text.count("["), text.count("{")) > MOST_BRACKETS:
        raise FrontMatterError(first_line, 1, f"the front matter has more than {MOST_BRACKETS} brackets")
    read = FrontMatter({})
    reader = _Reader(first_line, read.positions)
    try:
        read.data = reader.document(iter(yaml.parse(text, Loader=_LOADER)))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + first_line, mark.column + 1) if mark else (first_line, 1)
        line = min(line, first_line + text.count("\n"))  # what ends too early is found behind the last line
        lines = text.splitlines()
        if line - first_line < len(lines) and _TAB.match(lines[line - first_line]):
            raise FrontMatterError(line, 1, "a tab stands at the start of the line", "use spaces instead") from None
        if opened := _never_closed(lines[: line - first_line]):
            message = "this is not YAML: a text starts with a quote and has no quote at its end"
            raise FrontMatterError(opened + first_line - 1, 1, message, "end it with a quote") from None
        raise FrontMatterError(line, column, f"this is not YAML: {_problem(error)}", _hint(error)) from None
    except (yaml.YAMLError, ValueError) as error:
        if isinstance(error, FrontMatterError):
            raise
        raise FrontMatterError(first_line, 1, f"this is not YAML: {str(error).splitlines()[0]}") from None
    return read


_TAB = re.compile(r" *\t")
_OPEN = re.compile(r"""[ ]*(-[ ]+)?([\w-]+:[ ]+)?(?P<quote>["'])((?!(?P=quote)).)*\Z""")


def _never_closed(lines: list[str]) -> int:
    """Return the number (from 1) of the first line with a quote that opens and that no later line closes; 0: none."""
    for number, line in enumerate(lines, 1):
        if opened := _OPEN.match(line):
            quote = opened["quote"]
            after = next((later for later in lines[number:] if quote in later), "")
            if after.count(quote) != 1:  # the next quote belongs to another text
                return number
    return 0


_IN_PLAIN_WORDS = {
    "mapping values are not allowed": "a text has a colon in it, or a line is indented too far",
    "expected <block end>": "a line is not indented like those above it, or a text goes on after its quotes",
    "did not find expected key": "a line is not indented like those above it, or has no 'key: value'",
    "could not find expected ':'": "a line has no 'key: value'",
    "did not find expected ',' or ']'": "a '[' is not closed by a ']', or a ',' is missing",
    "did not find expected ',' or '}'": "a '{' is not closed by a '}', or a ',' is missing",
    "unexpected end of stream": "a text starts with a quote and has no quote at its end",
    "found unknown escape character": "there is a backslash that YAML does not know",
    "invalid Unicode character": "an escape stands for no character",
    "cannot start any token": "a text starts with a sign that means something to YAML",
}


def _problem(error: yaml.MarkedYAMLError) -> str:
    problem = str(error.problem or error.context)
    return next((words for known, words in _IN_PLAIN_WORDS.items() if known in problem), problem)


def _hint(error: yaml.MarkedYAMLError) -> str:
    problem = str(error.problem)
    if "mapping values are not allowed" in problem or "cannot start any token" in problem:
        return "put the text in double quotes"
    if "escape" in problem:
        return "write the backslash twice, or put the text in single quotes"
    if "expected" in problem:
        return "indent items of one list alike, and put a text with quotes or brackets in double quotes"
    return "look at the line above, too"


class _Reader:
    """Plain data from the events of a parser: one pass, without a tree of its own."""

    def __init__(self, first_line: int, positions: dict[Path, tuple[int, int]]) -> None:
        self.first_line = first_line
        self.positions = positions

    def document(self, events: Iterator[Any]) -> dict[str, Any]:
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if event.version or event.tags:
                    raise self._error(event, "directives (%) are not used here", "leave the line out")
                if event.explicit:
                    raise self._error(event, *_SECOND)
                break
        else:
            raise FrontMatterError(self.first_line, 1, "the front matter is empty", "write keys such as name: ...")
        start = next(events)
        data = self._plain(start, events, ())
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent) or getattr(event, "explicit", False):
                raise self._error(event, *_SECOND)
        if not isinstance(data, dict):
            raise self._error(start, "the front matter is not a group of keys", "write one 'key: value' a line")
        return data  # pyright: ignore[reportUnknownVariableType]

    def _plain(self, event: Any, events: Iterator[Any], path: Path) -> Any:
        self._refuse(event)
        if len(path) > DEEPEST:
            raise self._error(event, "the front matter is nested too deeply")
        self.positions.setdefault(path, self._place(event))
        if isinstance(event, yaml.ScalarEvent):
            return event.value
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Any] = []
            while not isinstance(item := next(events), yaml.SequenceEndEvent):
                items.append(self._plain(item, events, (*path, len(items))))
            return items
        plain: dict[str, Any] = {}
        while not isinstance(key_event := next(events), yaml.MappingEndEvent):
            self._refuse(key_event)
            if not isinstance(key_event, yaml.ScalarEvent):
                raise self._error(key_event, "a key has to be text", "write key: value")
            key = str(key_event.value)
            if key in plain:
                first = self.positions[(*path, key)][0]
                raise self._error(key_event, f"the key '{key}' stands here twice (first in line {first})", "keep one")
            self.positions[(*path, key)] = self._place(key_event)
            plain[key] = self._plain(next(events), events, (*path, key))
        return plain

    def _refuse(self, event: Any) -> None:
        if isinstance(event, yaml.AliasEvent):
            raise self._error(event, "aliases (*name) are not used here", "write the text out, or put it in quotes")
        if event.anchor is not None:
            raise self._error(event, "anchors (&name) are not used here", "write the text out")
        if event.tag is not None:
            raise self._error(event, "tags (!name) are not used here", "leave the tag out, or put the text in quotes")

    def _place(self, event: Any) -> tuple[int, int]:
        return event.start_mark.line + self.first_line, event.start_mark.column + 1

    def _error(self, event: Any, message: str, suggestion: str = "") -> FrontMatterError:
        return FrontMatterError(*self._place(event), message, suggestion)


_SECOND = ("a second document is not used here", "keep one block between the two --- lines")


_PLAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 ,.()/;’'?–-]*[A-Za-z0-9.)?’])?\Z")


def as_scalar(text: str) -> str:
    """Return *text* as a YAML scalar on one line, in double quotes where it could be read as anything else.

    >>> as_scalar("left on read"), as_scalar("Loneliness: a feeling")
    ('left on read', '"Loneliness: a feeling"')
    """
    return text if _PLAIN.match(text) else json.dumps(text, ensure_ascii=not text.isprintable())
