"""Law: the index and the stretches lose no match of a pattern, and make none up."""

from __future__ import annotations

import re
from unittest import mock

from hypothesis import given
from hypothesis import strategies as st

from withdrawal_concepts import _notices
from withdrawal_concepts._notices import GAP, PatternSet

words = st.sampled_from(["a", "b", "ab", "abc", "abcd", "abce", "b*", "ab*", "abc*", "abcd*"])
parts = st.lists(words, min_size=1, max_size=3).map("|".join)
gaps = st.sampled_from(["", "", "", " ...", " ... ..."])
texts = st.lists(st.sampled_from(["a", "b", "ab", "abc", "abcd", "abce", "abcde", "x", "y"]), max_size=30)


@st.composite
def some_patterns(draw: st.DrawFn) -> str:
    """Return a pattern of up to five words."""
    first, *others = draw(st.lists(parts, min_size=1, max_size=5))
    return first + "".join(f"{draw(gaps)} {part}" for part in others)


def plainly(pattern: str, tokens: list[str]) -> set[int]:
    """Return the places where a match begins, found by a regular expression over the whole text."""
    written = ""
    for part in pattern.split():
        if part == "...":
            written += rf"(?:\w+ ){{0,{GAP}}}"
        else:
            written += f"(?:{part})".replace("*", r"\w*") + " "
    text = "".join(f"{token} " for token in tokens)
    return {text.count(" ", 0, match.start()) for match in re.finditer(rf"\b(?={written})", text)}


@mock.patch.object(_notices, "READ_AT_ONCE", 3)
@given(st.lists(some_patterns(), min_size=1, max_size=4), texts)
def test_what_begins_a_match_is_found_and_nothing_else(patterns: list[str], tokens: list[str]) -> None:
    found = PatternSet([(text, str(number)) for number, text in enumerate(patterns)], None).find(tokens)
    expected = {(start, str(n)) for n, text in enumerate(patterns) for start in plainly(text, tokens)}
    assert {(start, owner) for start, _, owner in found} == expected
