"""What makes the glossary's pages, on content that uses every feature of the format."""

from __future__ import annotations

import datetime
import re
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from watched import missing

import withdrawal_concepts as wc

pytestmark = pytest.mark.checkout
EXTENSION = Path(__file__).parents[2] / "docs" / "_ext"


@pytest.fixture(scope="module", autouse=True)
def extension() -> None:
    """Make the extension importable, where what it needs is installed."""
    if find_spec("citeproc") is None or find_spec("jinja2") is None:
        missing("the extra 'docs' is not installed")
    if str(EXTENSION) not in sys.path:
        sys.path.insert(0, str(EXTENSION))


@pytest.fixture(scope="module")
def sources(mini: wc.Glossary) -> dict[str, str]:
    from glossary_site.pages import Pages

    return dict(Pages([mini]).sources())


def test_every_entry_and_every_id_that_went_away_has_a_page(mini: wc.Glossary, sources: dict[str, str]) -> None:
    gone = {redirect.id for redirect in mini.redirects.values()}
    assert gone
    pages = {Path(name).stem for name in sources if Path(name).parent.name in ("terms", "sections")}
    assert pages >= {*mini.terms, *mini.sections, *gone}


def test_a_page_of_an_id_that_went_away_says_what_became_of_it(mini: wc.Glossary, sources: dict[str, str]) -> None:
    kinds = set()
    for redirect in mini.redirects.values():
        page = sources[f"terms/{redirect.id}.md"]
        for kind in ("moved_to", "merged_into", "split_into", "retired"):
            if getattr(redirect, kind):
                kinds.add(kind)
        targets = [redirect.moved_to, redirect.merged_into, *redirect.split_into, *redirect.consider]
        assert [t for t in targets if t and f'href="{t}.html"' not in page] == []
        assert redirect.retired in page
    assert kinds == {"moved_to", "merged_into", "split_into", "retired"}


def test_texts_are_escaped(mini: wc.Glossary) -> None:
    from glossary_site.pages import Pages

    term = next(iter(mini.terms.values()))
    nasty = "<script>alert(1)</script> & `code` {raw} *x* [y](z)"
    changed = {**mini.terms, term.id: evolve(term, name=nasty, summary=nasty, definition=(nasty,), aliases=(nasty,))}
    page = Pages([_Changed(mini, changed)]).sources()[f"terms/{term.id}.md"]
    assert "<script>alert" not in page.replace("\\<script\\>alert", "")
    assert "# \\<script\\>alert(1)\\</script\\> & \\`code\\` \\{raw\\} \\*x\\* \\[y\\](z)" in page
    assert "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; `code` {raw} *x* [y](z)</p>" in page


class _Changed:
    """A glossary with other terms."""

    def __init__(self, glossary: wc.Glossary, terms: dict[str, wc.Term]) -> None:
        self._glossary = glossary
        self.terms = terms

    def __getattr__(self, name: str) -> Any:
        return getattr(self._glossary, name)


def test_a_deprecated_term_names_its_successor(mini: wc.Glossary) -> None:
    from glossary_site.pages import Pages

    one, other = list(mini.terms.values())[:2]
    terms = {**mini.terms, one.id: evolve(one, status="deprecated", replaced_by=other.id)}
    page = Pages([_Changed(mini, terms)]).sources()[f"terms/{one.id}.md"]
    assert "This entry is deprecated" in page
    assert f'<a href="{other.id}.html">{other.name}</a> instead' in page


def test_links_need_an_address_or_are_left_out(mini: wc.Glossary, sources: dict[str, str]) -> None:
    from glossary_site.pages import Pages

    id = next(iter(mini.terms))
    assert "/edit/main/" not in sources[f"terms/{id}.md"]
    known = Pages([mini], "https://code.example/us/glossary", "https://glossary.example").sources()[f"terms/{id}.md"]
    assert f"https://code.example/us/glossary/edit/main/src/withdrawal_concepts/content/terms/{id}.md" in known
    assert f'"https://glossary.example/glossary/{mini.version}/terms/{id}"' in known


def test_a_history_marks_what_came_and_went() -> None:
    from glossary_site.history import History, marked

    assert marked("it may help", "it probably helps a <lot>") == (
        "it <del>may help</del> <ins>probably helps a &lt;lot&gt;</ins>"
    )
    history = History([wc.load("0.1.0"), wc.load("1.0.0")])
    newest, first = history.of("term", "social-pain-avoidance")
    assert (first.version, first.first, first.lines) == ("0.1.0", True, ())
    assert (newest.version, newest.released) == ("1.0.0", datetime.date(2026, 11, 22))
    assert {line.field for line in newest.lines} == {"Relations"}
    assert "<ins>broader Social avoidance goals</ins>" in [str(line.text) for line in newest.lines]
    assert [step.version for step in history.of("term", "ghosting")] == ["1.0.0"]


def test_a_history_shows_nothing_that_is_there_to_be_matched(mini: wc.Glossary) -> None:
    from glossary_site.history import History

    term = next(term for term in mini.terms.values() if term.search_phrases)
    terms = {**mini.terms, term.id: evolve(term, search_phrases=("a phrase of nobody",))}
    later = _Changed(mini, terms)
    newest, _ = History([mini, later]).of("term", term.id)
    assert newest.lines == ()


def test_the_neighbourhood_has_a_link_for_each_relation(mini: wc.Glossary) -> None:
    from glossary_site.neighbourhood import picture

    for term in mini.terms.values():
        relations = mini.relations(term)
        svg = picture(term, relations, lambda id: mini.terms[id].name, lambda id: f"{id}.html")
        assert sorted(re.findall(r'href="([\w-]+)\.html"', svg)) == sorted(r.target for r in relations)
        assert svg.count('class="edge ') == len(relations)
        assert svg.count("suggested") == sum(r.basis == "inference" for r in relations)


def test_hashes_are_those_of_fnv() -> None:
    from glossary_site.client_search import feature_hash, word_hash

    # Test vectors of the Internet draft on FNV, for ASCII: one code unit is one octet there.
    assert [word_hash(text) for text in ("", "a", "foobar")] == [0x811C9DC5, 0xE40C292C, 0xBF9CF968]
    assert feature_hash(("a",)) == word_hash("a")
    assert feature_hash(("a", "b")) != feature_hash(("b", "a"))


def test_two_words_with_one_hash_are_refused() -> None:
    from glossary_site.client_search import _refuse_collisions

    with pytest.raises(ValueError, match="'one' and 'two'"):
        _refuse_collisions(["two", "one"], [7, 7])
