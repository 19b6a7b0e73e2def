"""What a check has found: where, which rule, what would be right."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

Severity = Literal["error", "warning", "info"]

SEVERITY_OF_LETTER: dict[str, Severity] = {"E": "error", "W": "warning", "I": "info"}


@frozen(order=True)
class Finding:
    """One finding of a check. Findings sort by path, line, column, code.

    Attributes:
        path: the file, as it was given to the check (``/`` between folders).
        line: 1-based line, or 0 where the finding concerns the whole file.
        column: 1-based column, or 0 where the finding concerns the whole line.
        code: stable rule code such as ``"E301"``; the letter gives the severity.
        message: what was found and what is wanted.
        suggestion: what would be right, or ``""``.
    """

    path: str
    line: int
    column: int
    code: str
    message: str
    suggestion: str = ""

    @property
    def severity(self) -> Severity:
        """``"error"`` blocks a release, ``"warning"`` blocks it under ``--strict``, ``"info"`` is a hint."""
        return SEVERITY_OF_LETTER[self.code[0]]

    def __str__(self) -> str:
        place = ":".join([self.path, *(str(n) for n in (self.line, self.column) if n)])
        suggestion = f" → {self.suggestion}" if self.suggestion else ""
        return f"{place}: {self.code} {self.message}{suggestion}"
