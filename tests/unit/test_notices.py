"""Crisis language, found in what people type."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import withdrawal_concepts as wc
from strategies import a_term, any_text, glossary_of, patterns
from withdrawal_concepts._notices import GAP, READ_AT_ONCE, NoticeFinder, check_pattern

DAY = a_term("a").reviewed


def _notice(id: str, level: str, triggers: tuple[str, ...], exceptions: tuple[str, ...] = ()) -> wc.Notice:
    return wc.Notice(id, level, id, ("A text.",), DAY, DAY, (), triggers, exceptions)  # type: ignore[arg-type]


def _find(text: str, *notices: wc.Notice) -> str | None:
    g = glossary_of([], notices={notice.id: notice for notice in notices})
    found = g.search(text).notice
    return found.id if found else None


@pytest.mark.parametrize(
    "text",
    [
        "cannot face Monday", "I cant face tomorrow", "I can't face tomorrow", "I CAN’T FACE TOMORROW!!",
        "cannot really truly face monday",
        "cant\nface\nmonday", "i want to hide forever", "wanting to hide forever", "wanted to hide forever...",
        "hates Sundays so much",
        "dread sundays", "a long text. And in the end: I cannot face Monday. Then more text.",
    ],
)  # fmt: skip
def test_texts_that_trigger_the_notice_of_mini(mini: wc.Glossary, text: str) -> None:
    expected = None if text == "dread sundays" else mini.notices["pause-now"]
    assert mini.search(text).notice is expected


@pytest.mark.parametrize(
    "text",
    [
        "", "face monday", "I can face monday", "cannot and will not ever again face monday",
        "the song about how I cannot face monday",
        "I do not want to hide forever", "want to hide for now", "sunday scaries", "cant. face the wall",
    ],
)  # fmt: skip
def test_texts_that_do_not(mini: wc.Glossary, text: str) -> None:
    assert mini.search(text).notice is None


@pytest.mark.parametrize(
    ("pattern", "text", "matches"),
    [
        ("a b", "a b", True), ("a b", "a, b", True), ("a b", "x a b y", True), ("a b", "b a", False),
        ("a b", "ab", False),
        ("a", "A", True), ("wan*", "wan", True), ("wan*", "wanting", True), ("wan*", "swan", False),
        ("wan", "wanting", False),
        ("a|b|c d", "b d", True), ("a|b|c d", "d d", False), ("a|wan* d", "wants d", True), ("a ... b", "a b", True),
        ("a ... b", "a 1 2 3 b", True), ("a ... b", "a 1 2 3 4 b", False), ("a ... b ... c", "a x b y c", True),
        ("a ... b", "a b b", True), ("a ... a", "a", False), ("a ... ... b", "a 1 2 3 4 5 6 b", True),
        ("dont", "don't", True),
        ("cafe", "Café", True), ("cafe", "Cafe\u0301", True), ("a ... b c", "a b x b c", True),
        ("a  b", "a b", True), (" a b", "a b", True), ("a b ", "a b", True), ("a\tb", "a b", True),
        ("a\u00a0b", "a b", True), ("a\nb", "a b", True),
    ],
)  # fmt: skip
def test_what_a_pattern_matches(pattern: str, text: str, matches: bool) -> None:
    assert (_find(text, _notice("n", "now", (pattern,))) == "n") is matches


@pytest.mark.parametrize(
    "text",
    ["", " ", "...", "... a", "a ...", "Don't", "don't", "A", "a-b", "a.", "*", "a *b", "a b*c", "a|", "|a", "a||b",
     "a b,", "ab...cd", "a…b", "É", "**", "a**"],
)  # fmt: skip
def test_what_is_no_pattern(text: str) -> None:
    with pytest.raises(ValueError, match=r"write lower-case words|starts and ends with a word"):
        check_pattern(text)


def test_a_pattern_with_a_word_that_normalise_would_change_could_never_match() -> None:
    with pytest.raises(ValueError, match="write lower-case words"):
        check_pattern("café")


def test_an_exception_cancels_what_it_overlaps_and_no_more() -> None:
    notice = _notice("n", "now", ("hurt myself",), ("hurt myself laughing", "not hurt"))
    assert _find("I hurt myself laughing", notice) is None
    assert _find("I did not hurt myself", notice) is None
    assert _find("I hurt myself laughing, then I hurt myself", notice) == "n"
    assert _find("not hurt. I hurt myself", notice) == "n"


def test_an_exception_of_one_notice_counts_for_all() -> None:
    one, other = _notice("a", "now", ("face monday",)), _notice("b", "signpost", (), ("song about ... face monday",))
    assert _find("face monday", one, other) == "a"
    assert _find("song about face monday", one, other) is None


def test_the_most_urgent_notice_wins_then_the_first_id() -> None:
    levels = ["about", "signpost", "professional", "today", "now"]
    notices = [_notice(level, level, ("x",)) for level in levels]
    for n in range(1, 6):
        assert _find("x", *notices[:n]) == levels[n - 1]
    assert _find("x", _notice("b", "now", ("x",)), _notice("a", "now", ("x",))) == "a"


def test_an_urgent_notice_that_is_cancelled_leaves_the_other() -> None:
    now, later = _notice("n", "now", ("x y",), ("x y z",)), _notice("s", "signpost", ("w",))
    assert _find("x y z w", now, later) == "s"
    assert _find("x y w", now, later) == "n"


def test_a_notice_without_triggers_is_never_found(mini: wc.Glossary) -> None:
    quiet = mini.notices["where-to-turn"]
    assert quiet.triggers == ()
    assert _find(" ".join(quiet.paragraphs), quiet) is None


@given(st.lists(patterns, min_size=1, max_size=4), any_text)
def test_any_text_can_be_looked_at(triggers: list[str], text: str) -> None:
    assert _find(text, _notice("n", "now", tuple(triggers))) in (None, "n")


@given(patterns, st.lists(st.from_regex(r"[a-z]{1,6}", fullmatch=True), max_size=GAP), any_text)
def test_a_text_made_from_a_pattern_matches_it(pattern: str, filler: list[str], around: str) -> None:
    said = [" ".join(filler) if p == "..." else p.split("|")[-1].replace("*", "ing") for p in pattern.split()]
    assert _find(f"{around} . {' '.join(said)} . {around}", _notice("n", "now", (pattern,))) == "n"


@pytest.mark.parametrize("before", range(READ_AT_ONCE - 8, READ_AT_ONCE + 2))
def test_a_match_may_lie_across_two_stretches_of_a_long_text(before: int) -> None:
    text = ["word"] * before + ["a"] + ["so"] * 2 * GAP + ["b"] + ["word"] * READ_AT_ONCE
    assert _find(" ".join(text), _notice("n", "now", ("a ... ... b",))) == "n"
    assert _find(" ".join(text), _notice("n", "now", ("a ... b",))) is None


class _Listening:
    """A model that leans to nothing and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[int, bool, bool]] = []

    def understood(self, tokens: list[str]) -> list[str | None]:
        return list(tokens)

    def leaning(self, stems: list[str | None], *, begins: bool, ends: bool) -> float:
        self.asked.append((len(stems), begins, ends))
        return -1.0


@pytest.mark.parametrize(
    ("length", "asked"),
    [
        (2, []), (3, [(3, True, True)]), (24, [(24, True, True)]),
        (25, [(24, True, False), (13, False, True)]),
        (40, [(24, True, False), (24, False, False), (16, False, True)]),
    ],
)  # fmt: skip
def test_the_model_is_told_which_stretch_begins_and_which_ends(
    length: int, asked: list[tuple[int, bool, bool]]
) -> None:
    model = _Listening()
    finder = NoticeFinder({"n": _notice("n", "now", ("x y",))}, model)  # type: ignore[arg-type]
    assert finder.find(["word"] * length) is None
    assert model.asked == asked
