"""What became of an id."""

from __future__ import annotations

import pytest

import withdrawal_concepts as wc
from withdrawal_concepts._outcomes import outcome_of


@pytest.mark.parametrize(
    ("redirect", "outcome", "hint"),
    [
        (wc.Redirect("a", moved_to="b"), wc.Moved("a", "b"), "it moved to 'b'"),
        (wc.Redirect("a", merged_into="b"), wc.Merged("a", "b"), "it was merged into 'b'"),
        (wc.Redirect("a", split_into=("b", "c")), wc.Split("a", ("b", "c")), "it was split into 'b' and 'c'"),
        (wc.Redirect("a", retired="Too vague."), wc.Retired("a", "Too vague.", ()), "it was retired (Too vague.)"),
        (
            wc.Redirect("a", retired="Too vague.", consider=("b", "c")),
            wc.Retired("a", "Too vague.", ("b", "c")),
            "it was retired (Too vague.); consider 'b' or 'c'",
        ),
    ],
)
def test_each_fate_has_a_class_and_words(redirect: wc.Redirect, outcome: wc.Outcome, hint: str) -> None:
    assert outcome_of(redirect) == outcome
    assert redirect.hint == hint


def test_an_outcome_can_be_matched(mini: wc.Glossary) -> None:
    words = []
    for id in ("planned-rest", "end-of-weekend-gloom", "holiday-checking", "taking-it-easy", "me-time"):
        match mini.resolve(id):
            case wc.Current(entry=wc.Term(name=name)):
                words.append(name)
            case wc.Moved(target=target) | wc.Merged(target=target):
                words.append(target)
            case wc.Split(targets=targets):
                words.append(" ".join(targets))
            case wc.Retired(reason=reason, consider=consider):
                words.append(f"{reason} {consider}")
    assert words == [
        "Planned rest",
        "sunday-evening-dread",
        "weekend-checking",
        "planned-rest cafe-pause",
        "The word meant too many things. ('switching-off', 'planned-rest')",
    ]


def test_outcome_is_the_union_of_all_five() -> None:
    assert set(wc.Outcome.__args__) == {wc.Current, wc.Moved, wc.Merged, wc.Split, wc.Retired}
