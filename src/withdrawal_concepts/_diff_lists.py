"""What changed in a field that is a list: items that came, went, changed or stand elsewhere.

Which item is which is decided so that no chain of smaller steps asks for less than the whole step: items that
are equal belong together, then those with the same text, then those that differ in their text alone, then those
that look alike. Whatever is left came or went.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Any

from attrs import frozen

from withdrawal_concepts._changes import Action, Bump, Change, ChangedKind, text_of
from withdrawal_concepts._model import Misconception, Relation, Statement

_ALIKE = 0.6
"""Two texts belong together from this likeness on (0 to 1, shared words): 2 x shared / all, after Dice (1945)."""

_MOST_PAIRS = 40_000


@frozen
class Kind:
    """What the items of a list are to each other.

    Attributes:
        texts, grades: attributes of an item that are text, and that are a grade; the item itself where it is text.
        came: the bump for an item that came or went.
        key: what makes two items the same whatever else changes, or None where their texts have to tell.
    """

    texts: tuple[str, ...]
    grades: tuple[str, ...]
    came: Bump
    key: Callable[[Any], Hashable] | None = None


def _target(relation: Relation) -> tuple[str, str]:
    return relation.kind, relation.target


def _itself(item: Hashable) -> Hashable:
    return item


MEMBERS = Kind((), (), "minor", _itself)
PARAGRAPHS = Kind(("",), (), "patch")
STATEMENTS = Kind(("text", "claim", "correction"), ("evidence",), "minor")
RELATIONS = Kind(("reason",), ("basis",), "minor", _target)

PART: dict[tuple[Action, type[Any]], str] = {
    ("reworded", Statement): "text",
    ("reworded", Relation): "reason",
    ("regraded", Statement): "evidence",
    ("regraded", Relation): "basis",
}
"""The attribute of an item that a change is about where its field does not say so after a dot."""


def list_changes(
    kind: ChangedKind, id: str, field: str, old: tuple[Any, ...], new: tuple[Any, ...], items: Kind
) -> Iterator[Change]:
    """Yield the changes that turn *old* into *new*."""
    pairs = sorted(_matched(old, new, items))
    here, there = {i for i, _ in pairs}, {j for _, j in pairs}
    for i, j in pairs:
        for change in _item_changes(kind, id, field, old[i], new[j], items):
            yield _placed(change, i, j, old[i])
    for i, item in enumerate(old):
        if i not in here:
            yield _placed(Change("removed", kind, id, field, item, None, items.came), i, None, item)
    for j, item in enumerate(new):
        if j not in there:
            yield _placed(Change("added", kind, id, field, None, item, items.came), None, j, item)
    order = [j for _, j in pairs]
    if order != sorted(order):
        stayed = tuple(old[i] for i, _ in pairs), tuple(new[j] for j in sorted(order))
        yield Change("reordered", kind, id, field, *stayed, "patch")


def _placed(change: Change, i: int | None, j: int | None, item: Any) -> Change:
    name = f"{item.kind} {item.target}" if isinstance(item, Relation) else ""
    facts = change.action, change.kind, change.id, change.field, change.before, change.after, change.bump
    return Change(*facts, before_at=i, after_at=j, item=name)


def _item_changes(kind: ChangedKind, id: str, field: str, one: Any, other: Any, items: Kind) -> Iterator[Change]:
    if one == other:
        return
    if isinstance(one, str):
        yield Change("reworded", kind, id, field, one, other, "patch")
        return
    for name in items.texts:
        before, after = getattr(one, name, None), getattr(other, name, None)
        if before != after:
            place = f"{field}.{name}" if isinstance(one, Misconception) else field
            yield Change("reworded", kind, id, place, before, after, "patch")
    for name in items.grades:
        before, after = getattr(one, name, None), getattr(other, name, None)
        if before != after:
            yield Change("regraded", kind, id, field, before, after, "minor")
    yield from reference_changes(kind, id, field, one.references, other.references)


def reference_changes(
    kind: ChangedKind, id: str, field: str, old: tuple[str, ...], new: tuple[str, ...]
) -> Iterator[Change]:
    """Yield the change of the references that a text rests on, if there is one."""
    if sorted(old) != sorted(new):
        yield Change("changed", kind, id, f"{field}.references", old, new, "minor")
    elif old != new:
        yield Change("reordered", kind, id, f"{field}.references", old, new, "patch")


def _matched(old: tuple[Any, ...], new: tuple[Any, ...], items: Kind) -> list[tuple[int, int]]:
    """Return the places of the items that belong together, each item once."""
    here, there = dict(enumerate(old)), dict(enumerate(new))
    pairs: list[tuple[int, int]] = []

    def pair(found: Iterable[tuple[int, int]]) -> None:
        for i, j in found:
            if i in here and j in there:
                pairs.append((i, j))
                del here[i], there[j]

    pair(_same(here, there, _itself))
    if items.key is not None:
        pair(_same(here, there, items.key))
        return pairs
    pair(_same(here, there, text_of))
    pair(_most_alike(here, there, least=0.0, group=_grading))
    pair(_most_alike(here, there, least=_ALIKE, group=lambda _: None))
    return pairs


def _same(here: dict[int, Any], there: dict[int, Any], key: Callable[[Any], Hashable]) -> list[tuple[int, int]]:
    """Return the places of items with the same key; the first of several goes with the first."""
    waiting: dict[Hashable, list[int]] = {}
    for j in sorted(there, reverse=True):
        waiting.setdefault(key(there[j]), []).append(j)
    return [(i, places.pop()) for i in sorted(here) if (places := waiting.get(key(here[i])))]


def _grading(item: Any) -> Hashable:
    """All that an item says besides its text."""
    return getattr(item, "evidence", None), tuple(sorted(getattr(item, "references", ())))


def _most_alike(
    here: dict[int, Any], there: dict[int, Any], *, least: float, group: Callable[[Any], Hashable]
) -> list[tuple[int, int]]:
    """Return the places of items of one group, the most alike first; the nearest places where several are.

    So many items that each with each would take long are taken in their order.
    """
    if len(here) * len(there) > _MOST_PAIRS:
        return [] if least else _same(here, there, group)
    words = {id(item): Counter(text_of(item).casefold().split()) for item in (*here.values(), *there.values())}
    groups: dict[Hashable, list[int]] = {}
    for j, item in there.items():
        groups.setdefault(group(item), []).append(j)
    scored = [
        (-likeness, abs(i - j), i, j)
        for i, item in here.items()
        for j in groups.get(group(item), [])
        if (likeness := _likeness(words[id(item)], words[id(there[j])])) >= least
    ]
    return [(i, j) for _, _, i, j in sorted(scored)]


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 1.0
