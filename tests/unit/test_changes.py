"""One change, as people read it."""

from __future__ import annotations

import pytest

import withdrawal_concepts as wc
from strategies import a_term, glossary_of, related


def _changes(before: wc.Term, after: wc.Term) -> tuple[wc.Change, ...]:
    others = [a_term("other"), a_term("third")]
    return wc.diff(glossary_of([before, *others]), glossary_of([after, *others])).changes


def _only(**fields: tuple[object, object]) -> wc.Change:
    """The one change between two terms that differ in one field."""
    one, other = ({name: pair[side] for name, pair in fields.items()} for side in (0, 1))
    (change,) = _changes(a_term("it", **one), a_term("it", **other))
    return change


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("It is so.", "It is  so.", r"'It is so.' → 'It is  so.' (whitespace or Unicode form only)"),
        ("It is so.", "It is\u00a0so.", r"'It is so.' → 'It is\xa0so.' (whitespace or Unicode form only)"),
        ("A café.", "A cafe\u0301.", r"'A caf\xe9.' → 'A cafe\u0301.' (whitespace or Unicode form only)"),
        ("It is so.", "It is\u200b so.", r"'It is so.' → 'It is\u200b so.' (whitespace or Unicode form only)"),
        ("It is so.", "It was so.", "'It is so.' → 'It was so.'"),
        ("It’s so.", "It's so.", "'It’s so.' → \"It's so.\""),
    ],
)
def test_what_cannot_be_seen_is_shown(before: str, after: str, words: str) -> None:
    change = _only(summary=(before, after))
    assert str(change) == f"term it, summary reworded: {words}"
    assert change.bump == "patch"
    assert change.same_words == ("only" in words)


def test_spans_are_as_small_as_letters() -> None:
    change = _only(summary=("Being left out hurts.", "Being left-out hurt."))
    assert change.spans == (("replace", 10, 11, 10, 11), ("delete", 19, 20, 19, 19))


def test_a_long_text_is_shown_around_what_changed() -> None:
    change = _only(definition=(("x " * 300 + "old." + " y" * 300,), ("x " * 300 + "new." + " y" * 300,)))
    assert len(str(change)) < 200
    assert "old. y" in str(change)
    assert (change.before_at, change.after_at) == (0, 0)


FIELDS: dict[str, tuple[object, object, str, str, str]] = {
    "name": ("Old name", "Old-Name", "renamed", "name", "patch"),
    "standing": ("established", "adapted", "regraded", "standing", "minor"),
    "status": ("current", "deprecated", "changed", "status", "minor"),
    "replaced_by": ("", "other", "changed", "replaced_by", "minor"),
    "aliases": ((), ("an alias",), "added", "aliases", "minor"),
    "search_phrases": (("a", "b"), ("b", "a"), "reordered", "search_phrases", "patch"),
    "origin": (wc.Note("So."), wc.Note("So.", ("a-2000",)), "changed", "origin.references", "minor"),
    "example": (("One.",), ("One.", "Two."), "added", "example", "patch"),
    "statements": (
        (wc.Statement("So.", "limited"),), (wc.Statement("So.", "strong"),), "regraded", "statements", "minor",
    ),
    "what_helps": (
        (wc.Statement("So.", "limited", ("a", "b")),), (wc.Statement("So.", "limited", ("b", "a")),),
        "reordered", "what_helps.references", "patch",
    ),
    "misconceptions": (
        (wc.Misconception("A", "B"),), (wc.Misconception("A", "C"),), "reworded", "misconceptions.correction", "patch",
    ),
    "relations": ((), (related("it", "related", "other"),), "added", "relations", "minor"),
    "external_ids": ((wc.ExternalId("s", "1", "exact"),), (), "removed", "external_ids", "minor"),
}  # fmt: skip


@pytest.mark.parametrize("name", FIELDS)
def test_each_field_has_its_action_and_its_bump(name: str) -> None:
    before, after, action, field, bump = FIELDS[name]
    both = [a_term("same", standing="established"), a_term("more", standing="adapted", relations=(
        related("more", "related", "same"),))]  # fmt: skip
    one, other = (glossary_of([a_term("it", **{name: value}), a_term("other"), *both]) for value in (before, after))
    (change,) = wc.diff(one, other).changes
    assert (change.action, change.field, change.bump, change.kind, change.id) == (action, field, bump, "term", "it")


