"""What a notebook shows: every word of the entry, escaped, well formed, without a request."""

from __future__ import annotations

from html import unescape
from html.parser import HTMLParser
from typing import Any

import attrs
import pytest

import withdrawal_concepts as wc

G = wc.load("1.0.0")
VOID = {"br"}


class Reader(HTMLParser):
    """Collects the text and the tags, and fails where tags do not close as they opened."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.tags, self.marked = "", [], []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        assert not {name for name, _ in attributes} & {"src", "href", "onload", "onclick"}
        self.tags.append(tag)
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._open and self._open[-1] == "mark":
            self.marked.append(data)


def shown(value: Any) -> Reader:
    return Reader(value._repr_html_())


@pytest.mark.parametrize("id", list(G.terms))
def test_a_term_shows_every_word_with_its_level_and_standing(id: str) -> None:
    term, text = G.terms[id], shown(G.terms[id]).text
    claims = [part for m in term.misconceptions for part in (m.claim, m.correction)]
    graded = [s.text for s in (*term.statements, *term.what_helps)]
    for words in (term.name, term.summary, *term.definition, *term.example, *graded, *claims):
        assert words in text
    for statement in term.statements:
        assert " [" in text.partition(statement.text)[2]
        assert all(reference in text for reference in statement.references)
    assert term.standing in text
    assert "No health professional has approved it yet." in text
    assert all(notice in text for notice in term.notices)
    assert not [phrase for phrase in term.search_phrases if len(phrase) > 30 and phrase in text]


@pytest.mark.parametrize("id", list(G.sections))
def test_a_section_shows_every_paragraph(id: str) -> None:
    text = shown(G.sections[id]).text
    assert all(paragraph.text in text for paragraph in G.sections[id].paragraphs)


def test_hits_show_what_matched() -> None:
    result = G.search("rejection sensitivity", limit=3)
    page = shown(result)
    assert [hit.name in page.text for hit in result] == [True] * len(result)
    assert {word.casefold() for word in page.marked} >= {"rejection", "sensitivity"}


def test_a_notice_comes_first_and_whole() -> None:
    result = G.search("i want to die because everyone rejects me")
    assert result.notice is not None
    text = shown(result).text
    assert all(paragraph in text for paragraph in result.notice.paragraphs)
    assert text.startswith(result.notice.title)


def test_nothing_found_is_said() -> None:
    assert "Nothing in the glossary answers" in shown(G.search("qqqq zzzz")).text


def test_a_neighbourhood_shows_each_relation_with_its_reason() -> None:
    near = G.neighbourhood("ghosting")
    assert near.relations == G.relations("ghosting")
    assert near.terms == G.related("ghosting")
    text = shown(near).text
    for relation in near.relations:
        assert relation.reason in text
        assert G.terms[relation.target].name in text


def test_a_term_without_relations_says_so() -> None:
    alone = G.neighbourhood("ghosting", "contrasts_with")
    assert (alone.relations, alone.terms) == ((), ())
    assert "no relations" in shown(alone).text


def test_text_stays_text() -> None:
    odd = attrs.evolve(G.terms["ghosting"], name="<script>x</script>", summary="a < b & c", aliases=('"><img src=x>',))
    page = shown(odd)
    assert "script" not in page.tags
    assert "img" not in page.tags
    assert "<script>x</script>" in page.text
    assert unescape("a &lt; b &amp; c") in page.text
