"""The stemmer is asked only where a known stem can come out: what it would have said is never missed."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import withdrawal_concepts as wc
from withdrawal_concepts import _store
from withdrawal_concepts._learned import SearchTable
from withdrawal_concepts._text import ENDINGS, stem, stem_among

FORMS = tuple(
    """
    s es ed d ing ings er ers or ors y ly al ally ion ions ation ations ational ator ators ative ive ively iveness ness
    nesses ful fulness fully less lessly able ably ability ible ibly ibility ment ments mental ant ance ancy ent ence
    ency ism ist ists istic ity ities ic ics ical ically icate ication ize izes ized izing izer ization ous ously
    ousness ingly edly ies ied ying iest ish
    """.split()  # noqa: SIM905
)
DOUBLED = ["ed", "ing", "er", "ers", "ings"]


@pytest.fixture(scope="module")
def words() -> list[str]:
    version = wc.content_versions()[-1]
    data = _store.read_search_table(version.digest)
    assert data is not None
    return list(SearchTable(data).words)


def _told(known: frozenset[str], word: str) -> str | None:
    own = stem(word)
    return own if own in known else None


def test_every_word_that_an_index_knows_leads_to_its_stem(words: list[str]) -> None:
    stems = frozenset(map(stem, words))
    assert [word for word in words if len(stem(word)) > 1 and stem_among(stems, word) != stem(word)] == []


def test_every_form_of_a_word_is_told_as_the_stemmer_tells_it(words: list[str]) -> None:
    stems = frozenset(own for own in map(stem, words) if len(own) > 1)
    made = [word + form for word in words[:2500] for form in FORMS]
    made += [word[:-1] + form for word in words[:2500] if word[-1] in "ey" for form in FORMS]
    made += [word + word[-1] + form for word in words[:2500] if stem(word) == word for form in DOUBLED]
    made = random.Random(0).sample(made, 40_000)
    missed = [word for word in made if len(word) > 3 and stem_among(stems, word) != _told(stems, word)]
    assert missed == []


@given(
    st.sets(st.text("abdeilnorsty", min_size=2, max_size=5), min_size=1, max_size=8),
    st.lists(st.sampled_from([*ENDINGS, "b", "t"]), max_size=4).map("".join),
)
def test_whatever_is_known(begins: set[str], rest: str) -> None:
    stems = frozenset(own for own in map(stem, begins) if len(own) > 1)
    for word in (begin + rest for begin in begins):
        if not word.endswith("yings"):  # of "lyings"
            assert stem_among(stems, word) == _told(stems, word)


@pytest.mark.parametrize("word", ["", "ss", "xs" * 25_000, "ed" * 25_000, "abed" + "eded" * 11 + "q", "孤独", "éé"])
def test_any_text_is_told_in_no_time(word: str) -> None:
    assert stem_among(frozenset({"abed", "x", "s", "e"}), word) is None
    assert stem_among(frozenset(), word) is None
