"""The body of an entry: headings, plain paragraphs and plain bullets, with line numbers.

The only module that imports markdown-it-py.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from attrs import frozen
from markdown_it import MarkdownIt
from markdown_it.token import Token

_NAMES = {
    "fence": "a code block",
    "code_block": "an indented code block",
    "blockquote_open": "a quotation",
    "ordered_list_open": "a numbered list",
    "hr": "a rule",
    "html_block": "HTML",
    "link_open": "a link",
    "image": "a picture",
    "em_open": "emphasis",
    "strong_open": "emphasis",
    "code_inline": "code",
    "html_inline": "HTML",
    "hardbreak": "a forced line break",
}


@frozen
class Block:
    """A heading, a paragraph or a bullet: its plain text on one line, and its first line in the file."""

    kind: Literal["heading", "paragraph", "bullet"]
    text: str
    line: int


@frozen
class Unsupported:
    """Something that an entry does not use."""

    what: str
    line: int


def _only_comments(html: str) -> bool:
    at = 0
    while html[at:].strip():
        start = html.find("<!--", at)
        end = html.find("-->", start)
        if start < 0 or end < 0 or html[at:start].strip():
            return False
        at = end + 3
    return True


def read_body(text: str, first_line: int) -> Iterator[Block | Unsupported]:
    """Yield the blocks of *text* in order; *first_line* is the line of the file where it starts."""
    environment: dict[str, dict[str, dict[str, list[int]]]] = {}
    tokens = MarkdownIt("commonmark", {"maxNesting": 20}).parse(text, environment)
    for definition in environment.get("references", {}).values():
        yield Unsupported("a link definition", definition["map"][0] + first_line)
    kind: Literal["heading", "paragraph", "bullet"] = "paragraph"
    depth = 0
    for token in tokens:
        line = (token.map[0] if token.map else 0) + first_line
        if token.type == "heading_open":
            kind = "heading"
            if token.tag != "h2":
                yield Unsupported(f"a heading of level {token.tag[1]}", line)
        elif token.type == "bullet_list_open":
            depth += 1
            if depth > 1:
                yield Unsupported("a list in a list", line)
        elif token.type == "bullet_list_close":
            depth -= 1
        elif token.type == "paragraph_open":
            kind = "bullet" if depth else "paragraph"
        elif token.type == "inline":
            yield from _inline(token, kind, line)
        elif token.type == "html_block" and _only_comments(token.content):
            continue  # comments are for authors
        elif token.type in _NAMES:
            yield Unsupported(_NAMES[token.type], line)


def _inline(token: Token, kind: Literal["heading", "paragraph", "bullet"], line: int) -> Iterator[Block | Unsupported]:
    parts: list[str] = []
    for child in token.children or ():
        if child.type in ("text", "text_special"):
            parts.append(child.content)
        elif child.type == "softbreak":
            parts.append(" ")
        elif child.type == "hardbreak":
            yield Unsupported(_NAMES[child.type], line)
            parts.append(" ")
        elif not (child.type == "html_inline" and _only_comments(child.content)):
            if child.type in _NAMES:
                yield Unsupported(_NAMES[child.type], line)
            parts.append(child.content)
    text = " ".join("".join(parts).split())
    if kind == "paragraph" and text.startswith("|"):
        yield Unsupported("a table", line)
    yield Block(kind, text, line)
