"""Read-only mappings of records that are built when they are touched."""

from __future__ import annotations

import copy
import json
import pickle
import threading
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import pytest

import withdrawal_concepts as wc
from withdrawal_concepts._records import Records, complete

RAW = {"ape": 1, "bee": 2, "cat": 3}
GONE = {
    "ant": wc.Redirect("ant", moved_to="ape"),
    "bat": wc.Redirect("bat", merged_into="bee"),
    "cow": wc.Redirect("cow", split_into=("ape", "cat")),
    "dog": wc.Redirect("dog", retired="It barked.", consider=("cat",)),
}


def _build(id: str, raw: Any) -> tuple[str, int]:
    return id, raw


@pytest.fixture
def untouched() -> Records[tuple[str, int]]:
    return Records(RAW, _build, wc.TermNotFoundError, "1.0.0", lambda: GONE)


@pytest.fixture(params=["untouched", "one touched", "all touched"])
def records(request: pytest.FixtureRequest, untouched: Records[tuple[str, int]]) -> Records[tuple[str, int]]:
    for id in {"untouched": [], "one touched": ["bee"], "all touched": ["cat", "bee", "ape"]}[request.param]:
        assert untouched[id]
    return untouched


PLAIN = {"ape": ("ape", 1), "bee": ("bee", 2), "cat": ("cat", 3)}


def test_it_is_a_mapping_and_a_dict(records: Records[Any]) -> None:
    assert isinstance(records, Mapping)
    assert isinstance(records, dict)


@pytest.mark.parametrize(
    "mutate",
    [
        lambda r: r.__setitem__("ape", 0),
        lambda r: r.__setitem__("new", 0),
        lambda r: r.__delitem__("ape"),
        lambda r: r.clear(),
        lambda r: r.pop("ape"),
        lambda r: r.pop("new", None),
        lambda r: r.popitem(),
        lambda r: r.setdefault("ape", 0),
        lambda r: r.setdefault("new"),
        lambda r: r.update({}),
        lambda r: r.update({"new": 0}),
        lambda r: r.update(new=0),
        lambda r: r.__ior__({"new": 0}),
        lambda r: type(r).fromkeys(["new"]),
        lambda r: type(r).fromkeys(["new"], 0),
        lambda r: r.fromkeys([]),
    ],
)
def test_whatever_would_change_it_raises(records: Records[Any], mutate: Callable[[Any], Any]) -> None:
    with pytest.raises(TypeError, match="read-only"):
        mutate(records)
    assert dict(records) == PLAIN


def test_statements_that_would_change_it_raise(records: Records[Any]) -> None:
    with pytest.raises(TypeError):
        records["ape"] = 0
    with pytest.raises(TypeError):
        del records["ape"]
    with pytest.raises(TypeError):
        records |= {"new": 0}
    assert dict(records) == PLAIN


@pytest.mark.parametrize(
    ("as_dict", "expected"),
    [
        (dict, PLAIN),
        (lambda r: {**r}, PLAIN),
        (lambda r: dict(**r), PLAIN),
        (lambda r: dict(r.items()), PLAIN),
        (lambda r: dict(zip(r.keys(), r.values(), strict=True)), PLAIN),
        (lambda r: {id: r[id] for id in r}, PLAIN),
        (lambda r: r.copy(), PLAIN),
        (lambda r: r | {"new": 0}, {**PLAIN, "new": 0}),
        (lambda r: {"new": 0} | r, {"new": 0, **PLAIN}),
        (lambda r: {"ape": 0} | r, PLAIN),
        (lambda r: r | {"ape": 0}, {**PLAIN, "ape": 0}),
        (lambda r: dict(MappingProxyType(r)), PLAIN),
        (lambda r: json.loads(json.dumps(r, indent=1)), {id: list(pair) for id, pair in PLAIN.items()}),
        (lambda r: json.loads(json.dumps(r)), {id: list(pair) for id, pair in PLAIN.items()}),
        (lambda r: json.loads(json.dumps(r.copy())), {id: list(pair) for id, pair in PLAIN.items()}),
    ],
    ids=[
        "dict", "**", "dict(**)", "items", "keys, values", "for", "copy", "|", "| reflected", "| theirs", "| ours",
        "proxy", "json, indented", "json", "json of copy",
    ],
)  # fmt: skip
def test_it_becomes_a_plain_dict_whole(records: Records[Any], as_dict: Callable[[Any], Any], expected: Any) -> None:
    assert as_dict(records) == expected


def test_a_copy_may_be_changed(records: Records[Any]) -> None:
    own = records.copy()
    assert type(own) is dict
    own["new"] = own.pop("ape")
    assert dict(records) == PLAIN


def test_order_is_that_of_the_ids_whatever_was_touched(records: Records[Any]) -> None:
    assert list(records) == list(records.keys()) == [id for id, _ in records.items()] == ["ape", "bee", "cat"]
    assert list(records.values()) == list(PLAIN.values())
    assert list(reversed(records)) == ["cat", "bee", "ape"]
    assert sorted(records) == ["ape", "bee", "cat"]


def test_len_in_and_truth(records: Records[Any]) -> None:
    assert len(records) == len(records.keys()) == len(records.values()) == len(records.items()) == 3
    assert "bee" in records
    assert "ant" not in records
    assert ("bee", 2) in records.values()
    assert ("bee", ("bee", 2)) in records.items()
    assert ("bee", 2) not in records.items()
    assert records.keys() & {"bee", "new"} == {"bee"}
    assert records
    assert not Records({}, _build, wc.TermNotFoundError)


