"""Only what touches the caller, and for each thing what to do."""

from __future__ import annotations

import attrs
import pytest

import withdrawal_concepts as wc
from strategies import a_term, glossary_of

REFERENCE = wc.Reference("a-2020", "book", "T", (wc.Person("A"),), 2020, "N")
STATED = (wc.Statement("One thing is so.", "limited"), wc.Statement("Another is not, for sure.", "strong"))
IDS = ("stays", "moved-on", "merged-in", "split-up", "retired-one", "gone-one", "graded", "aged", "worded", "labelled")
BEFORE = glossary_of(
    [attrs.evolve(a_term(id), statements=STATED) for id in IDS[:-1]]
    + [a_term("labelled", aliases=("first label", "second label", "third label"))],
    references={"a-2020": REFERENCE},
)
AFTER = glossary_of(
    [
        attrs.evolve(BEFORE.terms["stays"]),
        attrs.evolve(BEFORE.terms["moved-on"], id="new-place"),
        attrs.evolve(
            BEFORE.terms["graded"],
            standing="contested",
            statements=(attrs.evolve(STATED[0], evidence="none"), attrs.evolve(STATED[1], evidence="moderate")),
        ),
        attrs.evolve(BEFORE.terms["aged"], status="deprecated", replaced_by="stays"),
        attrs.evolve(BEFORE.terms["worded"], summary="Other words.", notices=("x",)),
        attrs.evolve(BEFORE.terms["labelled"], aliases=("third label",)),
        a_term("newcomer", aliases=("second label", "merged in")),
    ],
    redirects={
        "moved-on": wc.Redirect("moved-on", moved_to="new-place"),
        "merged-in": wc.Redirect("merged-in", merged_into="stays"),
        "split-up": wc.Redirect("split-up", split_into=("stays", "graded")),
        "retired-one": wc.Redirect("retired-one", retired="nobody used it", consider=("stays",)),
        "never-was": wc.Redirect("never-was", merged_into="stays"),
    },
)


def _effects(*uses: str | wc.Use, wording: bool = False) -> list[tuple[str, str, tuple[str, ...], bool]]:
    found = wc.impact(BEFORE, AFTER, uses, wording=wording).effects
    return [(effect.effect, effect.id, effect.choices, effect.breaks) for effect in found]


