"""One authored file as it was read: its data with their lines, its public texts, and what is wrong with it."""

from __future__ import annotations

from typing import Any

from attrs import define, field, frozen

from withdrawal_concepts._convert import Path
from withdrawal_concepts._documents import Redirect
from withdrawal_concepts._findings import Finding


@frozen
class PublicText:
    """A text that readers will see: the field it belongs to, and its line."""

    field: str
    text: str
    line: int


@define(eq=False)
class Draft:
    """One file. ``record`` is None where it is a tombstone (``redirect``) or cannot be read.

    ``edit`` says how a definition changed since the last release; it never becomes part of the record.
    """

    kind: str
    id: str
    path: str
    raw: str = ""
    record: Any = None
    redirect: Redirect | None = None
    edit: str = ""
    positions: dict[Path, tuple[int, int]] = field(factory=dict[Path, tuple[int, int]])
    texts: list[PublicText] = field(factory=list[PublicText])
    broken: set[Path] = field(factory=set[Path])
    allowed: dict[str, tuple[int, str]] = field(factory=dict[str, tuple[int, str]])
    findings: list[Finding] = field(factory=list[Finding])

    def report(self, code: str, message: str, suggestion: str = "", *, at: Path = (), line: int = 0) -> None:
        """Add a finding at a place of the data (the nearest one that is known) or at a line.

        What is wrong with the shape of a place is said alone: findings about its words or evidence would follow
        from it.
        """
        if at[1:] and at[:1] in self.broken:
            return
        if code[1] in "45" and any(at[: len(broken)] == broken for broken in self.broken):
            return
        if at and code[1] == "1":
            self.set_aside(at)
        column = 0
        if not line:
            line, column = self.where(at)
        self.findings.append(Finding(self.path, line, column, code, message, suggestion))

    def report_words(self, code: str, message: str, suggestion: str, text: PublicText, start: int) -> None:
        """Add a finding about words of a public text; *start* is the first of their characters in it."""
        if (text.field,) in self.broken:
            return
        words = text.text[start:].split(" ", 1)[0]
        before = text.text.count(words, 0, start)
        for number, line in enumerate(self.raw.split("\n")[text.line - 1 :], text.line):
            column = -1
            while (column := line.find(words, column + 1)) >= 0:
                if not before:
                    finding = Finding(self.path, number, column + 1, code, message, suggestion)
                    self.findings.append(finding)
                    return
                before -= 1
            if not line.strip():
                break  # the end of the paragraph: the words are written otherwise there
        self.report(code, message, suggestion, line=text.line)

    def set_aside(self, at: Path) -> None:
        """Say nothing more about the words and the evidence of this place."""
        self.broken.add(at)

    def where(self, at: Path) -> tuple[int, int]:
        """Return line and column of *at*, or of the nearest place around it; (0, 0) if none is known."""
        for length in range(len(at), 0, -1):
            if at[:length] in self.positions:
                return self.positions[at[:length]]
        return 0, 0
