"""Front matter: a small, safe part of YAML 1.2, read with line numbers.

Every scalar is text (so ``no`` stays "no" and ``2020`` stays "2020"; what a field needs, its record says).
Anchors, aliases, tags and repeated keys are refused. The only module that imports ruamel.yaml.
"""

# ruamel.yaml has types for some of its names only.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

from typing import Any

from attrs import define, field
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.tokens import AliasToken, AnchorToken, DirectiveToken, DocumentEndToken, DocumentStartToken, TagToken

Path = tuple[str | int, ...]
MOST_CHARACTERS = 100_000
MOST_BRACKETS = 500
"""Brackets in brackets cost the reader time that grows faster than their number."""


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
    positions: dict[Path, tuple[int, int]] = field(factory=dict)


_REFUSED: dict[type[Any], tuple[str, str]] = {
    AnchorToken: ("anchors (&name) are not used here", "write the text out"),
    AliasToken: ("aliases (*name) are not used here", "write the text out, or put it in quotes"),
    TagToken: ("tags (!name) are not used here", "leave the tag out, or put the text in quotes"),
    DirectiveToken: ("directives (%) are not used here", "leave the line out"),
    DocumentEndToken: ("a second document is not used here", "keep one block between the two --- lines"),
    DocumentStartToken: ("a second document is not used here", "keep one block between the two --- lines"),
}


def read_front_matter(text: str, first_line: int = 1) -> FrontMatter:
    """Return the data of *text*, or raise FrontMatterError; *first_line* is the line of the file where it starts."""
    if len(text) > MOST_CHARACTERS:
        raise FrontMatterError(first_line, 1, f"the front matter is longer than {MOST_CHARACTERS} characters")
    if max(text.count("["), text.count("{")) > MOST_BRACKETS:
        raise FrontMatterError(first_line, 1, f"the front matter has more than {MOST_BRACKETS} brackets")
    yaml = YAML(typ="safe", pure=True)
    try:
        token: Any
        for token in yaml.scan(text):
            if type(token) in _REFUSED:
                message, suggestion = _REFUSED[type(token)]
                raise FrontMatterError(
                    token.start_mark.line + first_line, token.start_mark.column + 1, message, suggestion
                )
        node = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + first_line, mark.column + 1) if mark else (first_line, 1)
        raise FrontMatterError(
            line, column, f"this is not YAML: {error.problem or error.context}", _yaml_hint(error)
        ) from None
    except RecursionError:
        raise FrontMatterError(first_line, 1, "the front matter is nested too deeply") from None
    except (YAMLError, ValueError) as error:
        if isinstance(error, FrontMatterError):
            raise
        raise FrontMatterError(first_line, 1, f"this is not YAML: {str(error).splitlines()[0]}") from None
    if node is None:
        raise FrontMatterError(first_line, 1, "the front matter is empty", "write keys such as name: ...")
    if not isinstance(node, MappingNode):
        raise FrontMatterError(
            first_line, 1, "the front matter is not a group of keys", "write one 'key: value' a line"
        )
    read = FrontMatter({})
    try:
        read.data = _plain(node, (), read.positions, first_line)
    except RecursionError:
        raise FrontMatterError(first_line, 1, "the front matter is nested too deeply") from None
    return read


def _yaml_hint(error: MarkedYAMLError) -> str:
    problem = str(error.problem)
    if "mapping values are not allowed" in problem or "found character" in problem:
        return "put the text in double quotes"
    if "expected <block end>" in problem:
        return "indent items of one list alike, and put a text with quotes or brackets in double quotes"
    return "look at the line above, too"


def _plain(node: Node, path: Path, positions: dict[Path, tuple[int, int]], first_line: int) -> Any:
    positions.setdefault(path, (node.start_mark.line + first_line, node.start_mark.column + 1))
    if isinstance(node, ScalarNode):
        return node.value
    if isinstance(node, SequenceNode):
        return [_plain(item, (*path, index), positions, first_line) for index, item in enumerate(node.value)]
    plain: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line, column = key_node.start_mark.line + first_line, key_node.start_mark.column + 1
        if not isinstance(key_node, ScalarNode):
            raise FrontMatterError(line, column, "a key has to be text", "write key: value")
        key = str(key_node.value)
        if key in plain:
            first = positions[(*path, key)][0]
            raise FrontMatterError(
                line, column, f"the key '{key}' stands here twice (first in line {first})", "keep one"
            )
        positions[(*path, key)] = (line, column)
        plain[key] = _plain(value_node, (*path, key), positions, first_line)
    return plain
