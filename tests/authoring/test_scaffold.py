"""New entries: what is written, what is refused, and that nobody can release one by mistake."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest

import withdrawal_concepts as wc
from withdrawal_concepts import authoring
from withdrawal_concepts.authoring._scaffold import ENTRY_KINDS
from withdrawal_concepts.authoring._unfinished import PLACEHOLDER

TODAY = datetime.date(2024, 6, 1)


def _outside_comments(text: str) -> str:
    return re.sub(r"^\s*#(?!#).*$|<!--.*?-->", "", text, flags=re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("kind", ENTRY_KINDS)
def test_each_placeholder_is_one_finding_and_there_is_no_other(kind: str, mini_copy: Path) -> None:
    written = authoring.new_entry(mini_copy, kind, "Lantern hour")
    assert written.path == mini_copy / f"{kind}s" / "lantern-hour.md"
    lines = written.path.read_text(encoding="utf-8").split("\n")
    places = {
        n for n, line in enumerate(lines, 1) if PLACEHOLDER in line and not line.lstrip().startswith(("# ", "<!--"))
    }
    found = authoring.check(mini_copy, today=TODAY)
    assert {finding.code for finding in found} == {"E111"}
    assert [finding.line for finding in found] == sorted(places)
    assert {finding.path for finding in found} == {written.path.as_posix()}


@pytest.mark.parametrize("kind", ENTRY_KINDS)
def test_every_finding_says_what_is_wanted(kind: str, mini_copy: Path) -> None:
    authoring.new_entry(mini_copy, kind, "Lantern hour")
    found = authoring.check(mini_copy, today=TODAY)
    assert found
    assert not [str(f) for f in found if PLACEHOLDER in f.message + f.suggestion or not f.suggestion]


@pytest.mark.parametrize("kind", ENTRY_KINDS)
def test_it_cannot_be_compiled_or_released(kind: str, mini_copy: Path, tmp_path: Path) -> None:
    authoring.new_entry(mini_copy, kind, "Lantern hour")
    with pytest.raises(wc.InvalidContentError):
        authoring.compile_content(mini_copy, version="0.1.0", released=TODAY)
    with pytest.raises(wc.InvalidContentError):
        authoring.release(mini_copy, tmp_path / "data", version="0.1.0", released=TODAY)
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    "name", ['He said: "no" # and left', "It's - fine, [yes] {no}", "100 * 2 & more", "- a", "yes"]
)
def test_any_name_is_kept_as_it_is(name: str, mini_copy: Path) -> None:
    from withdrawal_concepts.authoring._yaml import read_front_matter

    written = authoring.new_entry(mini_copy, "term", name, id="lantern-hour")
    front = written.path.read_text(encoding="utf-8").split("---\n")[1]
    assert read_front_matter(front).data["name"] == name


@pytest.mark.parametrize(
    ("kind", "name", "said"),
    [
        ("term", "Planned rest", "the id 'planned-rest' is taken"),
        ("term", "End of weekend gloom", "it moved to 'sunday-evening-dread'"),
        ("section", "Planned Rest", "the id 'planned-rest' is taken"),
        ("term", "Sunday nights", "the id 'sunday-nights' is taken"),
        ("article", "Example Article", "the id 'example-article' is taken"),
        ("notice", "Pause now", "the id 'pause-now' is taken"),
        ("term", "../x", "signs that no file name should have"),
    ],
)
def test_what_is_there_or_was_there_is_refused_and_left_alone(kind: str, name: str, said: str, mini_copy: Path) -> None:
    before = {path: path.read_bytes() for path in sorted(mini_copy.rglob("*")) if path.is_file()}
    with pytest.raises(wc.InvalidContentError, match=re.escape(said)):
        authoring.new_entry(mini_copy, kind, name)
    assert {path: path.read_bytes() for path in sorted(mini_copy.rglob("*")) if path.is_file()} == before


def test_a_link_is_not_written_through(mini_copy: Path, tmp_path: Path) -> None:
    (mini_copy / "terms" / "lantern-hour.md").symlink_to(tmp_path / "outside.md")
    with pytest.raises(wc.InvalidContentError, match="there already"):
        authoring.new_entry(mini_copy, "term", "Lantern hour")
    assert not (tmp_path / "outside.md").exists()


def test_a_folder_that_is_a_link_is_no_content_folder(mini_copy: Path, tmp_path: Path) -> None:
    (mini_copy / "terms").rename(tmp_path / "elsewhere")
    (mini_copy / "terms").symlink_to(tmp_path / "elsewhere")
    before = sorted((tmp_path / "elsewhere").iterdir())
    with pytest.raises(wc.InvalidContentError, match="E101"):
        authoring.new_entry(mini_copy, "term", "Lantern hour")
    assert sorted((tmp_path / "elsewhere").iterdir()) == before


def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(wc.InvalidContentError, match="E101"):
        authoring.new_entry(tmp_path, "term", "Lantern hour")
    assert list(tmp_path.iterdir()) == []


def test_labels_that_are_nearly_the_same_are_told(mini_copy: Path) -> None:
    (similar,) = authoring.new_entry(mini_copy, "term", "Sunday evening dred").similar
    assert str(similar) == "'Sunday-evening dread' is a label of 'sunday-evening-dread' (a letter or two apart)"


class TestSection:
    def test_it_gets_the_next_free_place(self, mini_copy: Path) -> None:
        written = authoring.new_entry(mini_copy, "section", "Lantern Hour", article="example-article")
        text = written.path.read_text(encoding="utf-8")
        assert "\narticle: example-article\nposition: 2\n" in text
        assert "'position'" not in "".join(map(str, authoring.check(mini_copy, today=TODAY)))

    def test_an_article_that_is_not_there_is_refused(self, mini_copy: Path) -> None:
        with pytest.raises(
            wc.InvalidContentError, match="E306 there is no article 'isolated' → one of: example-article"
        ):
            authoring.new_entry(mini_copy, "section", "Lantern Hour", article="isolated")
        assert not (mini_copy / "sections" / "lantern-hour.md").exists()


def test_what_is_written_is_checked_and_no_other_file_is_hidden(mini_copy: Path) -> None:
    """The placeholders of one file hide nothing in another, and what is written in it is checked at once."""
    written = authoring.new_entry(mini_copy, "term", "Lantern hour")
    text = written.path.read_text(encoding="utf-8")
    text = re.sub(r"TODO: one person.*", "He committed suicide over it.", text)
    written.path.write_text(text, encoding="utf-8")
    (mini_copy / "terms" / "planned-rest.md").write_text("", encoding="utf-8")
    codes = {finding.code for finding in authoring.check(mini_copy, today=TODAY)}
    assert {"E111", "E401", "E101"} <= codes


def test_what_is_wrong_beside_a_placeholder_is_told_at_once(mini_copy: Path) -> None:
    written = authoring.new_entry(mini_copy, "term", "Lantern hour")
    text = re.sub(r"^category: .*$", "category: emotion", written.path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    written.path.write_text(text.replace("aliases: []", "alias: []"), encoding="utf-8")
    found = [finding for finding in authoring.check(mini_copy, today=TODAY) if finding.code != "E111"]
    assert {finding.code for finding in found} == {"E103"}
    assert len(found) == 2


def test_front_matter_that_is_broken_says_nothing_of_placeholders(mini_copy: Path) -> None:
    written = authoring.new_entry(mini_copy, "term", "Lantern hour")
    text = re.sub(
        r"^summary: .*$", "summary: Lantern hour: an hour", written.path.read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    written.path.write_text(text, encoding="utf-8")
    assert [finding.code for finding in authoring.check(mini_copy, today=TODAY)] == ["E102"]


@pytest.mark.parametrize("kind", ENTRY_KINDS)
def test_a_new_file_has_nothing_to_mend(kind: str, mini_copy: Path) -> None:
    written = authoring.new_entry(mini_copy, kind, "Lantern hour")
    mended = authoring.fix(written.path)
    assert mended.after == mended.before
