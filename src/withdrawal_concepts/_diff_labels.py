"""Labels that lead to another term than before, or to none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from withdrawal_concepts._changes import Bump, Change
from withdrawal_concepts._labels import Labels

if TYPE_CHECKING:
    from withdrawal_concepts._glossary import Glossary


def label_changes(before: Glossary, after: Glossary) -> Iterator[Change]:
    """Yield a change for each label that somebody may hold and that ``lookup`` now answers differently.

    Labels count as ``lookup`` finds them, so a plural that a new term takes for itself is told too, and so is
    one that is still found by its plural not told. A label whose only term is gone is told with that term.
    """
    old, new = _labels(before), _labels(after)
    for key in sorted({*before.labels, *after.labels}):
        was, now = _live(old.owners(key), before), _live(new.owners(key), after)
        kept = [id for id in was if id in after.terms or _target(id, after)]
        if was == now or not kept:
            continue
        if now != tuple(sorted({_target(id, after) or id for id in kept})):
            # What was ambiguous raised an error before, so whatever it leads to now breaks nobody.
            bump: Bump = "major" if len(was) == 1 else "minor"
            after_ids = (key, now) if now else None
            yield Change("relabelled", "term", was[0], "labels", (key, was), after_ids, bump)


def _labels(glossary: Glossary) -> Labels:
    spelled = ((key, id) for key, ids in glossary.labels.items() for id in ids)
    return Labels(spelled, glossary.redirects, lambda: glossary.labels)


def _live(ids: tuple[str, ...], glossary: Glossary) -> tuple[str, ...]:
    """Return the terms that ``lookup`` gives for the owners of a label: a moved id is followed, no other."""
    found = {id if id in glossary.terms else _target(id, glossary) for id in ids}
    return tuple(sorted(found - {""}))


def _target(id: str, glossary: Glossary) -> str:
    """Return where *id* moved to, or ``""``."""
    redirect = None if id in glossary.terms else glossary.redirects.get(id)
    target = "" if redirect is None else redirect.moved_to
    return target if target in glossary.terms else ""
