"""A page of text: laid out with rich on a terminal, plain anywhere else."""

from __future__ import annotations

import io
import os
import re
import shutil
import sys
from collections.abc import Iterable

import click
from attrs import define, field
from rich.cells import cell_len
from rich.console import Console
from rich.panel import Panel
from rich.text import Text
from rich.tree import Tree

WIDEST = 100
"""Columns; longer lines of prose are hard to read."""

# A content file may come from anywhere, so nothing in it may steer the terminal.
_CONTROLS = {code: "\ufffd" for code in (*range(32), *range(127, 160)) if code != 10}


@define
class Node:
    """A line of a tree with the lines below it."""

    text: Text
    children: list[Node] = field(factory=list["Node"])


def text(*parts: str | tuple[str, str]) -> Text:
    """Return a text; a part may be (text, style)."""
    whole = Text()
    for part in parts:
        words, style = (part, "") if isinstance(part, str) else part
        whole.append(words.translate(_CONTROLS), style)
    return whole


def _wrapped(line: Text, width: int) -> list[Text]:
    """Return the lines of *line*, broken between words only: a long address stays in one piece (rich cuts it)."""
    breaks: list[int] = []
    used = 0
    for word in re.finditer(r"\S+\s*", line.plain):
        if used and used + cell_len(word.group().rstrip()) > width:
            breaks.append(word.start())
            used = 0
        used += cell_len(word.group())
    lines = list(line.divide(breaks))
    for part in lines:
        part.rstrip()
    return lines


class Page:
    """Collects what a command has to say and writes it once, so that a closed pipe has one place to show."""

    def __init__(self, *, terminal: bool | None = None, width: int | None = None) -> None:
        """*terminal* and *width* are asked of the standard output where they are not given."""
        self._terminal = sys.stdout.isatty() if terminal is None else terminal
        self._width = min(width or shutil.get_terminal_size((80, 24)).columns, WIDEST)
        self._file = io.StringIO()
        self._console = Console(
            file=self._file,
            force_terminal=self._terminal,
            color_system="auto" if self._terminal and not os.environ.get("NO_COLOR") else None,
            width=self._width,
            legacy_windows=False,
            highlight=False,
            markup=False,
            emoji=False,
        )

    def blank(self) -> None:
        """Add an empty line, unless there is one."""
        before = self._file.getvalue()
        if before and not before.endswith("\n\n"):
            self._file.write("\n")

    def put(self, line: str | Text, *, lead: str = "", indent: int = 0) -> None:
        """Add a paragraph, wrapped at words; what follows its first line stands below what follows *lead*."""
        if isinstance(line, str):
            line = text(line)
        first, rest = " " * indent + lead, " " * (indent + len(lead))
        for number, part in enumerate(_wrapped(line, self._width - len(rest))):
            self._console.print(Text(rest if number else first) + part, soft_wrap=True)

    def heading(self, words: str) -> None:
        self.blank()
        self.put(text((words, "bold underline")))

    def panel(self, title: str, paragraphs: Iterable[str]) -> None:
        """Add a text that must not be overlooked."""
        if self._terminal:
            body = text("\n\n".join(paragraphs))
            self._console.print(Panel(body, title=text((title, "bold")), title_align="left", border_style="yellow"))
        else:
            self.put(f"NOTICE: {title}")
            for paragraph in paragraphs:
                self.put(paragraph, indent=2)
                self.blank()

    def tree(self, root: Node) -> None:
        """Add a tree: with lines on a terminal, by indents elsewhere."""
        if not self._terminal:
            self._indented(root, 0)
            return
        top = Tree(root.text, guide_style="dim")
        pending = [(top, root)]
        while pending:
            branch, node = pending.pop()
            pending += [(branch.add(child.text), child) for child in node.children]
        self._console.print(top)

    def _indented(self, node: Node, indent: int) -> None:
        self.put(node.text, lead="- " if indent else "", indent=max(indent - 2, 0))
        for child in node.children:
            self._indented(child, indent + 2)

    def write(self) -> None:
        """Write the page to the standard output."""
        click.echo(self._file.getvalue(), nl=False)
