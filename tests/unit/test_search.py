"""What people type, answered."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from typing import Any

import pytest

import withdrawal_concepts as wc
from strategies import a_term, glossary_of
from withdrawal_concepts import _fields, _search
from withdrawal_concepts._glossary import Glossary
from withdrawal_concepts._model import CATEGORIES, STANDINGS
from withdrawal_concepts._shipped import open_shipped
from withdrawal_concepts._store import read_verified


def _ids(g: wc.Glossary, query: str, **asked: Any) -> list[str]:
    return [hit.id for hit in g.search(query, **asked)]


@pytest.mark.parametrize(
    ("query", "id"),
    [
        ("sunday scaries", "sunday-evening-dread"),
        ("feel sick before work tomorrow", "sunday-evening-dread"),
        ("i feel so sick before going to work tomorrow", "sunday-evening-dread"),
        ("reading mail from work in bed", "weekend-checking"),
        ("checking weekends", "weekend-checking"),
        ("weekend chekcing", "weekend-checking"),
        ("anticipatry unese", "anticipatory-unease"),
        ("antici", "anticipatory-unease"),
        ("cup of tea", "cafe-pause"),
        ("CAFE PAUSE", "cafe-pause"),
        ("plan a quiet night", "planned-rest"),
        ("why are sunday nights so hard", "sunday-nights"),
    ],
)
def test_the_first_hit(mini: wc.Glossary, query: str, id: str) -> None:
    assert _ids(mini, query)[0] == id


@pytest.mark.parametrize("query", ["", " ", "...", "\u0301", "👍", "zzzz qqqq", "xylophone", "1234567"])
def test_nothing_is_better_than_something_wrong(mini: wc.Glossary, query: str) -> None:
    result = mini.search(query)
    assert len(result) == 0
    assert not result
    assert result.notice is None


def test_a_result_is_a_sequence(mini: wc.Glossary) -> None:
    result = mini.search("sunday night")
    assert isinstance(result, Sequence)
    assert result.query == "sunday night"
    assert result[0] is result.hits[0]
    assert result[-1] is result.hits[-1]
    assert list(result) == list(result.hits)
    assert result[0] in result
    assert result.index(result[0]) == 0
    with pytest.raises(IndexError):
        result[99]


def test_a_slice_is_a_result_with_the_query_and_the_notice(mini: wc.Glossary) -> None:
    result = mini.search("I cannot face Monday, nor sunday night")
    assert len(result) > 2
    assert result.notice is mini.notices["pause-now"]
    for part in (slice(2), slice(1, None, 2), slice(0, 0), slice(None, None, -1)):
        assert result[part] == wc.SearchResult(result.query, result.hits[part], result.notice)


def test_a_hit_opens_its_entry_when_that_is_asked_for() -> None:
    version = wc.content_versions()[-1]
    g, other = (Glossary(open_shipped(read_verified(version), version.digest)) for _ in range(2))
    hits = g.search("why do people stop answering", kind="term").hits
    opened = dict.__len__(g.terms)
    assert len(hits) > 3
    assert opened <= 1  # the mapping opens its first record itself
    assert hits[1].entry is g.terms[hits[1].id]
    assert dict.__len__(g.terms) <= opened + 1
    assert pickle.loads(pickle.dumps(hits)) == hits == other.search("why do people stop answering", kind="term").hits
    assert hash(pickle.loads(pickle.dumps(hits))) == hash(hits)
    with pytest.raises(AttributeError, match="'Hit' object has no attribute 'nothing'"):
        hits[0].nothing  # type: ignore[attr-defined]  # noqa: B018


def test_a_hit_of_a_term(mini: wc.Glossary) -> None:
    hit = mini.search("sunday scaries")[0]
    assert (hit.id, hit.kind, hit.score) == ("sunday-evening-dread", "term", 1.0)
    assert hit.entry is mini.terms["sunday-evening-dread"]
    by_field = {match.field: match for match in hit.matches}
    assert wc.FieldMatch("aliases", "Sunday scaries", ((0, 6), (7, 14))) in hit.matches
    assert by_field["search_phrases"] == wc.FieldMatch("search_phrases", "", ())


def test_a_hit_of_a_section(mini: wc.Glossary) -> None:
    hit = mini.search("last hours of the weekend", kind="section")[0]
    assert (hit.id, hit.kind) == ("sunday-nights", "section")
    assert hit.entry is mini.sections["sunday-nights"]
    texts = [match.text for match in hit.matches if match.field == "paragraphs"]
    assert texts[0].startswith("This section is about the last hours of the weekend.")


def test_search_phrases_and_questions_are_never_shown(mini: wc.Glossary) -> None:
    for query in ("feel sick before work tomorrow", "is it normal to worry", "why do I feel bad"):
        for hit in mini.search(query, limit=50):
            hidden = {*hit.entry.search_phrases, *hit.entry.questions}
            assert all(match.text not in hidden for match in hit.matches)


def test_matches_come_in_the_order_of_the_record(mini: wc.Glossary) -> None:
    order = list(dict.fromkeys(name for name, _ in _fields.field_texts(mini.terms["sunday-evening-dread"])))
    for hit in mini.search("sunday night unease work", kind="term"):
        fields = [match.field for match in hit.matches]
        assert fields == sorted(fields, key=order.index)


@pytest.mark.parametrize("kind", ["term", "section"])
def test_the_filter_by_kind(mini: wc.Glossary, kind: Any) -> None:
    found = mini.search("sunday night", kind=kind)
    assert found
    assert all(hit.kind == kind for hit in found)


BY_CATEGORY = {
    "feeling": "sunday scaries",
    "help": "rest plan",
    "behaviour": "weekend checking",
    "event": "cafe pause",
    "thinking": "waiting unease",
}
BY_STANDING = {
    "established": "weekend checking",
    "adapted": "planned rest",
    "informal": "sunday scaries",
    "contested": "switching off",
}


@pytest.mark.parametrize("category", CATEGORIES)
@pytest.mark.parametrize("query", BY_CATEGORY.values())
def test_the_filter_by_category(mini: wc.Glossary, category: Any, query: str) -> None:
    found = mini.search(query, limit=50, category=category)
    assert all(isinstance(hit.entry, wc.Term) and hit.entry.category == category for hit in found)
    if BY_CATEGORY.get(category) == query:
        assert found


@pytest.mark.parametrize("standing", STANDINGS)
@pytest.mark.parametrize("query", BY_STANDING.values())
def test_the_filter_by_standing(mini: wc.Glossary, standing: Any, query: str) -> None:
    found = mini.search(query, limit=50, standing=standing)
    assert all(isinstance(hit.entry, wc.Term) and hit.entry.standing == standing for hit in found)
    if BY_STANDING[standing] == query:
        assert found


def test_filters_together(mini: wc.Glossary) -> None:
    assert _ids(mini, "sunday night", category="feeling", standing="informal") == ["sunday-evening-dread"]
    assert _ids(mini, "sunday night", category="feeling", standing="contested") == []
    assert _ids(mini, "sunday night", kind="section", category="feeling") == []


def test_the_limit_counts_what_passes_the_filter(mini: wc.Glossary) -> None:
    assert len(mini.search("sunday night", limit=1, kind="section")) == 1
    assert len(mini.search("sunday night", limit=1)) == 1
    assert len(mini.search("sunday night", limit=10**9)) <= len(mini.terms) + len(mini.sections)


@pytest.mark.parametrize("limit", [0, -1, 1.5, "3", None])
def test_an_impossible_limit(mini: wc.Glossary, limit: Any) -> None:
    with pytest.raises(ValueError, match="limit must be a whole number from 1"):
        mini.search("x", limit=limit)


@pytest.mark.parametrize(
    ("name", "value"), [("kind", "article"), ("category", "joy"), ("standing", "firm"), ("kind", 5), ("kind", "")]
)
def test_an_unknown_filter(mini: wc.Glossary, name: str, value: Any) -> None:
    with pytest.raises(ValueError, match=f"{name} must be one of .*, not {value!r}"):
        mini.search("x", **{name: value})


@pytest.mark.parametrize("query", [None, 5, b"sunday", ["sunday"]])
def test_a_query_that_is_no_str(mini: wc.Glossary, query: Any) -> None:
    with pytest.raises(TypeError, match="a query must be a str"):
        mini.search(query)


def test_a_label_of_two_terms_finds_both_in_id_order() -> None:
    g = glossary_of(
        [a_term("b", aliases=("Thing",)), a_term("a", aliases=("thing",)), a_term("c", name="Thing or two")]
    )
    assert [(hit.id, hit.score) for hit in g.search("THING")][:2] == [("a", 1.0), ("b", 1.0)]


def test_an_exact_label_comes_before_an_entry_that_says_it_more_often() -> None:
    often = a_term(
        "often", name="Dread dread dread", summary="Dread dread.", search_phrases=("dread", "dreads", "dreading")
    )
    g = glossary_of([often, a_term("rare", aliases=("dread",), summary="A short word.")])
    assert _ids(g, "dread")[0] == "rare"


def test_ties_go_by_kind_and_id() -> None:
    g = glossary_of([a_term(id, name="Same words", summary="Same words.") for id in ("c", "a", "b")])
    assert _ids(g, "words same") == ["a", "b", "c"]


def test_only_so_many_words_of_a_query_are_looked_at(mini: wc.Glossary) -> None:
    filler = " ".join(f"filler{n}" for n in range(_search.MOST_WORDS))
    assert _ids(mini, filler + " sunday scaries") == []


def test_no_entries_at_all() -> None:
    assert glossary_of([]).search("anything").hits == ()


def test_a_notice_comes_even_without_hits_and_whatever_the_filters(mini: wc.Glossary) -> None:
    for asked in ({}, {"kind": "section"}, {"category": "cycle"}, {"limit": 1}):
        notice = mini.search("I just cannot face Monday", **asked).notice  # type: ignore[arg-type]
        assert notice is mini.notices["pause-now"]
    assert mini.search("sunday scaries").notice is None


def test_how_results_and_hits_show_themselves(mini: wc.Glossary) -> None:
    result = mini.search("sunday dread", limit=1)
    score = result[0].score
    assert repr(result) == f"<SearchResult for 'sunday dread': sunday-evening-dread {score:.2f}>"
    assert repr(result[0]) == f"Hit(id='sunday-evening-dread', kind='term', score={score!r})"
    hidden = mini.search("i want to hide forever" + " z" * 99)
    assert repr(hidden).startswith("<SearchResult for 'i want to hide forever z z")
    assert repr(hidden).endswith("z z z': no hits, notice pause-now>")
    assert len(repr(hidden)) < 150
