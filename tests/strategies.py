"""Strategies that several tests share: texts, records, whole contents, graphs, disguised labels."""

from __future__ import annotations

import datetime
import tempfile
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import attrs
from hypothesis import strategies as st

import withdrawal_concepts as wc
from withdrawal_concepts import _model
from withdrawal_concepts._codec import encode

ids = st.from_regex(r"[a-z0-9]{1,4}(-[a-z0-9]{1,4}){0,2}", fullmatch=True)
texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
"""Any text that UTF-8 can carry; not empty, as an empty field is left out of the file."""
any_text = st.one_of(
    st.text(max_size=200),
    st.text(st.characters(categories=["Cc", "Cf", "Zs", "Zl", "Mn", "Pd"]), max_size=50),
    st.text("abc \u0301\u200d\u00ad'\u2019-\u2013\n\t*|.()[]\\", max_size=80),
)
"""Whatever somebody may type or paste, lone surrogates included."""
days = st.dates(datetime.date(1, 1, 1), datetime.date(9999, 12, 31))


def tuples(items: st.SearchStrategy[Any], most: int = 2, least: int = 0) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(items, min_size=least, max_size=most).map(tuple)


references = tuples(ids)
sources = st.builds(wc.Source, texts, texts)
statements = st.builds(wc.Statement, texts, st.sampled_from(_model.EVIDENCE_LEVELS), references)
notes = st.builds(wc.Note, texts, references)
misconceptions = st.builds(wc.Misconception, texts, texts, references)
external_ids = st.builds(wc.ExternalId, texts, texts, st.sampled_from(["exact", "close", "related"]))
reviews = st.builds(wc.Review, days, texts)
people = st.one_of(st.builds(wc.Person, family=texts, given=texts), st.builds(wc.Person, literal=texts))

_reviewed: dict[str, Any] = {"reviewed": days, "next_review": days}
_matched: dict[str, Any] = {"search_phrases": tuples(texts), "questions": tuples(texts)}


relations = st.builds(
    wc.Relation, ids, st.sampled_from(_model.RELATION_KINDS), ids, texts, st.sampled_from(_model.BASES), references
)
terms = st.builds(
    wc.Term,
    id=ids,
    name=texts,
    summary=texts,
    definition=tuples(texts, least=1),
    standing=st.sampled_from(_model.STANDINGS),
    category=st.sampled_from(_model.CATEGORIES),
    **_reviewed,
    **_matched,
    aliases=tuples(texts),
    ambiguous=tuples(texts),
    origin=st.none() | notes,
    example=tuples(texts),
    statements=tuples(statements),
    misconceptions=tuples(misconceptions),
    what_helps=tuples(statements),
    relations=tuples(relations),
    sources=tuples(sources),
    external_ids=tuples(external_ids),
    notices=tuples(ids),
    review=st.none() | reviews,
    status=st.sampled_from(["current", "deprecated"]),
)
sections = st.builds(
    wc.Section,
    id=ids,
    title=texts,
    article=ids,
    position=st.integers(0, 10**6),
    paragraphs=tuples(statements, least=1),
    **_reviewed,
    **_matched,
    terms=tuples(ids),
    sources=tuples(sources),
    notices=tuples(ids),
    review=st.none() | reviews,
)
articles = st.builds(
    wc.Article,
    id=ids,
    title=texts,
    published=days,
    source=texts,
    lead=tuples(statements, least=1),
    **_reviewed,
    terms=tuples(ids),
    review=st.none() | reviews,
)
_maybe = st.just("") | texts
works = st.builds(
    wc.Reference,
    id=ids,
    type=texts,
    title=texts,
    authors=tuples(people, least=1),
    year=st.integers(-3000, 3000),
    note=texts,
    **dict.fromkeys(("container_title", "volume", "issue", "page", "publisher", "genre"), _maybe),
    **dict.fromkeys(("number", "isbn", "doi", "pmid", "url"), _maybe),
    editors=tuples(people),
)
patterns = st.from_regex(r"[a-z]{1,4}\*?( \.\.\.)?( [a-z]{1,4}(\|[a-z]{1,4})?\*?){1,2}", fullmatch=True)
notices = st.builds(
    wc.Notice,
    id=ids,
    level=st.sampled_from(["about", "signpost", "professional", "today", "now"]),
    title=texts,
    paragraphs=tuples(texts, least=1),
    **_reviewed,
    links=tuples(texts),
    triggers=tuples(patterns),
    exceptions=tuples(patterns),
)
redirects = st.one_of(
    st.builds(wc.Redirect, ids, moved_to=ids),
    st.builds(wc.Redirect, ids, merged_into=ids),
    st.builds(wc.Redirect, ids, split_into=tuples(ids, least=2)),
    st.builds(wc.Redirect, ids, retired=texts, consider=tuples(ids)),
)
records = st.one_of(
    sources, statements, notes, misconceptions, external_ids, reviews, people,
    relations, terms, sections, articles, works, notices, redirects,
)  # fmt: skip
"""One record of any class."""

