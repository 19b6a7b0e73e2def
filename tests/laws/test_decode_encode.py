"""decode(encode(x)) = x, by the shipped path and by the checked path; canonical bytes are a fixed point."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import withdrawal_concepts as wc
from strategies import a_term, contents
from withdrawal_concepts._codec import decode, encode, encode_snapshot
from withdrawal_concepts._shipped import open_shipped
from withdrawal_concepts._snapshot import Snapshot
from withdrawal_concepts._versions import digest_of

pytestmark = pytest.mark.filterwarnings("ignore::withdrawal_concepts.ContentDeprecationWarning")

Contents = dict[str, dict[str, Any]]
KINDS = ("articles", "notices", "references", "sections", "terms")


def _encoded(records: Contents, **meta: Any) -> bytes:
    return encode(records, **{"version": "1.2.3", "released": datetime.date(2024, 1, 10), "language": "en", **meta})


def _all_of(snapshot: Snapshot) -> Contents:
    # copy(), since dict() asks for each id by itself, and a deprecated one would be told of
    return {**{kind: getattr(snapshot, kind).copy() for kind in KINDS}, "redirects": snapshot.redirects.copy()}


@given(contents, st.none() | st.dates(), st.sampled_from(["en", "pt-BR"]))
def test_both_paths_give_back_what_was_encoded(records: Contents, released: Any, language: str) -> None:
    data = _encoded(records, released=released, language=language)
    for read in (open_shipped(data, digest_of(data)), decode(data, "x.json")):
        assert _all_of(read) == records
        assert (read.version, read.released, read.language) == ("1.2.3", released, language)
        assert read.digest == digest_of(data)


@given(contents)
def test_canonical_bytes_are_a_fixed_point(records: Contents) -> None:
    data = _encoded(records)
    assert encode_snapshot(open_shipped(data, digest_of(data))) == data
    assert encode_snapshot(decode(data, "x.json")) == data


@given(contents, st.randoms(use_true_random=False))
def test_equal_records_give_equal_bytes_in_any_order(records: Contents, random: Any) -> None:
    def shuffled(mapping: dict[str, Any]) -> dict[str, Any]:
        return dict(random.sample(list(mapping.items()), len(mapping)))

    assert _encoded(shuffled({kind: shuffled(own) for kind, own in records.items()})) == _encoded(records)


@given(contents)
def test_the_checked_path_reads_any_layout_of_the_same_json(records: Contents) -> None:
    data = _encoded(records)
    assert _all_of(decode(json.dumps(json.loads(data), indent=3).encode(), "x.json")) == records


@given(contents)
def test_the_order_is_that_of_the_ids(records: Contents) -> None:
    data = _encoded(records)
    for read in (open_shipped(data, digest_of(data)), decode(data, "x.json")):
        for kind in KINDS:
            assert list(getattr(read, kind)) == sorted(records[kind])


@pytest.mark.parametrize("id", ["meta", "terms", "redirects", "version", "schema", "0", "id"])
def test_an_id_that_the_file_format_uses_itself_is_an_id_like_any_other(id: str) -> None:
    records: Contents = {"terms": {id: a_term(id)}}
    data = _encoded(records)
    assert dict(open_shipped(data, digest_of(data)).terms) == records["terms"]
    assert dict(decode(data, "x.json").terms) == records["terms"]


@pytest.mark.parametrize(
    ("kind", "record"),
    [
        ("terms", a_term("a", summary="")),
        ("terms", a_term("a", sources=(wc.Source("isolate", ""),))),
        ("terms", a_term("a", statements=(wc.Statement("", "none"),))),
        ("references", wc.Reference("a", "book", "A title", (wc.Person(literal="B"),), 2020, note="")),
        ("references", wc.Reference("a", "book", "A title", (), 2020, note="A note")),
        ("terms", a_term("a", definition=())),
    ],
)
def test_an_empty_value_of_a_field_without_default_survives(kind: str, record: Any) -> None:
    data = _encoded({kind: {"a": record}})
    assert _all_of(open_shipped(data, digest_of(data)))[kind] == {"a": record}
    assert _all_of(decode(data, "x.json"))[kind] == {"a": record}
