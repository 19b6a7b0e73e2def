"""Search on the site: the same words and notices as in Python, lay phrases found, nothing sent or kept."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from watched import Watched

import withdrawal_concepts as wc
from withdrawal_concepts._notices import NoticeFinder
from withdrawal_concepts._text import words

sys.path.insert(0, str(Path(__file__).parents[1] / "relevance"))
from judged import GRADED, Query, read_queries

pytestmark = pytest.mark.checkout

ASK = """queries => {
    const notices = new glossarySearch.Notices(glossarySearchData);
    const ranker = new glossarySearch.Ranker(glossarySearchData, new Stemmer());
    return queries.map(query => {
        const typed = glossarySearch.words(query);
        const ids = ranker.find(typed).map(([number]) => glossarySearchData.entries[number][1]);
        return [typed, notices.find(typed), ids];
    });
}"""


class Answer(NamedTuple):
    query: Query
    typed: list[str]
    notice: str | None
    ids: list[str]


@pytest.fixture(scope="module")
def answers(browser: Any, site: Path) -> list[Answer]:
    """What the browser makes of every judged query."""
    page = browser.new_page()
    page.goto(f"{site.as_uri()}/search.html")
    queries = read_queries()
    found = page.evaluate(ASK, [query.text for query in queries])
    page.close()
    return [Answer(query, *answer) for query, answer in zip(queries, found, strict=True)]


def test_words_are_those_of_python(answers: list[Answer]) -> None:
    assert [a.query.text for a in answers if a.typed != [word for word, _, _ in words(a.query.text)]] == []


def test_notices_are_those_of_the_patterns_in_python(answers: list[Answer]) -> None:
    finder = NoticeFinder(wc.load().notices)
    for answer in answers:
        expected = finder.find([word for word, _, _ in words(answer.query.text)])
        assert answer.notice == (expected.id if expected else None), answer.query.text
    assert sum(a.notice is not None for a in answers if a.query.kind == "crisis") > 80
    assert not [a for a in answers if a.query.kind == "offtopic" and a.notice]


def test_lay_phrases_lead_to_entries(answers: list[Answer]) -> None:
    graded = [a for a in answers if a.query.kind in GRADED]
    found = [any(a.query.relevant.get(id, 0) >= 2 for id in a.ids[:3]) for a in graded]
    assert sum(found) / len(found) > 0.75
    exact = [a for a in graded if a.query.kind == "exact"]
    assert [a.query.text for a in exact if a.query.relevant.get(a.ids[0], 0) < 3] == []


def test_a_search_phrase_finds_its_own_entry(browser: Any, site: Path) -> None:
    page = browser.new_page()
    page.goto(f"{site.as_uri()}/search.html")
    wanted = [(phrase, id) for id, term in wc.load().terms.items() for phrase in term.search_phrases]
    found = page.evaluate(ASK, [phrase for phrase, _ in wanted])
    page.close()
    hits = [id in ids[:5] for (_, id), (_, _, ids) in zip(wanted, found, strict=True)]
    assert sum(hits) / len(hits) > 0.95


def test_the_notice_comes_first_and_whole_and_goes_again(opened: Watched) -> None:
    page = opened.open("search.html")
    notice = wc.load().search("i want to die").notice
    assert notice is not None
    page.locator("#glossary-query").fill("i want to die")
    card = page.locator("#search-notice .care-card")
    text = card.inner_text()
    assert notice.title in text
    assert [paragraph for paragraph in notice.paragraphs if paragraph not in text] == []
    below = page.locator("#glossary-results").bounding_box()
    above = card.bounding_box()
    assert above
    assert below
    assert above["y"] + above["height"] <= below["y"]
    page.locator("#glossary-query").fill("left on read")
    assert page.locator("#search-notice .care-card").count() == 0
    assert page.locator("#glossary-results a").first.inner_text() == "Ghosting"


def test_an_empty_answer_is_kind(opened: Watched) -> None:
    page = opened.open("search.html")
    page.locator("#glossary-query").fill("zzkqj wwvvx")
    assert "That says nothing about you" in page.locator("#search-status").inner_text()


def test_what_was_typed_is_kept_nowhere(opened: Watched) -> None:
    page = opened.open("search.html#q=being+left+out")
    page.wait_for_selector("#search-results li")
    assert page.evaluate("JSON.stringify(localStorage) + JSON.stringify(sessionStorage) + document.cookie") == "{}{}"


def test_other_pages_are_found_by_word(opened: Watched) -> None:
    page = opened.open("search.html#q=specifier")
    page.wait_for_selector("#search-results li")
    assert "pin-content" in "".join(
        page.eval_on_selector_all("#search-results a", "all => all.map(link => link.getAttribute('href'))")
    )
