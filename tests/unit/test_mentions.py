"""Labels found in running text."""

from __future__ import annotations

from typing import Any

import pytest

import withdrawal_concepts as wc
from strategies import a_term, glossary_of


def _found(g: wc.Glossary, text: str, **asked: bool) -> list[tuple[str, str]]:
    return [(m.text, m.term_id) for m in g.mentions(text, **asked)]


@pytest.mark.parametrize(
    "text",
    [
        "Sunday-evening dread", "sunday evening dread", "SUNDAY–EVENING DREAD", "Sunday\nevening\n dread",
        "sunday_evening_dread",
        "Sunday - evening dread", "Sunday\u00a0evening\u2009dread", "Sunday-evening dreads", "Sunday evenings dread",
        "sunday scary",
        "Monday’s shadow", "Monday's shadow", "mondays shadow", "Mondayʼs shadow", "Sunday\u200b evening dread",
    ],
)  # fmt: skip
def test_forms_of_a_label(mini: wc.Glossary, text: str) -> None:
    assert _found(mini, f"So, {text}!") == [(text, "sunday-evening-dread")]


@pytest.mark.parametrize(
    "text",
    ["Café pause", "CAFÉ PAUSE", "Cafe pause", "Cafe\u0301 pause", "cafe\u0301-pauses", "nai\u0308ve little break"],
)
def test_accents_and_unicode_forms(mini: wc.Glossary, text: str) -> None:
    assert _found(mini, f"A {text}, then.") == [(text, "cafe-pause")]


def test_a_mention_ends_after_its_last_accent() -> None:
    g = glossary_of([a_term("cafe", name="Café")])
    text = "The cafe\u0301."
    assert _found(g, text) == [("cafe\u0301", "cafe")]


@pytest.mark.parametrize(
    "text",
    ["Sunday. Evening dread", "sunday, evening dread", "Sunday (evening) dread", "sunday/evening dread",
     "mySunday-evening dread",
     "Sunday-evening dreadful", "planned the rest", "rest planned", "Sunday-eveningdread", "planned; rest",
     "planned 👍 rest"],
)  # fmt: skip
def test_what_is_no_mention(mini: wc.Glossary, text: str) -> None:
    assert _found(mini, text) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [("", ""), ("(", ")"), ("“", "”"), ("'", "'"), ("*", "*"), ("#", ":"), ("x ", " y"), ("👍", "👍"), ("\n", "\n")],
)
def test_offsets_count_characters_of_the_given_text(mini: wc.Glossary, before: str, after: str) -> None:
    text = f"{before}planned rest{after}"
    (mention,) = mini.mentions(text)
    assert mention == wc.Mention(len(before), len(before) + 12, "planned rest", "planned-rest")


def test_the_longest_label_wins() -> None:
    g = glossary_of([a_term("rest"), a_term("planned-rest"), a_term("planned-rest-day")])
    assert _found(g, "planned rest day, planned rest, rest, planned") == [
        ("planned rest day", "planned-rest-day"),
        ("planned rest", "planned-rest"),
        ("rest", "rest"),
    ]


def test_after_a_mention_the_next_word_counts() -> None:
    g = glossary_of([a_term("a-b", name="one two"), a_term("b-c", name="two three"), a_term("c-d", name="three four")])
    assert _found(g, "one two three four") == [("one two", "a-b"), ("three four", "c-d")]


def test_a_longer_label_that_breaks_off_does_not_hide_a_shorter_one() -> None:
    g = glossary_of([a_term("one", name="fear"), a_term("two", name="fear of being left")])
    assert _found(g, "fear of being late") == [("fear", "one")]


def test_once(mini: wc.Glossary) -> None:
    text = "Planned rest, rest plan, planned rest; Sunday scaries, planned rest."
    assert [m.start for m in mini.mentions(text)] == [0, 14, 25, 39, 55]
    assert [m.start for m in mini.mentions(text, once=True)] == [0, 39]


def test_ambiguous_labels_are_left_out_unless_asked_for(mini: wc.Glossary) -> None:
    text = "After switching off, a coffee break. Letting go of work is a mental break."
    assert _found(mini, text) == [("Letting go of work", "switching-off")]
    assert _found(mini, text, ambiguous=True) == [
        ("switching off", "switching-off"),
        ("coffee break", "cafe-pause"),
        ("Letting go of work", "switching-off"),
        ("mental break", "switching-off"),
    ]


def test_the_plural_of_an_ambiguous_label_is_ambiguous(mini: wc.Glossary) -> None:
    assert _found(mini, "two coffee breaks") == []
    assert _found(mini, "two coffee breaks", ambiguous=True) == [("coffee breaks", "cafe-pause")]


def test_a_label_of_two_terms_is_not_marked() -> None:
    g = glossary_of(
        [a_term("a", aliases=("thing",)), a_term("b", aliases=("Thing",)), a_term("c", name="thing or two")]
    )
    assert _found(g, "a thing", ambiguous=True) == [("a", "a")]
    assert _found(g, "Thing or two") == [("Thing or two", "c")]


def test_ids_alone_are_no_labels_in_prose() -> None:
    assert _found(glossary_of([a_term("some-id", name="Other words")]), "some id, some-id, other words") == [
        ("other words", "some-id")
    ]


def test_it_reads_as_far_as_it_is_asked(mini: wc.Glossary) -> None:
    found = mini.mentions("Planned rest and Sunday scaries")
    assert next(found).term_id == "planned-rest"
    assert next(found).term_id == "sunday-evening-dread"
    assert next(found, None) is None


@pytest.mark.parametrize("text", [None, 5, b"planned rest", ["planned rest"]])
def test_a_text_that_is_no_str_raises_at_once(mini: wc.Glossary, text: Any) -> None:
    with pytest.raises(TypeError, match="text must be a str"):
        mini.mentions(text)


def test_no_terms_no_text() -> None:
    assert _found(glossary_of([]), "planned rest") == []
    assert _found(glossary_of([a_term("a")]), "") == []
