"""Records of every class, each valid on its own."""

from __future__ import annotations

import datetime
from typing import Any, TypeVar

from hypothesis import strategies as st

import withdrawal_concepts as wc
from withdrawal_concepts import _model

Item = TypeVar("Item")
DAYS = st.dates(datetime.date(1, 1, 1), datetime.date(9999, 12, 31))
NUMBERS = st.integers(0, 10**6)


def ids() -> st.SearchStrategy[str]:
    """Ids: words of small letters and digits with hyphens between."""
    return st.from_regex(r"[a-z0-9]{1,4}(-[a-z0-9]{1,4}){0,2}", fullmatch=True)


def texts() -> st.SearchStrategy[str]:
    """Any text that UTF-8 can carry; never empty, as an empty field is a field that is not there."""
    return st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)


def tuples(items: st.SearchStrategy[Item], most: int = 2, least: int = 0) -> st.SearchStrategy[tuple[Item, ...]]:
    """Tuples of *least* to *most* items."""
    return st.lists(items, min_size=least, max_size=most).map(tuple)


def _reviewed() -> dict[str, Any]:
    return {"reviewed": DAYS, "next_review": DAYS}


def _matched() -> dict[str, Any]:
    return {"search_phrases": tuples(texts()), "questions": tuples(texts())}


def sources() -> st.SearchStrategy[wc.Source]:
    """Where an entry's idea comes from."""
    return st.builds(wc.Source, texts(), texts())


def statements() -> st.SearchStrategy[wc.Statement]:
    """Statements of every evidence level."""
    return st.builds(wc.Statement, texts(), st.sampled_from(_model.EVIDENCE_LEVELS), tuples(ids()))


def notes() -> st.SearchStrategy[wc.Note]:
    """Remarks with references."""
    return st.builds(wc.Note, texts(), tuples(ids()))


def misconceptions() -> st.SearchStrategy[wc.Misconception]:
    """Misconceptions with their corrections."""
    return st.builds(wc.Misconception, texts(), texts(), tuples(ids()))


def external_ids() -> st.SearchStrategy[wc.ExternalId]:
    """Ids in other vocabularies."""
    return st.builds(wc.ExternalId, texts(), texts(), st.sampled_from(["exact", "close", "related"]))


def reviews() -> st.SearchStrategy[wc.Review]:
    """Second readings."""
    return st.builds(wc.Review, DAYS, texts())


def people() -> st.SearchStrategy[wc.Person]:
    """Persons and bodies."""
    return st.builds(wc.Person, family=texts(), given=texts()) | st.builds(wc.Person, literal=texts())


def relations() -> st.SearchStrategy[wc.Relation]:
    """Relations of every kind, between any two ids."""
    kinds, bases = st.sampled_from(_model.RELATION_KINDS), st.sampled_from(_model.BASES)
    return st.builds(wc.Relation, ids(), kinds, ids(), texts(), bases, tuples(ids()))


def terms() -> st.SearchStrategy[wc.Term]:
    """Terms; every field may be filled."""
    return st.builds(
        wc.Term,
        id=ids(),
        name=texts(),
        summary=texts(),
        definition=tuples(texts(), least=1),
        standing=st.sampled_from(_model.STANDINGS),
        category=st.sampled_from(_model.CATEGORIES),
        **_reviewed(),
        **_matched(),
        aliases=tuples(texts()),
        ambiguous=tuples(texts()),
        origin=st.none() | notes(),
        example=tuples(texts()),
        statements=tuples(statements()),
        misconceptions=tuples(misconceptions()),
        what_helps=tuples(statements()),
        relations=tuples(relations()),
        sources=tuples(sources()),
        external_ids=tuples(external_ids()),
        notices=tuples(ids()),
        review=st.none() | reviews(),
        status=st.sampled_from(["current", "deprecated"]),
        replaced_by=st.just("") | ids(),
    )


def sections() -> st.SearchStrategy[wc.Section]:
    """Sections of articles."""
    return st.builds(
        wc.Section,
        id=ids(),
        title=texts(),
        article=ids(),
        position=NUMBERS,
        paragraphs=tuples(statements(), least=1),
        **_reviewed(),
        **_matched(),
        terms=tuples(ids()),
        sources=tuples(sources()),
        notices=tuples(ids()),
        review=st.none() | reviews(),
    )


def articles() -> st.SearchStrategy[wc.Article]:
    """Articles with their leads."""
    lead = tuples(statements(), least=1)
    fields: dict[str, Any] = {**_reviewed(), "terms": tuples(ids()), "review": st.none() | reviews()}
    return st.builds(wc.Article, id=ids(), title=texts(), published=DAYS, source=texts(), lead=lead, **fields)


def references() -> st.SearchStrategy[wc.Reference]:
    """Published works."""
    optional = "container_title volume issue page publisher genre number isbn doi pmid url"
    return st.builds(
        wc.Reference,
        id=ids(),
        type=texts(),
        title=texts(),
        authors=tuples(people(), least=1),
        year=st.integers(-3000, 3000),
        note=texts(),
        **dict.fromkeys(optional.split(), st.just("") | texts()),
        editors=tuples(people()),
    )


def patterns() -> st.SearchStrategy[str]:
    """Patterns of notices, as the file format knows them."""
    return st.from_regex(r"[a-z]{1,4}\*?( \.\.\.)?( [a-z]{1,4}(\|[a-z]{1,4})?\*?){1,2}", fullmatch=True)


def notices() -> st.SearchStrategy[wc.Notice]:
    """Notices of every level."""
    return st.builds(
        wc.Notice,
        id=ids(),
        level=st.sampled_from(["about", "signpost", "professional", "today", "now"]),
        title=texts(),
        paragraphs=tuples(texts(), least=1),
        **_reviewed(),
        links=tuples(texts()),
        triggers=tuples(patterns()),
        exceptions=tuples(patterns()),
    )


def redirects() -> st.SearchStrategy[wc.Redirect]:
    """Redirects of the four kinds."""
    return st.one_of(
        st.builds(wc.Redirect, ids(), moved_to=ids()),
        st.builds(wc.Redirect, ids(), merged_into=ids()),
        st.builds(wc.Redirect, ids(), split_into=tuples(ids(), least=2)),
        st.builds(wc.Redirect, ids(), retired=texts(), consider=tuples(ids())),
    )


def records() -> st.SearchStrategy[Any]:
    """One record of any class."""
    return st.one_of(
        sources(), statements(), notes(), misconceptions(), external_ids(), reviews(), people(), relations(),
        terms(), sections(), articles(), references(), notices(), redirects(),
    )  # fmt: skip
