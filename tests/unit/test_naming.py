"""Ids made from names, and labels that are nearly the same."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from withdrawal_concepts.authoring._folder import Folder, read_folder
from withdrawal_concepts.authoring._naming import NoIdError, id_of_name, similar_labels, slug


@pytest.fixture(scope="module")
def folder(mini_folder: Path) -> Folder:
    return read_folder(mini_folder)


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Sunday-evening dread", "sunday-evening-dread"),
        ("  Café   pause ", "cafe-pause"),
        ("Monday’s shadow", "mondays-shadow"),
        ("Drążkowski effect", "drazkowski-effect"),
        ("Blæhr and Løs", "blaehr-and-los"),
        ("Is it “normal”?", "is-it-normal"),
        ("\uff32\uff33\uff24", "rsd"),
        ("10 small steps", "10-small-steps"),
    ],
)
def test_a_name_gives_an_id(name: str, id: str) -> None:
    assert id_of_name(name) == id


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("", "E106", "one short line"),
        ("  ", "E106", "one short line"),
        ("a\nb", "E106", "one short line"),
        ("x" * 201, "E106", "one short line"),
        ("---", "E106", "no letter"),
        ("123", "E106", "no letter"),
        ("Одиночество", "E106", "not one of a to z"),
        ("孤独", "E106", "not one of a to z"),
        ("../../etc/passwd", "E106", "signs"),
        ("terms/x", "E106", "signs"),
        ("C:\\x", "E106", "signs"),
        (".hidden", "E106", "signs"),
        ("~root", "E106", "signs"),
        ("NUL", "E106", "Windows"),
        ("com1", "E106", "Windows"),
        ("l\u043eneliness", "E206", "CYRILLIC"),
        ("lone\u200bliness", "E110", "zero width space"),
        ("\u202edaerd", "E110", "right-to-left override"),
        ("lone\x00", "E110", "u+0000"),
    ],
)
def test_a_name_that_gives_none_says_why(name: str, code: str, said: str) -> None:
    with pytest.raises(NoIdError) as caught:
        id_of_name(name)
    assert caught.value.code == code
    assert said in caught.value.message
    assert caught.value.suggestion


def test_an_id_can_be_chosen_where_a_name_gives_none() -> None:
    assert id_of_name("孤独", "kodoku") == "kodoku"
    for wanted in ("Kodoku", "ko doku", "../x", "con", ""):
        with pytest.raises(NoIdError):
            id_of_name("孤独", wanted)


@given(st.text())
def test_whatever_the_name_an_id_is_small_letters_digits_and_single_hyphens(name: str) -> None:
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", slug(name))
    with contextlib.suppress(NoIdError):
        assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", id_of_name(name))


@pytest.mark.parametrize(
    ("name", "id", "how"),
    [
        ("sunday EVENING dread", "sunday-evening-dread", ""),
        ("Sunday scary", "sunday-evening-dread", "singular or plural"),
        ("Rest that is planned", None, None),
        ("plan of the rest", "planned-rest", "the same words"),
        ("Sunday evening dred", "sunday-evening-dread", "a letter or two apart"),
        ("caf\u00e9pause", "cafe-pause", ""),
        ("Quite another thing", None, None),
    ],
)
def test_labels_that_are_nearly_the_same_are_found(folder: Folder, name: str, id: str | None, how: str | None) -> None:
    found = {similar.id: similar.how for similar in similar_labels(name, folder)}
    assert found == ({} if id is None else {id: how})
