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
    """One file. ``record`` is None where it is a tombstone (``redirect``) or cannot be read."""

    kind: str
    id: str
    path: str
    raw: str = ""
    record: Any = None
    redirect: Redirect | None = None
    positions: dict[Path, tuple[int, int]] = field(factory=dict[Path, tuple[int, int]])
    texts: list[PublicText] = field(factory=list[PublicText])
    allowed: dict[str, tuple[int, str]] = field(factory=dict[str, tuple[int, str]])
    findings: list[Finding] = field(factory=list[Finding])

    def report(self, code: str, message: str, suggestion: str = "", *, at: Path = (), line: int = 0) -> None:
        """Add a finding at a place of the data (the nearest one that is known) or at a line."""
        column = 0
        if not line:
            line, column = self.where(at)
        self.findings.append(Finding(self.path, line, column, code, message, suggestion))

    def where(self, at: Path) -> tuple[int, int]:
        """Return line and column of *at*, or of the nearest place around it; (0, 0) if none is known."""
        for length in range(len(at), 0, -1):
            if at[:length] in self.positions:
                return self.positions[at[:length]]
        return 0, 0
