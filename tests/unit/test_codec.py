"""Canonical bytes, and files of the format that come from anywhere."""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import withdrawal_concepts as wc
from strategies import a_term, glossary_of, loaded, related
from withdrawal_concepts import authoring
from withdrawal_concepts._codec import SCHEMA, decode, encode
from withdrawal_concepts._versions import digest_of

DAY = a_term("a").reviewed


def _file(meta: Any = None, **groups: Any) -> bytes:
    return json.dumps({"meta": meta or {"schema": SCHEMA, "version": "1.0.0"}, **groups}).encode()


def _term(**fields: Any) -> dict[str, Any]:
    plain = {"name": "A", "summary": "S", "definition": ["D"], "standing": "informal", "category": "feeling"}
    return {**plain, "reviewed": "2024-01-10", "next_review": "2025-01-10", **fields}


DAYS = {"reviewed": "2024-01-10", "next_review": "2025-01-10"}
RELATION = {"kind": "related", "target": "b", "reason": "R.", "basis": "theory"}
TEXTS = [{"text": "t", "evidence": "none"}]
SECTION = {"title": "T", "article": "art", "position": 1, "paragraphs": TEXTS, **DAYS}
ARTICLE = {"title": "T", "published": "2024-01-10", "source": "S", "lead": TEXTS, **DAYS}


def _findings(data: bytes) -> list[str]:
    with pytest.raises(wc.InvalidContentError) as caught:
        decode(data, "x.json")
    assert all(finding.path == "x.json" for finding in caught.value.findings)
    return [f"{finding.code} {finding.message}" for finding in caught.value.findings]


def test_one_record_a_line_and_sorted_keys() -> None:
    terms = {"b": a_term("b", aliases=("x", "é")), "a": a_term("a")}
    data = encode({"terms": terms}, version="1.0.0", released=DAY)
    lines = data.decode("utf-8").split("\n")
    assert lines[-1] == ""
    assert [line.split(":")[0] for line in lines if line.startswith('"') and line.endswith("{")] == [
        '"articles"', '"notices"', '"redirects"', '"references"', '"sections"', '"terms"',
    ]  # fmt: skip
    assert lines[-5:-2] == [
        '"a":{"category":"feeling","definition":["A definition."],"name":"a","next_review":"2024-01-10",'
        '"reviewed":"2024-01-10","standing":"established","summary":"A summary."},',
        '"b":{"aliases":["x","é"],"category":"feeling","definition":["A definition."],"name":"b",'
        '"next_review":"2024-01-10","reviewed":"2024-01-10","standing":"established","summary":"A summary."}',
        "}",
    ]
    assert '"meta":{"language":"en","released":"2024-01-10","schema":1,"version":"1.0.0"},' in lines


def test_it_is_json(mini_folder: Path, mini: wc.Glossary) -> None:
    content = json.loads(authoring.compile_content(mini_folder, version="1.0.0"))
    assert sorted(content["terms"]) == list(mini.terms)
    assert set(content["redirects"]["me-time"]) == {"retired", "consider"}
    assert "id" not in content["terms"]["planned-rest"]
    assert not {"source", "stated"} & set(content["terms"]["planned-rest"]["relations"][0])


def test_what_is_left_out_is_only_what_is_the_default() -> None:
    term = a_term("a", status="deprecated", review=wc.Review(DAY, "x"))
    content = json.loads(encode({"terms": {"a": term}}, version="1.0.0", released=None))
    assert content["terms"]["a"]["status"] == "deprecated"
    assert content["terms"]["a"]["review"] == {"date": "2024-01-10", "by": "x"}
    assert not {"aliases", "origin", "notices"} & set(content["terms"]["a"])
    assert content["meta"]["released"] is None


def test_no_record_at_all() -> None:
    data = encode({}, version="1.0.0", released=None)
    assert len(loaded(data).terms) == 0


@pytest.mark.parametrize(
    "text", ["\n", "\r\n", '"', "\\", ":{", "},", '"meta":', "\u2028", "\x00", "a\nb", '":', "\U0001f600"]
)
def test_texts_that_look_like_the_format(text: str) -> None:
    term = a_term("a", name=text, summary=text, aliases=(text, text), definition=(text,))
    assert dict(glossary_of([term, a_term("b")]).terms) == {"a": term, "b": a_term("b")}


@pytest.mark.parametrize(
    "data",
    [
        b"", b"{", b"[", b"nonsense", b"\xff\xfe\x00", b"\x80", b"{}}", b'{"a": }', b"[" * 100_000, b"1" * 5000,
        b'{"meta": {"schema": ' + b"1" * 5000 + b"}}", b"PK\x03\x04",
    ],
    ids=["empty", "open", "list", "word", "utf-16", "latin", "more", "no value", "deep", "long", "long inside", "zip"],
)  # fmt: skip
def test_what_is_no_json(data: bytes) -> None:
    (finding,) = _findings(data)
    assert finding.startswith("E101 this is not JSON")


@pytest.mark.parametrize(
    "data", [b"5", b"null", b"[]", b'"text"', b"{}", b'{"meta": 5}', b'{"meta": {"schema": 1}}', b'{"terms": {}}']
)
def test_what_is_no_content_file(data: bytes) -> None:
    assert _findings(data) == ["E103 $.meta: 'version' and 'schema' are missing"]


