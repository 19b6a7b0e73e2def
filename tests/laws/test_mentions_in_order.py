"""Mentions are in reading order, never overlap, and hold exactly the text that they point at."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

import withdrawal_concepts as wc
from strategies import any_text

PIECES = [
    "Sunday-evening dread", "dread", "Sunday", "night", "blues", "planned", "rest", "planned rest plan",
    "weekend checking", "email", "switching off", "Café pause", "cafe", "coffee-break", "unease", "waiting unease",
    " ", " ", " ", ". ", ", ", "-", "\u2013", "\n", "\n\n", "s", "'", "\u2019s ", "\u00ad", "(", ")", "é", "1",
]  # fmt: skip
running_text = st.one_of(st.lists(st.sampled_from(PIECES), max_size=25).map("".join), any_text)


@given(running_text, st.booleans(), st.booleans())
def test_mentions_are_in_order_and_never_overlap(mini: wc.Glossary, text: str, once: bool, ambiguous: bool) -> None:
    found = list(mini.mentions(text, once=once, ambiguous=ambiguous))
    edges = [edge for m in found for edge in (m.start, m.end)]
    assert edges == sorted(edges)
    assert all(m.start < m.end for m in found)


@given(running_text, st.booleans())
def test_a_mention_is_the_text_it_points_at_and_a_label_of_its_term(
    mini: wc.Glossary, text: str, ambiguous: bool
) -> None:
    for m in mini.mentions(text, ambiguous=ambiguous):
        assert text[m.start : m.end] == m.text
        assert mini.lookup(m.text).id == m.term_id


@given(running_text)
def test_a_mention_stands_at_the_edges_of_words(mini: wc.Glossary, text: str) -> None:
    for m in mini.mentions(text):
        assert not (m.start and text[m.start - 1].isalnum())
        assert not text[m.end : m.end + 1].isalnum()


@given(running_text)
def test_once_gives_the_first_mention_of_each_term(mini: wc.Glossary, text: str) -> None:
    first = {}
    for m in mini.mentions(text):
        first.setdefault(m.term_id, m)
    assert list(mini.mentions(text, once=True)) == list(first.values())


@given(running_text)
def test_ambiguous_labels_only_add_where_nothing_stands(mini: wc.Glossary, text: str) -> None:
    for m in mini.mentions(text):
        inside = [n for n in mini.mentions(text, ambiguous=True) if n.start < m.end and m.start < n.end]
        assert inside
        assert inside[0].start <= m.start


@given(running_text, running_text)
def test_a_full_stop_divides_texts(mini: wc.Glossary, one: str, other: str) -> None:
    both = one + " . " + other
    shift = len(one) + 3
    apart = [(m.start, m.end) for m in mini.mentions(one)]
    apart += [(m.start + shift, m.end + shift) for m in mini.mentions(other)]
    assert [(m.start, m.end) for m in mini.mentions(both)] == apart
