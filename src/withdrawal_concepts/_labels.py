"""Which term a label means."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from withdrawal_concepts._snapshot import Snapshot
from withdrawal_concepts._text import LONGEST_LABEL, nearest, normalise, number_variants
from withdrawal_concepts.errors import AmbiguousLabelError, TermNotFoundError

if TYPE_CHECKING:
    from withdrawal_concepts._documents import Redirect


class Labels:
    """Which ids a normalised label leads to, from the labels and the redirects of one content version."""

    def __init__(self, labels: Mapping[str, tuple[str, ...]], redirects: Mapping[str, Redirect]) -> None:
        self._labels = labels
        self._redirects = redirects

    def owners(self, key: str) -> tuple[str, ...]:
        """Return the ids: none, one (of a term, or one that went away), or several that are ambiguous."""
        for form in chain((key,), number_variants(key)):
            if owners := self._labels.get(form):
                return owners
        kebab = key.replace(" ", "-")
        if kebab in self._redirects:
            return (kebab,)  # terms[...] follows it, or says what became of it
        same = self._joined.get(key.replace(" ", ""), ())
        return same if len(same) == 1 else ()

    @cached_property
    def _joined(self) -> dict[str, tuple[str, ...]]:
        joined: dict[str, tuple[str, ...]] = {}
        for key, ids in self._labels.items():
            word = key.replace(" ", "")
            joined[word] = tuple(dict.fromkeys((*joined.get(word, ()), *ids)))
        return joined


def id_of_label(snapshot: Snapshot, label: object) -> str:
    """Return the id of the one term with this id, name or alias, or an id that went away.

    Raises TermNotFoundError with the nearest ids, or AmbiguousLabelError.
    """
    if not isinstance(label, str):
        raise TermNotFoundError(label, snapshot.version, (), "a label is a str")
    if label in snapshot.terms:
        return label
    key, labels = normalise(label), snapshot.labels
    if len(key) > LONGEST_LABEL:
        raise TermNotFoundError(label, snapshot.version, (), f"a label has at most {LONGEST_LABEL} characters")
    owners = Labels(labels, snapshot.redirects).owners(key)
    if len(owners) == 1:
        return owners[0]
    if owners:
        raise AmbiguousLabelError(label, owners)
    found = dict.fromkeys(id for near in nearest(key, list(labels), 5) for id in labels[near])
    raise TermNotFoundError(label, snapshot.version, tuple(found)[:3])
