"""What became of an id: the typed answers of ``Glossary.resolve``."""

from __future__ import annotations

from attrs import frozen

from withdrawal_concepts._documents import Redirect, Section
from withdrawal_concepts._model import Term


@frozen
class Current:
    """The id is in use."""

    id: str
    entry: Term | Section


@frozen
class Moved:
    """The same entry has another id now; ``terms[...]`` and ``lookup`` follow this and nothing else."""

    id: str
    target: str


@frozen
class Merged:
    """The entry became part of another, which says more than the old one did."""

    id: str
    target: str


@frozen
class Split:
    """The entry became several; which of them is meant, only a person can say."""

    id: str
    targets: tuple[str, ...]


@frozen
class Retired:
    """The entry is gone. ``consider`` names entries that may serve instead; it may be empty."""

    id: str
    reason: str
    consider: tuple[str, ...]


Outcome = Current | Moved | Merged | Split | Retired


def outcome_of(redirect: Redirect) -> Moved | Merged | Split | Retired:
    """Return the typed outcome of a redirect."""
    if redirect.moved_to:
        return Moved(redirect.id, redirect.moved_to)
    if redirect.merged_into:
        return Merged(redirect.id, redirect.merged_into)
    if redirect.split_into:
        return Split(redirect.id, redirect.split_into)
    return Retired(redirect.id, redirect.retired, redirect.consider)
