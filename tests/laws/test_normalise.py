"""normalise is idempotent, and blind to case, accents, dashes and Unicode form."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategies import any_text
from withdrawal_concepts._text import _Folded, normalise, squeezed, words


@given(any_text)
def test_normalise_is_idempotent(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


def test_normalise_is_idempotent_over_every_character() -> None:
    wrong = [f"U+{n:04X}" for n in range(sys.maxunicode + 1) if normalise(k := normalise(f"a{chr(n)}b")) != k]
    assert wrong == []


@given(any_text, st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
def test_the_unicode_form_does_not_matter(text: str, form: str) -> None:
    # Accents that stand alone are typed for apostrophes; a normal form makes them a space and an accent.
    text = text.translate(dict.fromkeys(map(ord, "\u00b4\u1ffd\u1fef")))
    assert normalise(unicodedata.normalize(form, text)) == normalise(text)


@given(st.text("abcxyzéüñßﬁ -'", max_size=30))
def test_case_does_not_matter(text: str) -> None:
    assert normalise(text.upper()) == normalise(text.lower()) == normalise(text.casefold()) == normalise(text)


@given(any_text)
def test_a_key_holds_words_and_single_spaces(text: str) -> None:
    key = normalise(text)
    assert key == " ".join(key.split())
    assert all(c.isalnum() or c == " " for c in key)


@given(any_text)
def test_a_squeezed_label_is_its_key_without_spaces(text: str) -> None:
    assert squeezed(text) == normalise(text).replace(" ", "").encode()


def test_every_character_is_folded_by_the_rules_whichever_way_is_shorter() -> None:
    def by_the_rules(text: str) -> str:
        return " ".join("".join(_Folded()[ord(sign)] for sign in text).split())

    for code in [*range(0x3000), *range(0xFE00, 0x10000)]:
        for text in (f"a{chr(code)}b", f"A{chr(code)}?b"):
            assert normalise(text) == by_the_rules(text), f"U+{code:04X}"
            assert squeezed(text) == by_the_rules(text).replace(" ", "").encode(), f"U+{code:04X}"


@given(any_text)
def test_ascii_text_takes_a_shorter_way_to_the_same_key(text: str) -> None:
    ascii_only = "".join(c for c in text if c.isascii())
    assert normalise(ascii_only + "\u0301") == normalise(ascii_only)


@given(any_text)
def test_words_are_in_order_and_inside_the_text(text: str) -> None:
    found = list(words(text))
    assert all(word and 0 <= start < end <= len(text) for word, start, end in found)
    assert [start for _, start, _ in found] == sorted(start for _, start, _ in found)
    assert all(normalise(word) == word for word, _, _ in found)


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
@given(text=st.text("naïve éöü-' cd", max_size=30))
def test_words_are_the_same_in_every_unicode_form(form: str, text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert [w for w, _, _ in words(unicodedata.normalize(form, text))] == [w for w, _, _ in words(composed)]


@given(any_text.filter(lambda text: text.isascii() and "'" not in text and "`" not in text))
def test_the_words_of_a_text_are_the_words_of_its_key(text: str) -> None:
    assert [word for word, _, _ in words(text)] == normalise(text).split()
