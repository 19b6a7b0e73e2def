"""Which term a label means."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from itertools import chain

from withdrawal_concepts._snapshot import Snapshot
from withdrawal_concepts._text import LONGEST_LABEL, nearest, normalise, number_forms, number_variants, squeezed
from withdrawal_concepts.errors import AmbiguousLabelError, TermNotFoundError

NUMBER_LETTERS = b"eisy"


class Labels:
    """Which ids labels lead to: by their squeezed form, wherever that leaves no doubt."""

    def __init__(
        self,
        spelled: Iterable[tuple[str, str]],
        gone: Iterable[str],
        known: Callable[[], Mapping[str, tuple[str, ...]]],
    ) -> None:
        """*spelled* gives each label with an id that it leads to, *gone* the ids that went away.

        *known* gives normalised label -> ids, and is asked for labels that need a closer look.
        """
        self._gone = {squeezed(id): id for id in gone}
        self._known = known
        # Squeezed label -> the id of the one term that it can mean, or "" where it takes a closer look.
        self._written: dict[bytes, str] = {}
        for label, id in spelled:
            form = squeezed(label)
            if self._written.setdefault(form, id) != id:
                self._written[form] = ""
        self._written |= dict.fromkeys(self._gone, "")

    @cached_property
    def _akin(self) -> dict[bytes, str]:
        """Squeezed label without NUMBER_LETTERS -> the id of the one term with such labels, or "" for several."""
        akin: dict[bytes, str] = {}
        forms = _without_number(b" ".join(self._written)).split(b" ")  # all in one go
        for form, id in zip(forms, self._written.values(), strict=False):  # without labels, there is one empty form
            if akin.setdefault(form, id) != id:
                akin[form] = ""
        return akin

    def beyond_doubt(self, form: bytes) -> str:
        """Return the id for a squeezed label, or for the commonest kind of plural of one; "" takes a closer look."""
        id = self._written.get(form)
        if id is None and len(form) > 2 and form[-1:] == b"s" != form[-2:-1] and form[-3:].isalpha():
            id = self._written.get(form[:-1])
            if id and self._akin[_without_number(form)] != id:
                id = ""
        return id or ""

    def in_any_spelling(self, form: bytes, id: str) -> bool:
        """Return whether whatever has this squeezed form leads to *id*, to which a label with that form led."""
        return self._akin.get(_without_number(form)) == id

    def owners(self, key: str) -> tuple[str, ...]:
        """Return the ids for a normalised label: none, one (it may have gone away), or several that are ambiguous."""
        form = squeezed(key)
        id = self.beyond_doubt(form)
        if id:
            return (id,)
        known = self._known()
        for other in chain((key,), number_variants(key)):
            if owners := known.get(other):
                return owners
        if form in self._gone:  # terms[...] follows it, or says what became of it
            return (self._gone[form],)
        if form in self._written or _without_number(form) not in self._akin:
            return ()
        # A plural may be written in one word.
        joined = {id for other, ids in known.items() if form in map(squeezed, number_forms(other)) for id in ids}
        return tuple(joined) if len(joined) == 1 else ()


def id_of_label(snapshot: Snapshot, labels: Labels, label: str) -> str:
    """Return the id of the one term with this id, name or alias, or an id that went away.

    Raises TermNotFoundError with the nearest ids, or AmbiguousLabelError.
    """
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


def _without_number(form: bytes) -> bytes:
    """Return a squeezed label without the letters in which a singular and its plural differ: both are the same then.

    >>> _without_number(b"worries"), _without_number(b"worry")
    (b'worr', b'worr')
    """
    return form.translate(None, NUMBER_LETTERS)
