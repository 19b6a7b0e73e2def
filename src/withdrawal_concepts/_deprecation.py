"""Warns of ids, labels and content versions that still work and are on their way out. Only they pay for it."""

from __future__ import annotations

import sys
import warnings
from typing import TYPE_CHECKING, Any

from withdrawal_concepts.errors import ContentDeprecationWarning

if TYPE_CHECKING:
    from withdrawal_concepts._documents import Redirect
    from withdrawal_concepts._versions import ContentVersion

_OWN = __name__.partition(".")[0]


def warn(subject: str, hint: str, successor: str | None) -> None:
    """Warn at the line outside of this package from which it was called; Python shows that once a line."""
    warnings.warn(ContentDeprecationWarning(subject, hint, successor), stacklevel=_callers_level())


def warn_of_version(version: ContentVersion) -> None:
    """Warn of a content version with the status ``retiring``."""
    day = f"from {version.retires} on" if version.retires else "before long"
    hint = f"this content version may be missing from package releases {day}"
    if version.successor:
        hint += f'; move to "{version.successor}"'
    warn(version.version, hint, version.successor)


def warn_of_move(redirect: Redirect) -> None:
    """Warn of an id that moved, wherever it was followed."""
    warn(redirect.id, f"it moved; write '{redirect.moved_to}'", redirect.moved_to)


def is_asked_for() -> bool:
    """Return whether code outside of this package asks a mapping for a record, through the method that calls this.

    What this package does itself, and what goes over all records (the views of a mapping), is not worth a word.
    """
    caller: str = sys._getframe(2).f_globals.get("__name__", "")  # pyright: ignore[reportPrivateUsage]
    return caller.partition(".")[0] not in (_OWN, "collections", "_collections_abc")


def warn_of_term(term: Any) -> None:
    """Warn of a deprecated term."""
    instead = f"write '{term.replaced_by}'" if term.replaced_by else "it will go in a later content version"
    warn(term.id, f"this term is deprecated; {instead}", term.replaced_by or None)


def _callers_level() -> int:
    """Return the ``stacklevel``, for :func:`warn`, of the nearest caller that is not of this package."""
    frame, level = sys._getframe(2), 2  # pyright: ignore[reportPrivateUsage]
    while frame.f_back is not None and frame.f_globals.get("__name__", "").partition(".")[0] == _OWN:
        frame, level = frame.f_back, level + 1
    return level