@pytest.mark.parametrize("schema", [SCHEMA + 1, 0, "1", None, [], {}])
def test_another_schema_number(schema: Any) -> None:
    with pytest.raises(wc.InvalidContentError, match=f"reads schema {SCHEMA}") as caught:
        decode(_file({"schema": schema, "version": "1.0.0"}), "x.json")
    assert "install a newer" in caught.value.findings[0].suggestion


@pytest.mark.parametrize("released", ["yesterday", "2024-13-01", 5, ["2024-01-10"], True, "2024-01-10T00:00"])
def test_a_day_of_release_that_is_no_date(released: Any) -> None:
    data = _file({"schema": SCHEMA, "version": "1.0.0", "released": released})
    (finding,) = _findings(data)
    assert finding.startswith("E103 $.meta.released: ")


@pytest.mark.parametrize("kind", ["terms", "sections", "articles", "references", "notices", "redirects"])
@pytest.mark.parametrize("group", [5, "x", [], None])
def test_a_group_that_is_none(kind: str, group: Any) -> None:
    assert _findings(_file(**{kind: group})) == [f"E103 $.{kind}: records by id are needed here"]


def test_every_problem_with_its_place() -> None:
    data = _file(
        terms={"a": _term(name=5), "b": _term(relations=[{"kind": "broader"}]), "c": [], "d": _term(zzz=1)},
        sections={"s": {}},
        redirects={"r": {"moved_to": 5}},
    )
    found = _findings(data)
    for place in ("$.terms.a.name", "$.terms.b.relations[0].target", "$.terms.c", "$.terms.d.zzz", "$.sections.s.title",
                  "$.redirects.r.moved_to"):  # fmt: skip
        assert any(finding.startswith(f"E103 {place}: ") for finding in found), place
    assert found == sorted(found)


@pytest.mark.parametrize(
    ("groups", "missing"),
    [
        ({"terms": {"a": _term(relations=[RELATION])}}, "b"),
        ({"sections": {"s": SECTION}}, "art"),
        ({"sections": {"s": {**SECTION, "article": "x", "terms": ["t"]}}, "articles": {"x": ARTICLE}}, "t"),
    ],
)
def test_a_pointer_that_leads_nowhere(groups: dict[str, Any], missing: str) -> None:
    (finding,) = _findings(_file(**groups))
    assert finding.startswith("E301")
    assert repr(missing) in finding


@pytest.mark.parametrize(
    "redirect", [{"moved_to": "gone"}, {"moved_to": "b"}, {"moved_to": "a"}], ids=["nowhere", "circle", "itself"]
)
def test_a_redirect_that_leads_nowhere_is_refused_or_a_plain_miss(redirect: dict[str, str]) -> None:
    data = _file(redirects={"a": redirect, "b": {"moved_to": "a"}})
    try:
        g = loaded(data)
    except wc.InvalidContentError:
        return
    assert g.terms.get("a") is None
    with pytest.raises(wc.TermNotFoundError):
        g.lookup("a")


def test_a_pattern_that_is_none_is_refused_before_anybody_searches() -> None:
    notice = {"level": "now", "title": "T", "paragraphs": ["P"], "reviewed": "2024-01-10", "next_review": "2024-01-10"}
    (finding,) = _findings(_file(notices={"n": {**notice, "triggers": ["Don't"]}}))
    assert "n" in finding


def test_the_id_is_the_key_of_the_line() -> None:
    data = _file(terms={"a": _term(id="b")})
    try:
        g = loaded(data)
    except wc.InvalidContentError:
        return
    assert g.terms["a"].id == "a"


@pytest.mark.parametrize("id", ['a"b', "a:b", "a\nb", "a{", "é", "", " ", '":{', "a\\", "meta", "A b"])
def test_a_glossary_from_anywhere_survives_what_its_ids_look_like(id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Either such an id is refused, or the glossary with it pickles like any other."""
    monkeypatch.setattr("withdrawal_concepts._store.content_versions", lambda: ())
    try:
        g = loaded(_file(terms={id: _term(), "b": _term(name="B")}))
    except wc.InvalidContentError as error:
        assert error.findings  # noqa: PT017
        return
    assert dict(pickle.loads(pickle.dumps(g)).terms) == dict(g.terms)


KEYS = ["terms", "meta", "version", "schema", "a", "id", "relations", "released", "notices", "redirects"]
any_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=15,
)


@given(any_json)
def test_any_json_is_content_or_refused(content: Any) -> None:
    data = json.dumps(content).encode()
    try:
        assert decode(data, "x.json").digest == digest_of(data)
    except wc.InvalidContentError as error:
        assert error.findings  # noqa: PT017


@given(st.binary(max_size=60))
def test_any_bytes_are_content_or_refused(data: bytes) -> None:
    with pytest.raises(wc.InvalidContentError):
        decode(data, "x.json")


def test_the_digest_is_over_the_bytes_of_the_file() -> None:
    data = _file()
    assert decode(data, "x.json").digest == digest_of(data)
    assert decode(data + b"\n", "x.json").digest != digest_of(data)


def test_relations_get_their_source_back() -> None:
    term = a_term("a", relations=(related("a", "broader", "b"),))
    assert glossary_of([term, a_term("b")]).terms["a"] == term
