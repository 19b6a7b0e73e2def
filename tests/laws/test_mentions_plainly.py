"""Mentions are what a plain reading of the text, word by word and label by label, finds."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import withdrawal_concepts as wc
from plain_reading import plainly
from strategies import a_term, any_text, disguises, glossary_of
from withdrawal_concepts import _mentions
from withdrawal_concepts._text import goes_into_words, words

TERMS = [
    a_term("fear", name="fear", aliases=("fear of being left", "fear of rest")),
    a_term("rest", name="planned rest", aliases=("planned rest day", "it's", "Straße")),
    a_term("cafe", name="Café pause", aliases=("fi fi", "İzmir blues", "ﬁne rest"), ambiguous=("fi fi",)),
    a_term("half", name="1 2", aliases=("being 1", "2 being", "Ωmega", "𝒜stral rest")),
    a_term("blues", name="Monday’s blues", aliases=("being", "of being", "rest-fear-rest")),
]
LABELS = [label for term in TERMS for label in (term.name, *term.aliases)]
PIECES = [
    "fear", "Fears", "of", "being", "left", "rest", "rests", "planned", "day", "it's", "its", "it’s",
    "Straße", "STRASSE", "Café", "cafe\u0301", "pause", "pauses", "fi", "ﬁ", "ﬁne", "fine", "İzmir",
    "izmir", "i\u0307zmir", "blues", "1", "2", "½", "1½", "Ωmega", "ΩMEGA", "ωmega", "𝒜stral",
    "astral", "Monday’s", "Mondays", "monday's", "ŉ", "ﷺ", "e", " ", " ", " ", " ", " ", "  ", "\n",
    "\r\n", "\t", "-", "\u2013", "\u2014", "_", "\u00a0", "\u2009", ".", ", ", ";", "/", "(", ")",
    "“", "”", "‘", "’", "'", "''", "´", "`", "ʼ", "\u00ad", "\u200b", "\u200d", "\ufeff", "\u0301",
    "👍", "\ud800", "\x00",
]  # fmt: skip
pieces = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
disguised = st.lists(st.one_of(st.sampled_from(LABELS).flatmap(disguises), pieces), max_size=6).map(" ".join)


@pytest.fixture(scope="module")
def terms() -> wc.Glossary:
    return glossary_of(TERMS)


@given(st.one_of(pieces, disguised, any_text), st.booleans())
@example("½ being, being ½", False)
@example("fear of rest. Fear; of rest", False)
@example("being 1, being 1", True)
@example("planned; rest planned rest, planned  planned  rest", False)
@example("planned½rest \ufffd", False)
@example("ﬁne rest, Ωmega, it's ﬁne rest", False)
@example("\u02bcfear, 'fear', \u02bc\u00adfear\u02bc\u00ad", False)
@example("fear''being, fear\u2019'being fear\u00b4\u2019being", False)
@example("fear'\u0301being fear'\u200bbeing fear\u02bc\u02bcbeing", False)
def test_mentions_are_what_a_plain_reading_finds(terms: wc.Glossary, text: str, ambiguous: bool) -> None:
    assert list(terms.mentions(text, ambiguous=ambiguous)) == plainly(terms, text, ambiguous=ambiguous)


@given(st.lists(pieces, max_size=4))
def test_where_a_long_text_is_cut_changes_nothing(terms: wc.Glossary, texts: list[str]) -> None:
    text = ".".join(texts)
    whole = list(terms.mentions(text))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_mentions, "BLOCK", 1)
        assert list(terms.mentions(text)) == whole


@pytest.mark.parametrize("start", [*range(0, 0x3100, 0x100), *range(0xFB00, 0x10000, 0x100), 0x1D400, 0x1F600, 0xE0000])
def test_every_sign_is_read_as_a_plain_reading_reads_it(terms: wc.Glossary, start: int) -> None:
    text = "".join(f"planned{chr(c)}rest fear{chr(c)} {chr(c)}being " for c in range(start, start + 0x100))
    assert list(terms.mentions(text)) == plainly(terms, text, ambiguous=False)


@given(st.characters())
def test_a_sign_goes_into_words_where_no_word_ends_at_it(sign: str) -> None:
    (_, _, end), *_ = words(f"a{sign}a")
    assert goes_into_words(sign) == (end == 3)
