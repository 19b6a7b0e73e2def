"""What is on its way out says so: where it is used, with what to write instead, and nowhere else."""

from __future__ import annotations

import copy
import json
import pickle
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import withdrawal_concepts as wc
from strategies import a_term, glossary_of, related

MOVED, OLD, NEW = "moved-away", "old-way", "new-way"


@pytest.fixture
def glossary() -> wc.Glossary:
    """A term that is deprecated and first in id order, one that is live, and an id that moved."""
    terms = [
        a_term("a-relic", status="deprecated"),
        a_term(NEW, aliases=("newest way",), relations=(related(NEW, "broader", OLD),)),
        a_term(OLD, status="deprecated", replaced_by=NEW, aliases=("older way",)),
    ]
    return glossary_of(terms, redirects={MOVED: wc.Redirect(MOVED, moved_to=NEW)})


def _caught(use: Callable[[], Any]) -> list[warnings.WarningMessage]:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        use()
    return caught


USES: dict[str, tuple[Callable[[wc.Glossary], object], str, str | None]] = {
    "terms[moved]": (lambda g: g.terms[MOVED], MOVED, NEW),
    "get(moved)": (lambda g: g.terms.get(MOVED), MOVED, NEW),
    "lookup(moved)": (lambda g: g.lookup("Moved Away"), MOVED, NEW),
    "related(moved)": (lambda g: g.related(MOVED), MOVED, NEW),
    "terms[deprecated]": (lambda g: g.terms[OLD], OLD, NEW),
    "lookup(deprecated)": (lambda g: g.lookup("Older Way"), OLD, NEW),
    "related(deprecated)": (lambda g: g.related(OLD), OLD, NEW),
    "broader(deprecated)": (lambda g: g.broader(OLD), OLD, NEW),
    "path(deprecated)": (lambda g: g.path(OLD, NEW), OLD, NEW),
    "terms[without a successor]": (lambda g: g.terms["a-relic"], "a-relic", None),
}


@pytest.mark.parametrize("name", USES)
def test_a_use_is_warned_of_at_its_line_each_time(name: str, glossary: wc.Glossary) -> None:
    use, subject, successor = USES[name]
    for _ in range(3):  # what was touched before is warned of as well
        (caught,) = _caught(lambda: use(glossary))
        warning = caught.message
        assert isinstance(warning, wc.ContentDeprecationWarning)
        assert (warning.subject, warning.successor) == (subject, successor)
        assert successor is None or f"write '{successor}'" in warning.hint
        assert caught.filename == __file__
        assert caught.lineno == use.__code__.co_firstlineno


def test_a_moved_section_is_followed_too() -> None:
    day = a_term("x").reviewed
    section = wc.Section("here", "Here", "art", 1, (wc.Statement("It is.", "none"),), day, day)
    article = wc.Article("art", "Art", day, "A source.", (wc.Statement("It is.", "none"),), day, day)
    glossary = glossary_of(
        [a_term("x")],
        sections={"here": section},
        articles={"art": article},
        redirects={"there": wc.Redirect("there", moved_to="here")},
    )
    with pytest.warns(wc.ContentDeprecationWarning, match="'there': it moved; write 'here'"):
        assert glossary.sections["there"] is glossary.sections["here"]


def test_the_default_filter_shows_it_once_a_line(glossary: wc.Glossary) -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("default")
        for _ in range(5):
            glossary.terms[OLD]
        glossary.terms[OLD]
    assert len(caught) == 2


def _everything(g: wc.Glossary) -> Iterator[object]:
    live = g.terms[NEW]
    for terms in (g.terms, copy.copy(g.terms), pickle.loads(pickle.dumps(g)).terms):
        yield [*terms, *terms.values(), *terms.items()]
        yield OLD in terms
        yield terms.get(OLD)
        yield (OLD, live) in terms.items()
        yield live in terms.values()
        yield terms == dict(terms.items())
    yield json.dumps({id: term.name for id, term in g.terms.items()})
    yield wc.to_dict(g.terms)
    yield pickle.loads(pickle.dumps(g)) == g
    yield [hit.entry for hit in g.search("old way")]
    yield list(g.mentions("The older way and the new way."))
    yield g.related(NEW)
    yield g.broader(g.related(NEW)[0])  # a record that one has is no id that one writes
    yield g.ancestors(NEW)
    yield list(g.walk(NEW))
    yield g.path(NEW, NEW)
    yield g.resolve(OLD)
    yield g.resolve(MOVED)
    yield (g.labels, g.redirects)
    other = glossary_of([a_term(NEW)])
    yield wc.apply(wc.diff(g, other), g) == other


def test_nothing_else_is_warned_of(glossary: wc.Glossary) -> None:
    caught = _caught(lambda: list(_everything(glossary)))
    assert [str(warning) for warning in caught] == []


def test_a_mapping_of_nothing_but_deprecated_terms_is_whole() -> None:
    glossary = glossary_of([a_term("a", status="deprecated"), a_term("b", status="deprecated")])
    assert list(glossary.terms.values()) == [glossary.terms.get("a"), glossary.terms.get("b")]
    with pytest.warns(wc.ContentDeprecationWarning):
        assert glossary.terms["b"].id == "b"


def test_mini_says_that_an_id_moved(mini: wc.Glossary) -> None:
    with pytest.warns(wc.ContentDeprecationWarning, match="it moved; write 'sunday-evening-dread'"):
        assert mini.lookup("End-of-Weekend gloom").id == "sunday-evening-dread"
