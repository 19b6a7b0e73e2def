"""Every record pickles, hashes, and comes back from plain JSON types as it was."""

from __future__ import annotations

import copy
import json
import pickle
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import withdrawal_concepts as wc
from strategies import a_term, records

_KEPT_TOGETHER = [
    wc.Finding("a.md", 1, 2, "E101", "a message", "a suggestion"),
    wc.ContentVersion("1.0.0", a_term("a").reviewed, "sha256:00", "retiring", a_term("a").reviewed, "2.0.0"),
    wc.Mention(0, 1, "a", "b"),
    wc.FieldMatch("name", "a text", ((0, 1), (2, 6))),
    wc.Hit("a", "term", a_term("a"), 0.5, ("a",)),
    wc.SearchResult("a", (wc.Hit("a", "term", a_term("a"), 0.5, ("a",)),), None),
    wc.Step(a_term("a"), 1, wc.Relation("b", "related", "a", "A reason.", "theory")),
    wc.Current("a", a_term("a")),
    wc.Moved("a", "b"),
    wc.Merged("a", "b"),
    wc.Split("a", ("b", "c")),
    wc.Retired("a", "too vague", ("b",)),
    wc.Use("a-b", "app.py", 1, 2),
    wc.Skipped("app.py", "not text", True),
    wc.Scan((wc.Use("a"),), 1, (wc.Skipped("b", "not text"),)),
]
anything = st.one_of(records, st.sampled_from(_KEPT_TOGETHER))


@given(anything)
def test_a_record_comes_back_from_plain_data(record: Any) -> None:
    data = json.loads(json.dumps(wc.to_dict(record)))
    assert wc.from_dict(type(record), data) == record


@pytest.mark.parametrize("record", _KEPT_TOGETHER, ids=lambda record: type(record).__name__)
def test_each_class_comes_back_from_plain_data(record: Any) -> None:
    data = json.loads(json.dumps(wc.to_dict(record)))
    assert wc.from_dict(type(record), data) == record


@given(anything)
def test_a_record_pickles_copies_and_hashes(record: Any) -> None:
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(record, protocol)) == record
    assert copy.deepcopy(record) == copy.copy(record) == record
    assert hash(copy.deepcopy(record)) == hash(record)


@given(anything)
def test_a_record_cannot_be_changed(record: Any) -> None:
    for attribute in attrs.fields(type(record)):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(record, attribute.name, None)


@given(anything)
def test_a_record_is_immutable_all_the_way_down(record: Any) -> None:
    pending = [record]
    while pending:
        value = pending.pop()
        assert not isinstance(value, list | dict | set | bytearray)
        if attrs.has(type(value)):
            pending += [getattr(value, a.name) for a in attrs.fields(type(value))]
        elif isinstance(value, tuple):
            pending += value


@given(records)
def test_plain_data_say_every_field(record: Any) -> None:
    assert list(wc.to_dict(record)) == [a.name for a in attrs.fields(type(record))]


def test_every_public_record_class_is_tried_here() -> None:
    public = {value for name in wc.__all__ if attrs.has(value := getattr(wc, name))}
    tried = {wc.Source, wc.Statement, wc.Note, wc.Misconception, wc.ExternalId, wc.Review, wc.Person, wc.Relation}
    tried |= {wc.Term, wc.Section, wc.Article, wc.Reference, wc.Notice, wc.Redirect, *map(type, _KEPT_TOGETHER)}
    elsewhere = {wc.Glossary, wc.Change, wc.Diff, wc.Effect, wc.Impact, wc.Neighbourhood}
    assert public - elsewhere == tried
