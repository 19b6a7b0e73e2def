"""Whatever text comes in, an answer comes out: search and mentions never raise, lookup only what it says."""

from __future__ import annotations

import pytest
from hypothesis import given

import withdrawal_concepts as wc
from strategies import any_text
from withdrawal_concepts import _labels

LONG = {
    "one letter": "a" * 100_000,
    "one word": "dread " * 16_667,
    "labels": "Sunday-evening dread; " * 4_546,
    "no words": "\u2014 .\n" * 25_000,
    "accents": "e\u0301\u0308" * 33_334,
    "controls": "".join(map(chr, range(32))) * 3_125,
    "triggers": "cannot face " * 8_334,
    "astral": "\U0001f600\U000e0041" * 50_000,
    "no letters of ours": "\u0e01\u4e00\u0627" * 33_334,
    "surrogates": "\ud800x" * 50_000,
    "apostrophes": "x'" * 50_000,
}
long_texts = pytest.mark.parametrize("text", LONG.values(), ids=list(LONG))


def _is_an_answer(result: wc.SearchResult, text: str) -> bool:
    return result.query == text and all(isinstance(hit, wc.Hit) and hit.matches is not None for hit in result)


@given(any_text)
def test_search_answers_any_text(mini: wc.Glossary, text: str) -> None:
    assert _is_an_answer(mini.search(text), text)


@long_texts
def test_search_answers_a_very_long_text(text: str, mini: wc.Glossary) -> None:
    assert _is_an_answer(mini.search(text), text)


@given(any_text)
def test_mentions_reads_any_text(mini: wc.Glossary, text: str) -> None:
    assert all(text[m.start : m.end] == m.text and m.term_id in mini.terms for m in mini.mentions(text))


@long_texts
def test_mentions_reads_a_very_long_text(text: str, mini: wc.Glossary) -> None:
    found = list(mini.mentions(text))
    assert len(found) == (4_546 if "evening" in text else 0)


@given(any_text)
def test_lookup_raises_only_not_found_or_ambiguous(mini: wc.Glossary, text: str) -> None:
    try:
        assert mini.lookup(text).id in mini.terms
    except (wc.TermNotFoundError, wc.AmbiguousLabelError) as error:
        assert str(error)  # noqa: PT017


@pytest.mark.parametrize("text", [t for name, t in LONG.items() if name not in ("one word", "labels", "triggers")])
def test_lookup_of_a_very_long_text_is_a_miss(text: str, mini: wc.Glossary) -> None:
    with pytest.raises(wc.TermNotFoundError):
        mini.lookup(text)


def test_a_miss_costs_no_more_than_a_few_times_the_length_of_the_label(
    mini: wc.Glossary, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A label of n words has n variants, each as long as the label: the square of n has to be cut off somewhere."""
    built = 0
    variants = _labels.number_variants

    def counted(key: str) -> object:
        nonlocal built
        for variant in variants(key):
            built += len(variant)
            yield variant

    monkeypatch.setattr(_labels, "number_variants", counted)
    label = "word " * 1_000
    with pytest.raises(wc.TermNotFoundError):
        mini.lookup(label)
    assert built <= 100 * len(label)


@given(any_text)
def test_get_and_in_answer_any_text(mini: wc.Glossary, text: str) -> None:
    assert mini.terms.get(text) is None or text in mini.terms or text in mini.redirects


@given(any_text)
def test_an_error_about_any_text_can_be_printed(mini: wc.Glossary, text: str) -> None:
    error = wc.TermNotFoundError(text, "1.0.0", ["a"])
    assert str(error).encode("utf-8")  # repr escapes what cannot be written
