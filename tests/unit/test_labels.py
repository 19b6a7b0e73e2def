"""Which term a label means: a table of what is beyond doubt, and a closer look at the rest."""

from __future__ import annotations

import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st

import withdrawal_concepts as wc
from strategies import a_term, glossary_of
from withdrawal_concepts._codec import decode, encode
from withdrawal_concepts._labels import NUMBER_LETTERS, Labels, id_of_label
from withdrawal_concepts._snapshot import Snapshot
from withdrawal_concepts._text import normalise, number_variants, squeezed

WORDS = ["tie", "ties", "self", "esteem", "selfesteem", "esteems", "bus", "buses", "buse", "fly", "flies", "flys", "no"]
WORDS += ["day", "daies", "daie", "ad", "ads", "body"]
phrases = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)


def _lookup(names: dict[str, list[str]], label: str, *gone: wc.Redirect) -> str:
    """The id that *label* leads to, where terms have these aliases."""
    snapshot = _snapshot(names, *gone)
    return id_of_label(snapshot, _labels(snapshot), label)


def _snapshot(names: dict[str, list[str]], *gone: wc.Redirect) -> Snapshot:
    terms = {id: a_term(id, name=f"The name of {id}", aliases=tuple(aliases)) for id, aliases in names.items()}
    groups = {"terms": terms, "redirects": {redirect.id: redirect for redirect in gone}}
    return decode(encode(groups, version="1.0.0", released=None), "x.json")


def _labels(snapshot: Snapshot) -> Labels:
    return Labels(snapshot.spelled(), snapshot.redirects, lambda: snapshot.labels)


def _meant(names: dict[str, list[str]], label: str) -> str | None:
    """The only term that *label* can mean, by the rules as they are documented; None: there is none, or no only one."""
    owners: dict[str, set[str]] = {}
    for id, aliases in names.items():
        for alias in (id, *aliases):
            owners.setdefault(normalise(alias), set()).add(id)
    key, joined = normalise(label), normalise(label).replace(" ", "")
    as_written = owners.get(key) or {id for other in owners if other.replace(" ", "") == joined for id in owners[other]}
    in_number = {id for form in number_variants(key) for id in owners.get(form, ())}
    found = as_written or in_number
    return found.pop() if len(found) == 1 else None


@given(st.lists(phrases, max_size=3), st.lists(phrases, max_size=3), phrases, st.sampled_from(["lower", "upper"]))
def test_a_label_means_what_the_rules_say(one: list[str], other: list[str], label: str, case: str) -> None:
    names = {"one-term": one, "other-term": other}
    label = getattr(label, case)()
    meant = _meant(names, label)
    if meant is not None:
        assert _lookup(names, label) == meant
        return
    try:
        found = _lookup(names, label)
    except (wc.TermNotFoundError, wc.AmbiguousLabelError):
        return
    near = [*number_variants(normalise(label)), normalise(label)]  # one of several, or a plural written in one word
    assert any(form in map(normalise, names[found]) for form in near) or _joined_plural(label, names[found])


def _joined_plural(label: str, aliases: list[str]) -> bool:
    joined = normalise(label).replace(" ", "")
    return any(form.replace(" ", "") == joined for alias in aliases for form in number_variants(normalise(alias)))


@pytest.mark.parametrize("label", ["Social-Hassles", "socialhassles", "SOCIAL HASSLE"])
def test_the_plural_of_a_label_may_be_written_in_one_word(label: str) -> None:
    assert _lookup({"hassle": ["social hassle"]}, label) == "hassle"


@pytest.mark.parametrize(("label", "id"), [("nobody", "one"), ("nobodies", "other"), ("no bodies", "other")])
def test_spaces_matter_less_than_a_plural(label: str, id: str) -> None:
    assert _lookup({"one": ["no body"], "other": ["nobodies"]}, label) == id


def test_labels_that_differ_only_in_spaces_are_told_apart() -> None:
    names = {"one": ["self esteem"], "other": ["selfesteem"]}
    assert (_lookup(names, "Self–Esteem"), _lookup(names, "SELFESTEEM")) == ("one", "other")
    with pytest.raises(wc.TermNotFoundError):
        _lookup(names, "sel festeem")


def test_a_plural_of_two_terms_is_ambiguous() -> None:
    with pytest.raises(wc.AmbiguousLabelError) as caught:
        _lookup({"one": ["Thing"], "other": ["thing"]}, "things")
    assert caught.value.candidates == ("one", "other")


@pytest.mark.parametrize("label", ["old-thing", "Old Thing"])
def test_a_label_comes_before_an_id_that_went_away(label: str) -> None:
    assert _lookup({"one": ["old thing"], "other": []}, label, wc.Redirect("old-thing", moved_to="other")) == "one"


@pytest.mark.parametrize("label", ["old-thing", "Old–Thing", "oldthing"])
def test_an_id_that_went_away_is_known_in_any_spelling(label: str) -> None:
    assert _lookup({"one": []}, label, wc.Redirect("old-thing", retired="It was old.")) == "old-thing"