_drawn = st.fixed_dictionaries(
    {
        "terms": st.lists(terms, min_size=1, max_size=3),
        "sections": st.lists(sections, max_size=2),
        "articles": st.lists(articles, min_size=1, max_size=2),
        "references": st.lists(works, max_size=2),
        "notices": st.lists(notices, max_size=2),
        "redirects": st.lists(redirects, max_size=2),
    }
)


def _connect(drawn: dict[str, list[Any]]) -> dict[str, dict[str, Any]]:
    """Let every pointer of *drawn* lead somewhere, and each id be used once."""
    made = {kind: {record.id: record for record in some} for kind, some in drawn.items()}
    live, articles_there = sorted(made["terms"]), sorted(made["articles"])

    def target(id: str) -> str:
        return live[len(id) % len(live)]

    for id, term in made["terms"].items():
        edges = {(r.kind, target(r.target)): r for r in term.relations}
        led = tuple(attrs.evolve(r, source=id, target=end) for (_, end), r in edges.items())
        made["terms"][id] = attrs.evolve(term, relations=led)
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


contents = _drawn.map(_connect)
"""Everything that a content version holds, by kind and id; every pointer leads somewhere."""


def a_term(id: str, **fields: Any) -> wc.Term:
    """A short term for tests that need one of their own."""
    day = datetime.date(2024, 1, 10)
    plain = {"name": id.replace("-", " "), "summary": "A summary.", "definition": ("A definition.",)}
    plain |= {"standing": "established", "category": "feeling", "reviewed": day, "next_review": day}
    return wc.Term(id=id, **{**plain, **fields})


def related(source: str, kind: str, target: str) -> wc.Relation:
    return wc.Relation(source, kind, target, "A reason.", "theory")


def glossary_of(terms: Iterable[wc.Term], **records: dict[str, Any]) -> wc.Glossary:
    """A glossary of records that no folder holds."""
    data = encode({"terms": {term.id: term for term in terms}, **records}, version="1.0.0", released=None)
    return loaded(data)


def loaded(data: bytes) -> wc.Glossary:
    """The glossary in a compiled file that holds *data*."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.json"
        path.write_bytes(data)
        return wc.load(path)


@st.composite
def term_graphs(draw: st.DrawFn) -> wc.Glossary:
    """Terms that are nothing but relations: any kind from any term to any other, circles included."""
    own = "abcdefgh"[: draw(st.integers(1, 8))]
    every = st.tuples(st.sampled_from(own), st.sampled_from(_model.RELATION_KINDS), st.sampled_from(own))
    edges = [e for e in draw(st.lists(every, max_size=20, unique=True)) if e[0] != e[2]]
    return glossary_of(a_term(i, relations=tuple(related(*e) for e in edges if e[0] == i)) for i in own)


graphs = st.dictionaries(
    st.sampled_from("abcdefghij"), st.lists(st.sampled_from("abcdefghij"), max_size=4, unique=True), max_size=10
).map(lambda edges: {node: edges.get(node, []) for node in "abcdefghij"})
"""Directed graphs of ten nodes, as adjacency lists."""

_DASHES = st.sampled_from([" ", "-", "_", "\u2010", "\u2013", "\u2014", "  ", "\u00a0", " - ", "\n"])
_FORMS = st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"])


def plural(label: str) -> str:
    """The simple plural of the last word of *label*."""
    if label.endswith(("s", "x", "z", "ch", "sh")):
        return label + "es"
    if label.endswith("y") and label[-2] not in "aeiou":
        return label[:-1] + "ies"
    return label + "s"


def plain(label: str) -> str:
    """*label* without its accents."""
    return "".join(c for c in unicodedata.normalize("NFD", label) if unicodedata.category(c) != "Mn")


@st.composite
def disguises(draw: st.DrawFn, label: str, *, plurals: bool = True) -> str:
    """*label* in another case, with other dashes or spaces, without accents, in another form, in the plural."""
    text = plural(label) if plurals and draw(st.booleans()) else label
    text = plain(text) if draw(st.booleans()) else text
    text = text.replace("\u2019", draw(st.sampled_from(["\u2019", "'", "\u02bc", ""])))
    text = "".join(draw(_DASHES) if c in " -" else c for c in text)
    text = "".join(draw(st.sampled_from([c, c.upper(), c.lower()])) for c in text)
    return unicodedata.normalize(draw(_FORMS), text)
