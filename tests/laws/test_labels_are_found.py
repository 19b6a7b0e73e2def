"""Every label finds its term, in any case, dash, accent, Unicode form or simple plural."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import withdrawal_concepts as wc
from strategies import disguises, plural

NAMES = {
    "anticipatory-unease": (
        "anticipatory-unease",
        "Anticipatory unease",
        "waiting unease",
        "unease about what comes next",
    ),
    "cafe-pause": ("cafe-pause", "Café pause", "coffee break", "naïve little break"),
    "planned-rest": ("planned-rest", "Planned rest", "rest plan", "protected evening"),
    "sunday-evening-dread": ("Sunday-evening dread", "Sunday scaries", "Sunday night blues", "Monday’s shadow"),
    "switching-off": ("switching-off", "Switching off", "mental break", "letting go of work"),
    "weekend-checking": ("weekend-checking", "Weekend checking", "weekend email checking", "weekend inbox habit"),
}
LABELS = [(label, id) for id, labels in NAMES.items() for label in labels]


def test_these_are_the_labels_of_mini(mini: wc.Glossary) -> None:
    assert {id: {id, t.name, *t.aliases} for id, t in mini.terms.items()} == {i: {i, *ls} for i, ls in NAMES.items()}


@pytest.mark.parametrize(("label", "id"), LABELS)
def test_a_label_and_its_plural_find_their_term(label: str, id: str, mini: wc.Glossary) -> None:
    assert mini.lookup(label).id == id
    assert mini.lookup(plural(label)).id == id


@given(st.sampled_from(LABELS), st.data())
def test_lookup_sees_through_any_disguise(mini: wc.Glossary, entry: tuple[str, str], data: st.DataObject) -> None:
    label, id = entry
    assert mini.lookup(data.draw(disguises(label))).id == id


@given(st.sampled_from(LABELS), st.data())
def test_mentions_see_through_any_disguise(mini: wc.Glossary, entry: tuple[str, str], data: st.DataObject) -> None:
    label, id = entry
    text = f"One says: {data.draw(disguises(label))}."
    found = [(m.term_id, m.text) for m in mini.mentions(text, ambiguous=True)]
    assert found == [(id, text[10:-1])]


@given(st.sampled_from(LABELS), st.data())
def test_search_puts_the_term_of_a_disguised_label_first(
    mini: wc.Glossary, entry: tuple[str, str], data: st.DataObject
) -> None:
    label, id = entry
    assert mini.search(data.draw(disguises(label, plurals=False)))[0].id == id


@pytest.mark.parametrize(("label", "id"), LABELS)
def test_an_exact_label_scores_one(label: str, id: str, mini: wc.Glossary) -> None:
    hit = mini.search(label)[0]
    assert (hit.id, hit.score) == (id, 1.0)