def test_a_new_name_with_the_old_one_kept_is_minor() -> None:
    before, after = a_term("it", name="Old name"), a_term("it", name="New name", aliases=("Old name",))
    renamed, added = _changes(before, after)
    assert (renamed.action, renamed.bump, added.action, added.bump) == ("renamed", "minor", "added", "minor")


def test_a_new_name_without_the_old_one_is_major() -> None:
    renamed, relabelled = _changes(a_term("it", name="Old name"), a_term("it", name="New name"))
    assert (renamed.bump, relabelled.action, relabelled.bump) == ("minor", "relabelled", "major")
    assert str(relabelled) == "term it, labels relabelled: 'old name' led to it, now to nothing"


def test_a_label_that_is_still_found_is_not_relabelled() -> None:
    changes = _changes(a_term("it", aliases=("night walk", "night walks")), a_term("it", aliases=("night walk",)))
    assert [(change.action, change.bump) for change in changes] == [("removed", "minor")]


def test_a_label_that_a_new_term_takes_is_relabelled() -> None:
    before = glossary_of([a_term("night-walk")])
    after = glossary_of([a_term("night-walk"), a_term("night-walks")])
    added, relabelled = wc.diff(before, after).changes
    assert (added.action, relabelled.action, relabelled.bump) == ("added", "relabelled", "major")
    assert relabelled.after == ("night walks", ("night-walks",))


def test_a_move_that_loses_a_label_is_major() -> None:
    before = glossary_of([a_term("it", aliases=("an alias",)), a_term("x")])
    moved = {"it": wc.Redirect("it", moved_to="new")}
    lost = wc.diff(before, glossary_of([a_term("new"), a_term("x")], redirects=moved))
    kept = wc.diff(before, glossary_of([a_term("new", aliases=("an alias",)), a_term("x")], redirects=moved))
    assert (lost.bump, kept.bump) == ("major", "minor")


@pytest.mark.parametrize(
    ("before", "after", "bump"),
    [
        (wc.Redirect("old", moved_to="a"), wc.Redirect("old", moved_to="b"), "major"),
        (wc.Redirect("old", moved_to="a"), wc.Redirect("old", merged_into="a"), "major"),
        (wc.Redirect("old", merged_into="a"), wc.Redirect("old", moved_to="a"), "minor"),
        (wc.Redirect("old", retired="Vague."), wc.Redirect("old", retired="Vague.", consider=("a",)), "minor"),
    ],
)
def test_a_redirect_that_says_something_else(before: wc.Redirect, after: wc.Redirect, bump: str) -> None:
    terms = [a_term("a"), a_term("b")]
    (change,) = wc.diff(*(glossary_of(terms, redirects={"old": r}) for r in (before, after))).changes
    assert (change.action, change.kind, change.bump) == ("redirected", "redirect", bump)


def test_a_redirect_that_follows_its_target_is_minor() -> None:
    before = glossary_of([a_term("a"), a_term("x")], redirects={"old": wc.Redirect("old", moved_to="a")})
    led = {id: wc.Redirect(id, moved_to="b") for id in ("a", "old")}
    found = wc.diff(before, glossary_of([a_term("b", name="a"), a_term("x")], redirects=led))
    assert found.bump == "minor"


def test_a_value_that_no_entry_has_any_more_is_major() -> None:
    one = glossary_of([a_term("it", category="help"), a_term("other")])
    found = wc.diff(one, glossary_of([a_term("it"), a_term("other")]))
    assert [(c.kind, c.id, c.field, c.bump) for c in found.changes] == [
        ("term", "it", "category", "minor"),
        ("vocabulary", "help", "category", "major"),
    ]


def test_texts_for_matching_are_never_shown() -> None:
    change = _only(search_phrases=((), ("a secret phrase",)))
    assert "secret" not in str(change)


def test_long_texts_and_lists_take_no_time_that_grows_with_their_square() -> None:
    statements = [tuple(wc.Statement(f"{word} {n}.", "limited") for n in range(2000)) for word in ("Old", "New")]
    text = "a b " * 50_000
    changes = _changes(
        a_term("it", statements=statements[0], summary=text), a_term("it", statements=statements[1], summary=text[2:])
    )
    assert len(changes) == 2001
    assert all(str(change) for change in changes)
