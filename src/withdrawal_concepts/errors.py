"""Every error that this package raises on purpose, and the one warning.

Facts are attributes; the wording of a message is not API and may change. Each error is also an instance
of the matching built-in (``TermNotFoundError`` is a ``KeyError``), so code that knows nothing of this
package can still catch it. All of them pickle.

>>> import withdrawal_concepts as wc
>>> try:
...     wc.load().terms["lonliness"]
... except wc.TermNotFoundError as error:
...     print(error.id, error.suggestions[0])
lonliness loneliness
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from withdrawal_concepts._findings import Finding

__all__ = [
    "AmbiguousLabelError",
    "ArticleNotFoundError",
    "ContentDeprecationWarning",
    "ContentIntegrityError",
    "ContentVersionError",
    "ContentVersionNotFoundError",
    "InvalidContentError",
    "MissingExtraError",
    "NotFoundError",
    "NoticeNotFoundError",
    "PinError",
    "ReferenceNotFoundError",
    "SectionNotFoundError",
    "TermNotFoundError",
    "WithdrawalConceptsError",
]


class WithdrawalConceptsError(Exception):
    """Base of every error of this package."""


class NotFoundError(WithdrawalConceptsError, KeyError):
    """No record has this id or label.

    Attributes:
        id: what was asked for.
        version: the content version that was searched.
        suggestions: the nearest ids, best first; may be empty.
        hint: what became of a retired id, or ``""``.
        kind: ``"term"``, ``"section"``, ``"article"``, ``"reference"`` or ``"notice"``.
    """

    kind = "record"

    def __init__(self, id: object, version: str = "", suggestions: Sequence[str] = (), hint: str = "") -> None:
        super().__init__(id, version, tuple(suggestions), hint)
        self.id = id
        self.version = version
        self.suggestions = tuple(suggestions)
        self.hint = hint

    def __str__(self) -> str:
        where = f" in content {self.version}" if self.version else ""
        shown = repr(self.id)
        message = f"no {self.kind} {shown if len(shown) <= 100 else shown[:97] + '...'}{where}"
        if self.hint:
            message += f": {self.hint}"
        if self.suggestions:
            message += "; did you mean " + " or ".join(repr(s) for s in self.suggestions) + "?"
        return message


class TermNotFoundError(NotFoundError):
    """No term has this id or label."""

    kind = "term"


class SectionNotFoundError(NotFoundError):
    """No section has this id."""

    kind = "section"


class ArticleNotFoundError(NotFoundError):
    """No article has this id."""

    kind = "article"


class ReferenceNotFoundError(NotFoundError):
    """No reference has this id."""

    kind = "reference"


class NoticeNotFoundError(NotFoundError):
    """No notice has this id."""

    kind = "notice"


class AmbiguousLabelError(WithdrawalConceptsError, LookupError):
    """A label belongs to more than one term.

    Attributes:
        label: the label as it was given.
        candidates: ids of the terms that carry it, in id order.
    """

    def __init__(self, label: str, candidates: Sequence[str]) -> None:
        super().__init__(label, tuple(candidates))
        self.label = label
        self.candidates = tuple(candidates)

    def __str__(self) -> str:
        return f"{self.label!r} names more than one term: {', '.join(self.candidates)}; use one of these ids"


class ContentVersionError(WithdrawalConceptsError, ValueError):
    """A content version cannot be used: it is none, nor a PEP 440 specifier, or a release is refused.

    Attributes:
        requested: what was given.
        hint: what would be right.
    """

    def __init__(self, requested: object, hint: str) -> None:
        super().__init__(requested, hint)
        self.requested = requested
        self.hint = hint

    def __str__(self) -> str:
        return f"content version {self.requested!r} cannot be used: {self.hint}"


class ContentVersionNotFoundError(WithdrawalConceptsError, LookupError):
    """No content version in this install satisfies the request.

    Attributes:
        requested: the version or specifier.
        available: the versions that are there, oldest first.
        hint: what to do.
    """

    def __init__(self, requested: str, available: Sequence[str], hint: str) -> None:
        super().__init__(requested, tuple(available), hint)
        self.requested = requested
        self.available = tuple(available)
        self.hint = hint

    def __str__(self) -> str:
        there = ", ".join(self.available) or "none"
        return f"no content {self.requested!r} in this install (there: {there}); {self.hint}"


class ContentIntegrityError(WithdrawalConceptsError):
    """The bytes of a content version are not the bytes that were asked for, or cannot be read at all.

    Attributes:
        version: the content version, or the file.
        expected: the digest that was asked for, ``"sha256:..."``, or ``""`` where none is known.
        actual: the digest of the bytes that are there, or ``""`` where none could be read.
        pinned_in: the file and key that hold the expected digest, or ``""``.
        reason: why they cannot be read, or ``""`` where the digest alone is another.
    """

    def __init__(self, version: str, expected: str, actual: str, pinned_in: str = "", reason: str = "") -> None:
        super().__init__(version, expected, actual, pinned_in, reason)
        self.version = version
        self.expected = expected
        self.actual = actual
        self.pinned_in = pinned_in
        self.reason = reason

    def __str__(self) -> str:
        place = f" in {self.pinned_in}" if self.pinned_in else ""
        if self.reason:
            return f"content {self.version} cannot be read: {self.reason}; reinstall the package"
        return (
            f"content {self.version} is not what was pinned{place}: expected {self.expected}, found {self.actual}; "
            "reinstall the package, or correct the pin if the digest in it is wrong"
        )


class PinError(WithdrawalConceptsError, ValueError):
    """A file does not pin a content version, or does not say it in the right way.

    Attributes:
        path: the file, or the place from which the search for one started.
        key: the dotted key in it (``"tool.withdrawal-concepts.digest"``), or ``""`` for the file itself.
        hint: what is wrong, and what would be right.
        missing: whether there is no pin at all, neither right nor wrong.
    """

    def __init__(self, path: str, key: str, hint: str, missing: bool = False) -> None:
        super().__init__(path, key, hint, missing)
        self.path = path
        self.key = key
        self.hint = hint
        self.missing = missing

    def __str__(self) -> str:
        return f"{self.path}: {self.key}: {self.hint}" if self.key else f"{self.path}: {self.hint}"


class InvalidContentError(WithdrawalConceptsError, ValueError):
    """Content breaks the rules.

    Attributes:
        findings: every finding, not just the first, in file and line order.
    """

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(tuple(findings))
        self.findings = tuple(findings)

    def __str__(self) -> str:
        count = len(self.findings)
        return f"{count} finding{'' if count == 1 else 's'}\n" + "\n".join(map(str, self.findings))


class MissingExtraError(WithdrawalConceptsError, ImportError):
    """A feature needs an optional dependency that is not installed.

    Attributes:
        feature: what was asked for.
        extra: the extra that brings the dependency.
        command: the command that mends it.
    """

    def __init__(self, feature: str, extra: str) -> None:
        super().__init__(feature, extra)
        self.feature = feature
        self.extra = extra
        self.command = f'python -m pip install "withdrawal-concepts[{extra}]"'

    def __str__(self) -> str:
        return f"{self.feature} needs an optional dependency; install it with: {self.command}"


class ContentDeprecationWarning(DeprecationWarning):
    """An id, a label or a content version still works, and is on its way out. Warned of, never raised by us.

    Python shows a DeprecationWarning in ``__main__`` and in tests; a filter for this class alone turns the
    warnings of this package into failures and leaves all others as they are.

    Attributes:
        subject: what was used: the id, the label or the content version.
        hint: what became of it and what to write instead; for a version, from which day it may be gone.
        successor: the id or content version to write instead; None where only a person can choose.
    """

    def __init__(self, subject: str, hint: str, successor: str | None = None) -> None:
        super().__init__(subject, hint, successor)
        self.subject = subject
        self.hint = hint
        self.successor = successor

    def __str__(self) -> str:
        return f"{self.subject!r}: {self.hint}"