def test_an_id_that_went_away_comes_before_a_label_with_other_spaces() -> None:
    gone = wc.Redirect("old-thing", moved_to="other")
    assert _lookup({"one": ["oldthing"], "other": []}, "Old Thing", gone) == "old-thing"
    assert _lookup({"one": ["oldthing"], "other": []}, "OldThing", gone) == "one"


@pytest.mark.parametrize("label", ["résponse", "RE\u0301SPONSE", "rés\u00adponse", "’response‘", "ｒｅｓｐｏｎｓｅ"])
def test_signs_beyond_ascii_make_no_difference(label: str) -> None:
    assert _lookup({"one": ["response"]}, label) == "one"


@pytest.mark.parametrize("label", ["孤 独", "STRASSE", "ωMEGA 3"])
def test_labels_of_other_scripts_are_found(label: str) -> None:
    assert _lookup({"one": ["孤独", "Straße", "Ωmega‐3"]}, label) == "one"


@pytest.mark.parametrize("label", ["one", "SOCIAL hassle", "social–hassle", "sócial hassle", "socialhassle", "One S"])
def test_what_is_beyond_doubt_needs_no_closer_look(label: str, monkeypatch: pytest.MonkeyPatch) -> None:
    g = glossary_of([a_term("one", aliases=("social hassle",)), a_term("other")])
    monkeypatch.setattr(Labels, "owners", None)
    assert g.lookup(label).id == "one"


@pytest.mark.parametrize("label", ["SOCIAL hassles", "Sociàl hassles", "socials hassle", "hobby", "my tipses"])
def test_a_plural_needs_one_closer_look_at_most(label: str, monkeypatch: pytest.MonkeyPatch) -> None:
    aliases = ("social hassle", "hobbies", "my tips")
    g = glossary_of([a_term("one", aliases=aliases), a_term("other", aliases=("hobo",))])
    g.lookup(label)
    monkeypatch.setattr(Labels, "owners", None)
    assert g.lookup("-".join(label.upper())).id == "one"


@given(st.lists(phrases, max_size=4), st.lists(phrases, max_size=4), st.lists(phrases, min_size=2), st.data())
def test_what_was_asked_before_changes_no_answer(
    one: list[str], other: list[str], asked: list[str], data: st.DataObject
) -> None:
    terms = [a_term("one-term", aliases=tuple(one)), a_term("other-term", aliases=tuple(other))]
    gone = {id: wc.Redirect(id, moved_to="one-term") for id in ("old-tie", "self-bus")}
    g = glossary_of(terms, redirects=gone)
    for label in asked:
        written = data.draw(st.sampled_from([label, label.upper(), label.replace(" ", ""), label.replace(" ", "–")]))
        assert _answer(g, written) == _answer(glossary_of(terms, redirects=gone), written)


def _answer(glossary: wc.Glossary, label: str) -> object:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", wc.ContentDeprecationWarning)
        try:
            return glossary.lookup(label).id
        except wc.AmbiguousLabelError as error:
            return error.candidates
        except wc.TermNotFoundError:
            return None


@given(st.lists(phrases, min_size=1, max_size=4), st.lists(phrases, max_size=4), phrases, st.data())
def test_what_holds_in_any_spelling_does(one: list[str], other: list[str], label: str, data: st.DataObject) -> None:
    snapshot = _snapshot({"one-term": one, "other-term": other}, wc.Redirect("old-tie", moved_to="one-term"))
    labels, form = _labels(snapshot), squeezed(label)
    owners = labels.owners(label)
    sure = labels.beyond_doubt(form)
    assert not sure or owners == (sure,)
    if sure or (len(owners) == 1 and labels.in_any_spelling(form, owners[0])):
        cuts = data.draw(st.sets(st.integers(0, len(form))))
        respelled = "".join(f" {sign}" if place in cuts else sign for place, sign in enumerate(form.decode()))
        assert labels.owners(respelled.strip()) == owners


@given(phrases)
def test_a_singular_and_its_plural_differ_in_few_letters(phrase: str) -> None:
    def rest(text: str) -> bytes:
        return squeezed(text).translate(None, NUMBER_LETTERS)

    assert {rest(other) for other in number_variants(phrase)} <= {rest(phrase)}


def test_a_plural_that_may_be_of_two_terms_is_not_settled_by_its_spelling() -> None:
    labels = _labels(_snapshot({"one": ["tie"], "other": ["ty"]}))  # "ties" may be of either
    assert (labels.beyond_doubt(b"tie"), labels.beyond_doubt(b"ties")) == ("one", "")
    assert not labels.in_any_spelling(b"ties", "one")


@pytest.mark.parametrize("label", ["unfairnesss", "lonelines", "lonesliness", "type 2s", "as", ""])
def test_not_every_s_makes_a_plural(label: str) -> None:
    with pytest.raises(wc.TermNotFoundError):
        _lookup({"one": ["unfairness", "loneliness", "type 2", "a", "unfairnes"]}, label)
