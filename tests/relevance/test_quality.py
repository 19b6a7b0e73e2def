"""Gates on the quality of the search and of the help notices over the judged queries (see score.py)."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

import withdrawal_concepts as wc
from withdrawal_concepts._notices import NoticeFinder
from withdrawal_concepts._text import normalise, word_list

sys.path.insert(0, str(Path(__file__).parent))
from judged import GRADED, Query, half_of, read_queries

QUERIES = read_queries()
G = wc.load()


def test_there_are_enough_queries_in_both_halves() -> None:
    for half in ("development", "validation"):
        own = [query for query in QUERIES if query.half == half]
        assert sum(query.kind in GRADED for query in own) >= 125
        assert {query.kind for query in own} == {*GRADED, "offtopic", "crisis", "nearmiss"}


def test_the_half_of_a_query_never_moves() -> None:
    assert half_of("left on read") == "validation"
    assert half_of("ghosted") == half_of("ghosted")


def test_every_judgement_is_about_an_entry() -> None:
    assert {id for query in QUERIES for id in query.relevant} <= {*G.terms, *G.sections}


@pytest.mark.checkout
def test_no_judged_query_is_learned_from() -> None:
    folder = Path(__file__).parents[2] / "src/withdrawal_concepts/content/search"
    judged = {normalise(query.text) for query in QUERIES}
    for path in sorted(folder.iterdir()):
        for line in path.read_text(encoding="utf-8").splitlines():
            text = line if path.suffix == ".txt" else json.loads(line)["query"]
            assert normalise(text) not in judged, (path.name, text)


def _share(queries: list[Query], kind: str) -> float:
    own = [query for query in queries if query.kind == kind]
    if kind == "offtopic":
        return sum(bool(G.search(query.text)) for query in own) / len(own)
    if kind in ("crisis", "nearmiss"):
        return sum(G.search(query.text).notice is not None for query in own) / len(own)
    found = [any(query.relevant.get(hit.id, 0) >= 2 for hit in G.search(query.text, limit=3)) for query in own]
    return sum(found) / len(found)


@pytest.mark.parametrize(
    ("kind", "least", "most"),
    [
        ("exact", 0.97, 1.0),
        ("typo", 0.92, 1.0),
        ("lay", 0.93, 1.0),
        ("help", 0.92, 1.0),
        ("question", 0.95, 1.0),
        ("short", 0.95, 1.0),
        ("academic", 0.85, 1.0),
        ("offtopic", 0.0, 0.10),
        ("crisis", 0.98, 1.0),
        ("nearmiss", 0.0, 0.12),
    ],
)
def test_success_in_the_first_three_and_silence_where_it_belongs(kind: str, least: float, most: float) -> None:
    assert least <= _share(QUERIES, kind) <= most


def test_ordinary_questions_hardly_ever_get_a_help_notice() -> None:
    ordinary = [query for query in QUERIES if query.kind in GRADED or query.kind == "offtopic"]
    noticed = [query for query in ordinary if G.search(query.text).notice is not None]
    assert len(noticed) / len(ordinary) <= 0.013
    patterns = NoticeFinder(G.notices)
    by_model = [query for query in noticed if patterns.find(word_list(query.text)) is None]
    assert len(by_model) / len(ordinary) <= 0.005


@pytest.mark.parametrize(
    "text",
    [
        "i wnt to kil my self", "suicde is on my mind", "im going to ennd my lyfe tonite",
        "i dont wana be alive anymor",
        "i wanna hrut myself", "i want tobe dead", "i wont bee here tomorow", "evryone wud be beter of without me",
        "wanting to disapere forevr", "i cutt my self agen", "he hitts me evry day", "i took to many tabelts",
    ],
)  # fmt: skip
def test_misspelt_crisis_language_gets_a_help_notice(text: str) -> None:
    assert G.search(text).notice is not None
