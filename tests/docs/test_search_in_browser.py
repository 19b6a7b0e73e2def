"""Search on the site answers as the package does, word for word; nothing is sent or kept."""

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
from judged import Query, read_queries

pytestmark = pytest.mark.checkout

ASK = """queries => {
    const search = glossarySearch.open(glossarySearchData, new Stemmer());
    return queries.map(query => {
        const typed = glossarySearch.words(query);
        const hits = search.hits(typed).map(([number, score]) => [glossarySearchData.entries[number][1], score]);
        return [typed, search.triggered(typed), search.notice(typed), hits];
    });
}"""


class Answer(NamedTuple):
    query: Query
    typed: list[str]
    triggered: str | None
    notice: str | None
    hits: list[tuple[str, float]]


@pytest.fixture(scope="module")
def answers(browser: Any, site: Path) -> list[Answer]:
    """What the browser makes of every judged query."""
    page = browser.new_page()
    page.goto(f"{site.as_uri()}/search.html")
    queries = read_queries()
    found = page.evaluate(ASK, [query.text for query in queries])
    page.close()
    return [Answer(query, *answer) for query, answer in zip(queries, found, strict=True)]


def _id(notice: wc.Notice | None) -> str | None:
    return None if notice is None else notice.id


def test_words_are_those_of_python(answers: list[Answer]) -> None:
    assert [a.query.text for a in answers if a.typed != [word for word, _, _ in words(a.query.text)]] == []


def test_notices_are_those_of_python(answers: list[Answer]) -> None:
    glossary = wc.load()
    assert [a.query.text for a in answers if a.notice != _id(glossary.search(a.query.text).notice)] == []
    crisis = [a for a in answers if a.query.kind == "crisis"]
    assert sum(a.notice is not None for a in crisis) > 0.9 * len(crisis) > 50


def test_the_patterns_alone_are_those_of_python(answers: list[Answer]) -> None:
    patterns = NoticeFinder(wc.load().notices)
    assert [a.query.text for a in answers if a.triggered != _id(patterns.find(a.typed))] == []
    assert any(a.triggered is None and a.notice is not None for a in answers)


def test_hits_are_those_of_python(answers: list[Answer]) -> None:
    glossary = wc.load()
    others: list[str] = []
    for answer in answers:
        expected = [(hit.id, hit.score) for hit in glossary.search(answer.query.text, limit=5)]
        alike = [id for id, _ in expected] == [id for id, _ in answer.hits[:5]]
        close = all(abs(a - b) < 0.01 for (_, a), (_, b) in zip(expected, answer.hits, strict=False))
        if not (alike and close):
            others.append(answer.query.text)
    # Entries with nearly the same score may change places: the package rounds, and a browser does not.
    assert len(others) <= len(answers) // 100, others


def test_what_has_a_typo_or_is_half_typed_is_found(answers: list[Answer]) -> None:
    typos = [a for a in answers if a.query.kind == "typo"]
    found = [any(a.query.relevant.get(id, 0) >= 2 for id, _ in a.hits[:3]) for a in typos]
    assert sum(found) / len(found) > 0.9


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