@pytest.mark.filterwarnings("ignore::withdrawal_concepts.ContentDeprecationWarning")
def test_get(records: Records[Any]) -> None:
    assert records.get("bee") == ("bee", 2)
    assert records.get("ant") == ("ape", 1)
    for miss in ("new", "bat", "cow", "dog", None, 5, ("bee",), [], {}):
        assert records.get(miss) is None
        assert records.get(miss, "default") == "default"


@pytest.mark.filterwarnings("ignore::withdrawal_concepts.ContentDeprecationWarning")
def test_getitem_follows_a_move_and_nothing_else(records: Records[Any]) -> None:
    assert records["ant"] is records["ape"]
    for id, words in {"bat": "merged into 'bee'", "cow": "split into 'ape' and 'cat'", "dog": "It barked"}.items():
        with pytest.raises(wc.TermNotFoundError, match=words) as caught:
            records[id]
        assert (caught.value.id, caught.value.version) == (id, "1.0.0")
        assert caught.value.hint == GONE[id].hint


def test_a_miss_has_suggestions(records: Records[Any]) -> None:
    with pytest.raises(wc.TermNotFoundError) as caught:
        records["beee"]
    assert caught.value.suggestions == ("bee",)
    assert isinstance(caught.value, KeyError)


@pytest.mark.parametrize("id", [None, 5, ("bee",), b"bee"])
def test_an_id_that_is_no_str_is_a_miss(records: Records[Any], id: Any) -> None:
    with pytest.raises(wc.TermNotFoundError) as caught:
        records[id]
    assert caught.value.id == id


def test_an_error_of_a_move_to_a_record_of_another_kind_names_what_was_asked_for() -> None:
    others = Records({"zoo": 1}, _build, wc.SectionNotFoundError, "1.0.0", lambda: GONE)
    with pytest.raises(wc.SectionNotFoundError) as caught:
        others["ant"]
    assert caught.value.id == "ant"


def test_equality(records: Records[Any]) -> None:
    same = Records(dict(reversed(RAW.items())), _build, wc.TermNotFoundError)
    assert records == PLAIN
    assert records == PLAIN
    assert records == same == MappingProxyType(PLAIN)
    for other in ({}, {**PLAIN, "new": 0}, {**PLAIN, "ape": 0}, {"ape": 1, "bee": 2, "dog": 3}, [], None, 5):
        assert records != other
        assert other != records
    assert not records != same  # noqa: SIM202


def test_it_cannot_be_hashed(records: Records[Any]) -> None:
    with pytest.raises(TypeError):
        hash(records)


def test_copies_are_the_same_object(records: Records[Any]) -> None:
    assert copy.copy(records) is copy.deepcopy(records) is records


@pytest.mark.filterwarnings("ignore::withdrawal_concepts.ContentDeprecationWarning")
@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_it_pickles_with_all_that_it_knows(records: Records[Any], protocol: int) -> None:
    again = pickle.loads(pickle.dumps(records, protocol))
    assert type(again) is Records
    assert again == PLAIN
    assert list(again) == list(records)
    assert again["ant"] == ("ape", 1)
    with pytest.raises(wc.TermNotFoundError, match=r"1\.0\.0"):
        again["new"]
    with pytest.raises(TypeError):
        again["ape"] = 0


def test_repr_is_short(records: Records[Any]) -> None:
    assert repr(records) == "<3 records: ape, bee, cat>"
    assert len(repr(Records({str(n): n for n in range(999)}, _build, wc.TermNotFoundError))) < 60


def test_a_record_is_built_once_and_only_when_touched() -> None:
    built: list[str] = []

    def build(id: str, raw: int) -> list[int]:
        built.append(id)
        return [raw]

    records = Records(RAW, build, wc.TermNotFoundError)
    assert list(records) == ["ape", "bee", "cat"]
    assert "bee" in records
    assert built == []
    assert records["bee"] is records["bee"] is records.get("bee")
    assert built == ["bee"]


def test_what_breaks_while_a_record_is_built_is_seen() -> None:
    def build(id: str, raw: int) -> list[int]:
        raise TypeError("a broken line")

    with pytest.raises(TypeError, match="a broken line"):
        Records(RAW, build, wc.TermNotFoundError).get("ape")


def test_eight_threads_get_the_same_object() -> None:
    ids = [f"id-{n}" for n in range(200)]
    records = Records(dict.fromkeys(ids, 0), lambda id, raw: [id], wc.TermNotFoundError)
    barrier = threading.Barrier(8)
    seen: list[list[int]] = []

    def touch() -> None:
        barrier.wait()
        seen.append([id(records[key]) for key in ids])

    threads = [threading.Thread(target=touch) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 8
    assert all(one == seen[0] for one in seen)
    assert seen[0] == [id(records[key]) for key in ids]


def test_complete_puts_records_in_id_order() -> None:
    records = complete({"b": 2, "a": 1}, wc.TermNotFoundError)
    assert list(records.items()) == [("a", 1), ("b", 2)]


def test_records_of_two_classes_are_not_equal() -> None:
    assert wc.Source("a", "b") != wc.ExternalId("a", "b", "exact")
    assert type("Source", (wc.Source,), {})("a", "b") != wc.Source("a", "b")
    assert wc.Moved("a", "b") != wc.Note("a")
    assert wc.Statement("a", "none") == wc.Statement("a", "none") != wc.Statement("a", "strong")
    assert len({wc.Note("a"), wc.Note("a"), wc.Note("b")}) == 2
    assert repr(wc.Note("a")) == "Note(text='a', references=())"
