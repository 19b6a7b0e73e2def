"""Search is deterministic, its top k are a prefix of its top k + 1, scores fall from 1 to above 0."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

import withdrawal_concepts as wc
from strategies import any_text
from withdrawal_concepts import authoring
from withdrawal_concepts._model import CATEGORIES, STANDINGS
from withdrawal_concepts._text import stem, words

VOCABULARY = [
    "sunday",
    "night",
    "dread",
    "rest",
    "planned",
    "plan",
    "work",
    "mail",
    "feel",
    "calm",
    "pause",
    "unease",
    "dred",
    "sundey",
    "chek",
    "switch",
    "zebra",
]
queries = st.one_of(st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=6).map(" ".join), any_text)
filters = st.fixed_dictionaries(
    {},
    optional={
        "kind": st.sampled_from(["term", "section"]),
        "category": st.sampled_from(CATEGORIES),
        "standing": st.sampled_from(STANDINGS),
    },
)


@given(queries, filters)
def test_scores_are_above_zero_at_most_one_and_never_increase(
    mini: wc.Glossary, query: str, asked: dict[str, str]
) -> None:
    scores = [hit.score for hit in mini.search(query, limit=50, **asked)]  # type: ignore[arg-type]
    assert all(0 < score <= 1 for score in scores)
    assert scores == sorted(scores, reverse=True)


@given(queries, filters, st.integers(1, 6))
def test_the_top_k_are_a_prefix_of_the_top_k_plus_one(
    mini: wc.Glossary, query: str, asked: dict[str, str], k: int
) -> None:
    fewer, more = (mini.search(query, limit=n, **asked).hits for n in (k, k + 1))  # type: ignore[arg-type]
    assert len(fewer) <= k
    assert fewer == more[:k]


@given(queries, filters)
def test_a_filter_keeps_the_matching_hits_in_their_order(mini: wc.Glossary, query: str, asked: dict[str, str]) -> None:
    every = mini.search(query, limit=50).hits
    kept = [
        hit
        for hit in every
        if asked.get("kind", hit.kind) == hit.kind
        and all(asked[name] == getattr(hit.entry, name, None) for name in asked.keys() - {"kind"})
    ]
    assert list(mini.search(query, limit=50, **asked)) == kept  # type: ignore[arg-type]


@given(queries)
def test_the_same_query_gives_the_same_answer(mini: wc.Glossary, query: str) -> None:
    assert mini.search(query) == mini.search(query)


@given(queries)
def test_ids_come_once_and_spans_point_at_matched_words(mini: wc.Glossary, query: str) -> None:
    hits = mini.search(query, limit=50)
    assert len({(hit.kind, hit.id) for hit in hits}) == len(hits)
    for hit in hits:
        for match in hit.matches:
            assert match.text or match.spans == ()
            for start, end in match.spans:
                assert 0 <= start < end <= len(match.text)
                assert {stem(word) for word, _, _ in words(match.text[start:end])} & set(hit.stems)


def test_the_order_does_not_depend_on_what_was_asked_before(mini_folder: Path) -> None:
    one, other = authoring.load(mini_folder), authoring.load(mini_folder)
    asked = [" ".join(VOCABULARY[i : i + 3]) for i in range(len(VOCABULARY))]
    there = [one.search(query).hits for query in asked]
    back = [other.search(query).hits for query in reversed(asked)]
    assert there == back[::-1]


def test_scores_and_order_do_not_depend_on_the_hash_seed(mini_folder: Path) -> None:
    script = (
        "import sys; from withdrawal_concepts import authoring; g = authoring.load(sys.argv[1])\n"
        "print([(h.id, h.score) for q in sys.argv[2:] for h in g.search(q)])"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", script, str(mini_folder), *VOCABULARY, "sundey nihgt drea"],
            capture_output=True, text=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in "0123"
    }  # fmt: skip
    assert len(answers) == 1
