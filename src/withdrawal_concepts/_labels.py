"""Which term a label means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import chain

from withdrawal_concepts._snapshot import Snapshot
from withdrawal_concepts._text import LONGEST_LABEL, nearest, normalise, number_forms, number_variants, squeezed
from withdrawal_concepts.errors import AmbiguousLabelError, TermNotFoundError

OFTEN = 50
"""After so many closer looks, the table of plurals is worth what it takes to build it."""


class Labels:
    """Which ids a label leads to, from the labels of one content version and the ids that went away.

    Nearly every label is found by its squeezed form in a table of what is beyond doubt. What is not is looked at more
    closely, and where that happens often, a second table holds the plurals.
    """

    def __init__(self, labels: Mapping[str, tuple[str, ...]], gone: Iterable[str]) -> None:
        self._labels = labels
        self._gone = {squeezed(id): id for id in gone}
        self._written = _owners((squeezed(key), ids) for key, ids in labels.items())
        for form in [form for form, id in self._written.items() if not id or form in self._gone]:
            del self._written[form]
        self._closer_looks = 0

    @cached_property
    def _plurals(self) -> dict[bytes, str]:
        """Squeezed plural (or singular) of a label -> the id of the only term that it can mean."""
        owners = _owners((squeezed(form), ids) for key, ids in self._labels.items() for form in number_forms(key))
        taken = self._gone.keys() | map(squeezed, self._labels)
        return {form: id for form, id in owners.items() if id and form not in taken}

    def beyond_doubt(self, label: str) -> str | None:
        """Return the id of the one term that the label means, however it is spelled; None: look closer."""
        form = squeezed(label)
        id = self._written.get(form)
        if id is None and self._closer_looks > OFTEN:
            return self._plurals.get(form)
        return id

    def owners(self, label: str) -> tuple[str, ...]:
        """Return the ids: none, one (of a term, or one that went away), or several that are ambiguous."""
        id = self.beyond_doubt(label)
        if id is not None:
            return (id,)
        self._closer_looks += 1
        key, form = normalise(label), squeezed(label)
        for other in chain((key,), number_variants(key)):
            if owners := self._labels.get(other):
                return owners
        # terms[...] follows an id that went away, or says what became of it; a plural may be written in one word.
        id = self._gone.get(form) or self._plurals.get(form)
        return () if id is None else (id,)


def _owners(labels: Iterable[tuple[bytes, Iterable[str]]]) -> dict[bytes, str]:
    """Return form -> the id of the one term that has it, or ``""`` where there are several."""
    owners: dict[bytes, str] = {}
    for form, ids in labels:
        for id in ids:
            if owners.setdefault(form, id) != id:
                owners[form] = ""
    return owners


def id_of_label(snapshot: Snapshot, labels: Labels, label: object) -> str:
    """Return the id of the one term with this id, name or alias, or an id that went away.

    Raises TermNotFoundError with the nearest ids, or AmbiguousLabelError.
    """
    if not isinstance(label, str):
        raise TermNotFoundError(label, snapshot.version, (), "a label is a str")
    id = labels.beyond_doubt(label)
    if id is not None:
        return id
    if label in snapshot.terms:  # even where it is also the label of another term
        return label
    key = normalise(label)
    if len(key) > LONGEST_LABEL:
        raise TermNotFoundError(label, snapshot.version, (), f"a label has at most {LONGEST_LABEL} characters")
    owners = labels.owners(key)
    if len(owners) == 1:
        return owners[0]
    if owners:
        raise AmbiguousLabelError(label, owners)
    known = snapshot.labels
    found = dict.fromkeys(id for near in nearest(key, list(known), 5) for id in known[near])
    raise TermNotFoundError(label, snapshot.version, tuple(found)[:3])
