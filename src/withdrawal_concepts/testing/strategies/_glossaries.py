"""Whole glossaries, and what one or two of them would answer."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Any

import attrs
from hypothesis import strategies as st

import withdrawal_concepts as wc
from withdrawal_concepts._codec import decode, encode
from withdrawal_concepts.testing import mini_glossary
from withdrawal_concepts.testing.strategies._records import (
    DAYS,
    NUMBERS,
    Item,
    articles,
    ids,
    notices,
    redirects,
    references,
    sections,
    terms,
    texts,
    tuples,
)

_QUERIES = ["dread on sunday", "tea break", "plan my rest", "cannot switch off from work", "hide forever"]


def contents() -> st.SearchStrategy[dict[str, dict[str, Any]]]:
    """Everything that a content version holds, by kind and id; every pointer leads somewhere."""
    drawn = st.fixed_dictionaries(
        {
            "terms": st.lists(terms(), min_size=1, max_size=3),
            "sections": st.lists(sections(), max_size=2),
            "articles": st.lists(articles(), min_size=1, max_size=2),
            "references": st.lists(references(), max_size=2),
            "notices": st.lists(notices(), max_size=2),
            "redirects": st.lists(redirects(), max_size=2),
        }
    )
    return drawn.map(_connect)


def _connect(drawn: Any) -> dict[str, dict[str, Any]]:
    """Let every pointer of *drawn* lead somewhere, and each id be used once."""
    made: dict[str, dict[str, Any]] = {kind: {record.id: record for record in some} for kind, some in drawn.items()}
    live: list[str] = sorted(made["terms"])
    articles_there: list[str] = sorted(made["articles"])

    def target(id: str) -> str:
        return live[len(id) % len(live)]

    for id, term in made["terms"].items():
        edges = {(r.kind, target(r.target)): r for r in term.relations}
        led = tuple(attrs.evolve(r, source=id, target=end) for (_, end), r in edges.items())
        successor = target(term.replaced_by) if term.status == "deprecated" and term.replaced_by else ""
        made["terms"][id] = attrs.evolve(term, relations=led, replaced_by=successor if successor != id else "")
    for id, section in made["sections"].items():
        there = articles_there[len(section.article) % len(articles_there)]
        made["sections"][id] = attrs.evolve(section, article=there, terms=tuple(map(target, section.terms)))
    for id, redirect in made["redirects"].items():
        made["redirects"][id] = attrs.evolve(
            redirect,
            moved_to=redirect.moved_to and target(redirect.moved_to),
            merged_into=redirect.merged_into and target(redirect.merged_into),
            split_into=tuple(map(target, redirect.split_into)),
            consider=tuple(map(target, redirect.consider)),
        )
    made["sections"] = {i: r for i, r in made["sections"].items() if i not in made["terms"]}
    made["redirects"] = {i: r for i, r in made["redirects"].items() if i not in made["terms"] | made["sections"]}
    return made


def glossaries() -> st.SearchStrategy[wc.Glossary]:
    """Whole glossaries, of up to three terms and what belongs to them."""
    versions = st.sampled_from(["0.1.0", "1.0.0", "12.3.4"])
    return st.builds(_glossary, contents(), versions, st.none() | DAYS)


def _glossary(content: Mapping[str, Any], version: str, released: datetime.date | None) -> wc.Glossary:
    return wc.Glossary(decode(encode(content, version=version, released=released), "drawn"))


_ASKED = st.sampled_from(
    ["dread on sunday", "tea break", "plan my rest", "cannot switch off from work", "hide forever"]
)


def _one_of(answers: Callable[[], list[Item]]) -> st.SearchStrategy[Item]:
    return st.deferred(lambda: st.sampled_from(answers()))


def outcomes() -> st.SearchStrategy[wc.Outcome]:
    """What became of an id, of the five kinds."""
    current = (terms() | sections()).map(lambda entry: wc.Current(entry.id, entry))
    pairs: list[st.SearchStrategy[Any]] = [st.builds(wc.Moved, ids(), ids()), st.builds(wc.Merged, ids(), ids())]
    split = st.builds(wc.Split, ids(), tuples(ids(), least=2))
    return st.one_of(current, *pairs, split, st.builds(wc.Retired, ids(), texts(), tuples(ids())))


def search_results() -> st.SearchStrategy[wc.SearchResult]:
    """Answers of the mini glossary, with a notice and without."""
    return st.sampled_from(_QUERIES).map(lambda query: mini_glossary().search(query))


def hits() -> st.SearchStrategy[wc.Hit]:
    """Hits in the mini glossary."""
    return search_results().filter(bool).flatmap(lambda result: st.sampled_from(result.hits))


def field_matches() -> st.SearchStrategy[wc.FieldMatch]:
    """Where hits matched."""
    return hits().filter(lambda hit: bool(hit.matches)).flatmap(lambda hit: st.sampled_from(hit.matches))


def mentions() -> st.SearchStrategy[wc.Mention]:
    """Mentions of the terms of the mini glossary, in their own definitions and summaries."""
    g = mini_glossary()
    return _one_of(lambda: [m for t in g.terms.values() for text in (t.summary, t.name) for m in g.mentions(text)])


def steps() -> st.SearchStrategy[wc.Step]:
    """Steps of walks through the mini glossary."""
    g = mini_glossary()
    return _one_of(lambda: [step for id in g.terms for step in g.walk(id)])


def content_versions() -> st.SearchStrategy[wc.ContentVersion]:
    """The content versions in this install."""
    return _one_of(lambda: list(wc.content_versions()))


def findings() -> st.SearchStrategy[wc.Finding]:
    """Findings of every severity."""
    code = st.from_regex(r"[EWI][1-9][0-9]{2}", fullmatch=True)
    return st.builds(wc.Finding, texts(), NUMBERS, NUMBERS, code, texts(), st.just("") | texts())


def diffs() -> st.SearchStrategy[wc.Diff]:
    """Differences between two glossaries."""
    return st.builds(wc.diff, glossaries(), glossaries())


def changes() -> st.SearchStrategy[wc.Change]:
    """Changes of every kind."""
    return diffs().filter(lambda diff: bool(diff.changes)).flatmap(lambda diff: st.sampled_from(diff.changes))


def uses() -> st.SearchStrategy[wc.Use]:
    """Places where somebody names an entry."""
    return ids().map(wc.Use) | st.builds(wc.Use, ids(), texts(), st.integers(1, 99), st.integers(1, 99))


def impacts() -> st.SearchStrategy[wc.Impact]:
    """What a step between two glossaries does to somebody who uses some of the ids of the first."""
    return st.builds(_impact, glossaries(), glossaries(), st.lists(uses(), max_size=2))


def _impact(before: wc.Glossary, after: wc.Glossary, used: list[wc.Use]) -> wc.Impact:
    return wc.impact(before, after, [*used, *before.terms], wording=True)


def effects() -> st.SearchStrategy[wc.Effect]:
    """Effects of every kind."""
    return impacts().filter(lambda impact: bool(impact.effects)).flatmap(lambda impact: st.sampled_from(impact.effects))
