"""The later content version, made out of the earlier one and what changed."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

import attrs

from withdrawal_concepts._changes import Change
from withdrawal_concepts._codec import RECORDS, encode
from withdrawal_concepts._diff import LISTS, Diff
from withdrawal_concepts._diff_lists import PART
from withdrawal_concepts._documents import Redirect
from withdrawal_concepts._glossary import Glossary
from withdrawal_concepts._shipped import open_shipped
from withdrawal_concepts._versions import digest_of


def apply(diff: Diff, glossary: Glossary) -> Glossary:
    """Return the glossary that *diff* leads to: ``apply(diff(a, b), a) == b``.

    *glossary* has to be the one from which the diff was taken. Nothing is used but the changes, so they are
    all that there is between two versions. Raises ValueError where the changes do not fit the glossary.

    >>> import withdrawal_concepts as wc
    >>> old, new = wc.load("0.1.0"), wc.load("1.0.0")
    >>> wc.apply(wc.diff(old, new), old) == new
    True
    """
    if glossary.version != diff.before:
        raise ValueError(f"this diff leads from {diff.before} to {diff.after}; it does not fit {glossary.version}")
    records: dict[str, dict[str, Any]] = {group: _all(getattr(glossary, group)) for group in RECORDS}
    language = glossary.language
    for (kind, id), group in groupby(sorted(diff.changes, key=_entry), key=_entry):
        changes = list(group)
        if kind == "content":
            language = changes[-1].after
        elif kind != "vocabulary":
            try:
                _apply_to_entry(records, kind + "s", id, [c for c in changes if c.action != "relabelled"])
            except (AttributeError, IndexError, KeyError, StopIteration) as error:
                raise ValueError(f"the changes of {kind} {id} do not fit {glossary.version}: {error}") from error
    data = encode(records, version=diff.after, released=diff.released, language=language)
    return Glossary(open_shipped(data, digest_of(data)))


def _all(group: Any) -> dict[str, Any]:
    return dict(group.items())


def _entry(change: Change) -> tuple[str, str]:
    return change.kind, change.id


def _apply_to_entry(records: dict[str, dict[str, Any]], group: str, id: str, changes: list[Change]) -> None:
    whole = [change for change in changes if not change.field]
    for change in whole:
        if isinstance(change.after, Redirect):
            records["redirects"][id] = change.after
        if change.after is None or isinstance(change.after, Redirect) != (group == "redirects"):
            del records[group][id]
        else:
            records[group][id] = change.after
    if len(whole) < len(changes):
        records[group][id] = _changed(records[group][id], group.removesuffix("s"), changes)


def _changed(record: Any, kind: str, changes: Iterable[Change]) -> Any:
    fields: dict[str, list[Change]] = {}
    for change in changes:
        fields.setdefault(change.field.partition(".")[0], []).append(change)
    values = {
        name: _list(getattr(record, name), own) if (kind, name) in LISTS else _value(getattr(record, name), own)
        for name, own in fields.items()
    }
    return attrs.evolve(record, **values)


def _value(value: Any, changes: list[Change]) -> Any:
    for change in changes:
        part = change.field.partition(".")[2]
        value = attrs.evolve(value, **{part: change.after}) if part else change.after
    return value


def _list(old: tuple[Any, ...], changes: list[Change]) -> tuple[Any, ...]:
    """Return the list: what came takes its place, what stayed fills the others in its order."""
    items = dict(enumerate(old))
    came = {c.after_at: c.after for c in changes if c.action == "added"}
    order: tuple[Any, ...] | None = None
    for change in changes:
        if change.before_at is None:
            if change.action == "reordered":
                order = change.after
        elif change.action == "removed":
            del items[change.before_at]
        else:
            items[change.before_at] = _item(items[change.before_at], change)
    stayed = iter(items.values() if order is None else order)
    return tuple(came[place] if place in came else next(stayed) for place in range(len(items) + len(came)))


def _item(item: Any, change: Change) -> Any:
    cls: type[Any] = type(item)  # pyright: ignore[reportUnknownVariableType] - of anything
    part = change.field.partition(".")[2] or PART.get((change.action, cls), "")
    return attrs.evolve(item, **{part: change.after}) if part else change.after