@pytest.mark.parametrize(
    ("use", "effects"),
    [
        ("stays", []),
        ("moved-on", [("moved", "moved-on", ("new-place",), False)]),
        ("merged-in", [("merged", "merged-in", ("stays",), True)]),
        ("split-up", [("split", "split-up", ("stays", "graded"), True)]),
        ("retired-one", [("retired", "retired-one", ("stays",), True)]),
        ("gone-one", [("removed", "gone-one", (), True)]),
        ("a-2020", [("removed", "a-2020", (), True)]),
        ("graded", [("regraded", "graded", (), False)]),
        ("aged", [("deprecated", "aged", ("stays",), False)]),
        ("worded", []),
        ("labelled", []),
        ("newcomer", []),
        ("never-was", [("merged", "never-was", ("stays",), True)]),
        ("newcomr", [("unknown", "", ("newcomer",), True)]),
        ("first label", [("relabelled", "labelled", ("labelled",), True)]),
        ("Second–Labels", [("relabelled", "labelled", ("labelled",), True)]),
        ("third label", []),
        ("Moved On", []),
        ("Merged in", [("relabelled", "merged-in", ("newcomer",), True)]),
        ("Gone one", [("relabelled", "gone-one", (), True)]),
        ("GRADED", [("regraded", "graded", (), False)]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_happens_to_a_use(use: str, effects: list[object]) -> None:
    assert _effects(use) == effects


def test_wording_is_left_out_unless_it_is_asked_for() -> None:
    assert [(effect, id) for effect, id, *_ in _effects("worded", "graded", wording=True)] == [
        ("reworded", "worded"), ("changed", "worded"), ("regraded", "graded"),
    ]  # fmt: skip


def test_effects_keep_the_places_and_the_order_of_the_uses() -> None:
    uses = [wc.Use("split-up", "b.py", 2, 3), wc.Use("merged-in", "a.py", 1, 1), wc.Use("split-up", "a.py", 9, 1)]
    found = wc.impact(BEFORE, AFTER, uses)
    assert [effect.use for effect in found.effects] == uses
    assert (found.before, found.after, found.breaks) == (BEFORE.version, AFTER.version, True)
    assert [str(effect).split(": ")[0] for effect in found.effects] == ["b.py:2:3", "a.py:1:1", "a.py:9:1"]
    assert len(wc.impact(BEFORE, AFTER, ["split-up", "split-up"]).effects) == 1


def test_nothing_breaks_where_an_id_only_moved_or_was_graded_anew() -> None:
    assert not wc.impact(BEFORE, AFTER, ["moved-on", "graded", "aged", "stays"]).breaks
    assert wc.impact(BEFORE, AFTER, []).effects == ()


@pytest.mark.parametrize(
    ("use", "words"),
    [
        ("moved-on", ("moved to 'new-place'", "write 'new-place'")),
        ("merged-in", ("merged into 'stays'", "covers more")),
        ("split-up", ("split into 'stays' and 'graded'", "choose 'stays' or 'graded'")),
        ("retired-one", ("nobody used it", "choose 'stays', or take it out")),
        ("gone-one", ("is gone", "nothing in its place")),
        ("aged", ("is deprecated", "still there", "write 'stays' in time")),
        ("graded", ("standing established → contested", "limited → none", "strong → moderate", "evidence levels")),
        ("never-was", ("no such entry, either",)),
        ("newcomr", ("in neither", "did you mean 'newcomer'?")),
        ("first label", ("led to 'labelled'; now it leads to nothing", "write the id 'labelled'")),
        ("merged in", ("now it leads to 'newcomer' ('merged-in' was merged into 'stays')",)),
    ],
)
def test_it_says_what_changes_and_what_to_do(use: str, words: tuple[str, ...]) -> None:
    (effect,) = wc.impact(BEFORE, AFTER, [use]).effects
    assert [word for word in words if word not in str(effect)] == []


def test_the_changes_behind_an_effect_are_those_of_the_difference() -> None:
    of_diff = wc.diff(BEFORE, AFTER).changes
    for use in IDS:
        for effect in wc.impact(BEFORE, AFTER, [use], wording=True).effects:
            assert effect.changes
            assert set(effect.changes) <= {change for change in of_diff if change.id == use}


def test_an_id_of_a_kind_that_nothing_follows_breaks_when_it_moves() -> None:
    after = glossary_of(BEFORE.terms.values(), redirects={"a-2020": wc.Redirect("a-2020", moved_to="stays")})
    (effect,) = wc.impact(BEFORE, after, ["a-2020"]).effects
    assert (effect.effect, effect.breaks) == ("moved", True)


def test_a_use_can_be_turned_into_plain_data() -> None:
    found = wc.impact(BEFORE, AFTER, [wc.Use("merged-in", "a.py", 1, 2)])
    (data,) = wc.to_dict(found.effects)
    assert data["use"] == {"text": "merged-in", "path": "a.py", "line": 1, "column": 2}
    assert (data["effect"], data["choices"]) == ("merged", ["stays"])


def test_ids_that_had_gone_away_before() -> None:
    gone = {id: wc.Redirect(id, moved_to="stays") for id in ("forgotten", "kept", "led-on")}
    before = glossary_of([a_term("stays")], redirects=gone)
    after = glossary_of(
        [a_term("stays"), a_term("other")],
        redirects={"kept": gone["kept"], "led-on": wc.Redirect("led-on", merged_into="other")},
    )
    found = wc.impact(before, after, ["forgotten", "kept", "led-on"]).effects
    assert [(effect.effect, effect.choices, effect.breaks) for effect in found] == [
        ("removed", ("stays",), True), ("moved", ("stays",), False), ("merged", ("other",), True),
    ]  # fmt: skip
