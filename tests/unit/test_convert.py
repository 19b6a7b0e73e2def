"""Records to and from plain JSON types, strictly."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest

import withdrawal_concepts as wc
from strategies import a_term
from withdrawal_concepts._convert import json_path


def _findings(cls: type[Any], data: Any) -> list[str]:
    with pytest.raises(wc.InvalidContentError) as caught:
        wc.from_dict(cls, data)
    assert all(finding.code == "E103" for finding in caught.value.findings)
    return [finding.message for finding in caught.value.findings]


def test_to_dict_gives_plain_json_types(mini: wc.Glossary) -> None:
    data = wc.to_dict(mini.terms["sunday-evening-dread"])
    assert data == json.loads(json.dumps(data))
    assert data["reviewed"] == "2024-01-10"
    assert data["aliases"] == ["Sunday scaries", "Sunday night blues", "Monday’s shadow"]
    assert data["origin"] is None
    assert data["relations"][0]["stated"] is True


def test_to_dict_of_many(mini: wc.Glossary) -> None:
    term = mini.terms["planned-rest"]
    assert wc.to_dict((term, term)) == [wc.to_dict(term)] * 2
    assert wc.to_dict([term]) == [wc.to_dict(term)]
    assert wc.to_dict(mini.terms) == {id: wc.to_dict(one) for id, one in mini.terms.items()}
    assert type(wc.to_dict(mini.terms)) is dict


def test_every_record_of_mini_comes_back(mini: wc.Glossary) -> None:
    for records in (mini.terms, mini.sections, mini.articles, mini.references, mini.notices):
        for record in records.values():
            assert wc.from_dict(type(record), wc.to_dict(record)) == record


def test_a_tuple_is_a_list_too() -> None:
    assert wc.from_dict(wc.Statement, {"text": "a", "evidence": "none", "references": ("b",)}).references == ("b",)


@pytest.mark.parametrize("data", [None, 5, "text", [], [1], True, ["article", "heading"]])
def test_what_is_no_group_of_keys(data: Any) -> None:
    assert _findings(wc.Source, data) == ["$: a group of keys is needed here"]


def test_every_missing_key_is_named() -> None:
    assert _findings(wc.Source, {}) == ["$.article: 'article' is missing", "$.heading: 'heading' is missing"]


def test_an_unknown_key_is_refused_with_a_suggestion() -> None:
    with pytest.raises(wc.InvalidContentError) as caught:
        wc.from_dict(wc.Source, {"article": "a", "headng": "b"})
    by_message = {finding.message: finding.suggestion for finding in caught.value.findings}
    assert by_message == {
        "$.headng: unknown key 'headng'": "did you mean 'heading'?",
        "$.heading: 'heading' is missing": "add heading: ...",
    }


def test_a_key_like_no_other_is_answered_with_all_keys() -> None:
    with pytest.raises(wc.InvalidContentError, match="known keys: article, heading"):
        wc.from_dict(wc.Source, {"article": "a", "heading": "b", "zzz": 1})


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"name": 5}, "$.name: text is needed here, not 5"),
        ({"name": None}, "$.name: text is needed here, not nothing"),
        ({"name": ["a"]}, "$.name: text is needed here, not a list"),
        ({"name": {"a": 1}}, "$.name: text is needed here, not a group of keys"),
        ({"aliases": "abc"}, "$.aliases: a list is needed here, not 'abc'"),
        ({"aliases": None}, "$.aliases: a list is needed here, not nothing"),
        ({"aliases": {"a": 1}}, "$.aliases: a list is needed here, not a group of keys"),
        ({"aliases": ["a", 5]}, "$.aliases[1]: text is needed here, not 5"),
        (
            {"standing": "establishd"},
            "$.standing: 'establishd' is not one of established, adapted, informal, contested",
        ),
        ({"standing": "zzz"}, "$.standing: 'zzz' is not known"),
        ({"standing": True}, "$.standing: True is not known"),
        ({"reviewed": "yesterday"}, "$.reviewed: 'yesterday' is not a date"),
        ({"reviewed": "2024-02-30"}, "$.reviewed: '2024-02-30' is not a date"),
        ({"reviewed": "2024-01-10T00:00:00"}, "$.reviewed: '2024-01-10T00:00:00' is not a date"),
        ({"reviewed": 20240110}, "$.reviewed: 20240110 is not a date"),
        ({"reviewed": None}, "$.reviewed: nothing is not a date"),
        ({"statements": [{"text": "a", "evidence": "some"}]}, "$.statements[0].evidence: 'some' is not known"),
        ({"statements": [{"evidence": "none"}]}, "$.statements[0].text: 'text' is missing"),
        ({"statements": ["a"]}, "$.statements[0]: a group of keys is needed here"),
        ({"review": {"date": "x", "by": "y"}}, "$.review.date: 'x' is not a date"),
        ({"review": "x"}, "$.review: a group of keys is needed here"),
        ({"origin": 5}, "$.origin: a group of keys is needed here"),
        ({"name": "x" * 99, "status": "x" * 99}, f"$.status: '{'x' * 37}...' is not known"),
    ],
)
def test_a_wrong_value_is_named_with_its_place(change: dict[str, Any], message: str) -> None:
    assert _findings(wc.Term, {**wc.to_dict(a_term("a")), **change}) == [message]


def test_all_problems_come_at_once() -> None:
    broken = {**wc.to_dict(a_term("a")), "name": 5, "aliases": [1, "b", 2], "standing": "?", "zzz": 0}
    assert len(_findings(wc.Term, broken)) == 5


@pytest.mark.parametrize("written", ["20240110", "2024-W02-3", "2024W023", " 2024-01-10", "2024-1-10"])
def test_a_date_is_written_in_one_way(written: str) -> None:
    assert _findings(wc.Review, {"date": written, "by": "x"}) == [f"$.date: {written!r} is not a date"]


@pytest.mark.parametrize("position", ["3", 3.0, True, None, "x", "-1", "٣", "9" * 5000, [3]])
def test_nothing_is_coerced_to_a_number(position: Any, mini: wc.Glossary) -> None:
    data = {**wc.to_dict(mini.sections["sunday-nights"]), "position": position}
    (message,) = _findings(wc.Section, data)
    assert message.startswith("$.position: ")


@pytest.mark.parametrize("stated", ["true", 1, 0, None, "no"])
def test_nothing_is_coerced_to_a_truth(stated: Any) -> None:
    data = {**wc.to_dict(wc.Relation("a", "related", "b", "A reason.", "theory")), "stated": stated}
    (message,) = _findings(wc.Relation, data)
    assert message.startswith("$.stated: true or false is needed here")


def test_dates_become_dates() -> None:
    assert wc.from_dict(wc.Review, {"date": "2024-01-10", "by": "x"}).date == datetime.date(2024, 1, 10)


def test_json_path() -> None:
    assert json_path(()) == "$"
    assert json_path(("relations", 2, "kind")) == "$.relations[2].kind"


def test_an_outcome_finds_its_class(mini: wc.Glossary) -> None:
    for id in ("planned-rest", "sunday-nights"):
        outcome = mini.resolve(id)
        assert wc.from_dict(wc.Current, wc.to_dict(outcome)) == outcome


def test_what_is_no_record_is_refused_and_not_handed_back() -> None:
    for given in (object(), wc.load("1.0.0")):
        with pytest.raises(TypeError, match="a record, or a tuple or mapping of records"):
            wc.to_dict(given)
    assert list(wc.to_dict(wc.load("1.0.0").notices)) == list(wc.load("1.0.0").notices)


def test_versions_are_no_glossaries() -> None:
    with pytest.raises(TypeError, match=r'wc\.load\("1\.0\.0"\), not \'0\.1\.0\''):
        wc.diff("0.1.0", "1.0.0")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
