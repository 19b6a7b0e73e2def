"""Which term a label means."""

from __future__ import annotations

from itertools import chain

from withdrawal_concepts._snapshot import Snapshot
from withdrawal_concepts._text import LONGEST_LABEL, nearest, normalise, number_variants
from withdrawal_concepts.errors import AmbiguousLabelError, TermNotFoundError


def id_of_label(snapshot: Snapshot, label: object) -> str:
    """Return the id of the one term with this id, name or alias, or an id that went away.

    Raises TermNotFoundError with the nearest ids, or AmbiguousLabelError.
    """
    if not isinstance(label, str):
        raise TermNotFoundError(label, snapshot.version, (), "a label is a str")
    key, labels = normalise(label), snapshot.labels
    if len(key) > LONGEST_LABEL:
        raise TermNotFoundError(label, snapshot.version, (), f"a label has at most {LONGEST_LABEL} characters")
    for form in chain((key,), number_variants(key)):
        owners = labels.get(form, ())
        if len(owners) == 1:
            return owners[0]
        if owners:
            raise AmbiguousLabelError(label, owners)
    kebab = key.replace(" ", "-")
    if kebab in snapshot.redirects:
        return kebab  # terms[...] follows it, or says what became of it
    joined = key.replace(" ", "")
    same = dict.fromkeys(id for other, ids in labels.items() if other.replace(" ", "") == joined for id in ids)
    if len(same) == 1:
        return next(iter(same))
    found = dict.fromkeys(id for near in nearest(key, list(labels), 5) for id in labels[near])
    raise TermNotFoundError(label, snapshot.version, tuple(found)[:3])
