"""The commands that start an entry: where they find the content, what they print, how they end."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from withdrawal_concepts.cli._main import commands


@pytest.fixture
def checkout(mini_folder: Path, tmp_path: Path) -> Path:
    """A folder that looks like a checkout, with the mini entries as its content."""
    shutil.copytree(mini_folder, tmp_path / "src" / "withdrawal_concepts" / "content")
    (tmp_path / "docs" / "how-to").mkdir(parents=True)
    return tmp_path


def run(*args: str) -> Result:
    result = CliRunner().invoke(commands, args, prog_name="withdrawal-concepts")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.mark.parametrize("place", [".", "docs/how-to", "src/withdrawal_concepts/content/terms"])
def test_the_content_is_found_from_any_folder_of_a_checkout(
    place: str, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(checkout / place)
    result = run("new", "term", "Lantern hour")
    assert result.exit_code == 0, result.output
    written = checkout / "src/withdrawal_concepts/content/terms/lantern-hour.md"
    assert written.is_file()
    shown = result.output.split(" is there.")[0]
    assert Path(shown).resolve() == written.resolve()
    assert f"withdrawal-concepts check --strict {shown}" in result.output
    assert run("check", shown).exit_code == 1


def test_outside_a_checkout_it_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("new", "term", "Lantern hour")
    assert result.exit_code == 2
    assert "--content FOLDER" in result.output
    assert list(tmp_path.iterdir()) == []


def test_a_label_that_is_nearly_the_same_is_told(mini_copy: Path) -> None:
    result = run("new", "term", "Sunday evening dred", "--content", str(mini_copy))
    assert result.exit_code == 0
    assert (
        "Look first: 'Sunday-evening dread' is a label of 'sunday-evening-dread' (a letter or two apart)."
        in result.output
    )


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("term", "Planned rest"), "E207 the id 'planned-rest' is taken"),
        (("term", "../x"), "E106"),
        (("term", "孤独"), "--id"),
        (("section", "X", "--article", "nope"), "E306"),
        (("reference", "../x"), "E106"),
    ],
)
def test_a_refusal_is_a_finding_and_status_1(args: tuple[str, ...], said: str, mini_copy: Path) -> None:
    result = run("new", *args, "--content", str(mini_copy))
    assert result.exit_code == 1
    assert said in result.output


@pytest.mark.parametrize("kind", ["section", "article", "notice"])
def test_other_kinds(kind: str, mini_copy: Path) -> None:
    assert run("new", kind, "Lantern hour", "--id", "lantern", "--content", str(mini_copy)).exit_code == 0
    assert (mini_copy / f"{kind}s" / "lantern.md").is_file()


class TestReference:
    def test_from_a_file(self, mini_copy: Path, tmp_path: Path) -> None:
        source = tmp_path / "z.bib"
        source.write_text("@book{a, title={T}, year=2001, author={Nemo, A.}}\n@book{b, year=2001}", encoding="utf-8")
        result = run("new", "reference", "--from", str(source), "--content", str(mini_copy))
        assert "'a': written: " in result.output
        assert "'b': refused\n  the title is missing" in result.output
        assert "[limited; @nemo-2001]" in result.output
        assert result.exit_code == 1
        again = run("new", "reference", "--from", str(source), "--content", str(mini_copy))
        assert "'a': there already: nemo-2001" in again.output

    def test_by_hand(self, mini_copy: Path) -> None:
        assert run("new", "reference", "nemo-2001", "--content", str(mini_copy)).exit_code == 0
        assert (mini_copy / "references" / "nemo-2001.json").is_file()

    def test_a_doi_is_not_looked_up(self, mini_copy: Path) -> None:
        result = run("new", "reference", "--doi", "10.5555/x", "--content", str(mini_copy))
        assert result.exit_code == 2
        assert "no network" in result.output
        assert "--from FILE" in result.output

    @pytest.mark.parametrize("args", [(), ("nemo-2001", "--from", __file__)])
    def test_one_of_the_two_is_wanted(self, args: tuple[str, ...], mini_copy: Path) -> None:
        assert run("new", "reference", *args, "--content", str(mini_copy)).exit_code == 2

    def test_a_file_that_is_none(self, mini_copy: Path) -> None:
        entry = str(mini_copy / "terms" / "planned-rest.md")
        result = run("new", "reference", "--from", entry, "--content", str(mini_copy))
        assert (result.exit_code, "E101" in result.output) == (1, True)


class TestFromIssue:
    @pytest.fixture
    def form(self) -> str:
        return (
            "### Name\n\nInbox sigh\n\n### In one sentence\n\n_No response_\n\n### Licence\n\n- [X] I wrote this text"
        )

    def test_what_is_missing_is_listed_one_thing_at_a_time(self, form: str, mini_copy: Path, tmp_path: Path) -> None:
        (tmp_path / "issue.md").write_text(form, encoding="utf-8")
        result = run("from-issue", str(tmp_path / "issue.md"), "--content", str(mini_copy))
        assert result.exit_code == 1
        lines = result.output.splitlines()
        assert lines[0] == "This is not an entry yet. What is missing, one thing at a time:"
        assert lines[1] == "  1. In one sentence: this is not written yet"
        assert len(lines) == 11
        assert not (mini_copy / "terms" / "inbox-sigh.md").exists()

    def test_it_reads_the_standard_input(self, form: str, mini_copy: Path) -> None:
        result = CliRunner().invoke(commands, ["from-issue", "-", "--content", str(mini_copy)], input=form)
        assert result.exit_code == 1
        assert "In one sentence: this is not written yet" in result.output

    def test_any_bytes_end_without_a_traceback(self, mini_copy: Path, tmp_path: Path) -> None:
        (tmp_path / "issue.md").write_bytes(b"\xff\xfe\x00### Name\n\n\x80")
        assert run("from-issue", str(tmp_path / "issue.md"), "--content", str(mini_copy)).exit_code == 1

    def test_a_whole_form_becomes_a_file(self, mini_copy: Path, tmp_path: Path) -> None:
        answers = {
            "name": "Inbox sigh", "summary": "Inbox sigh is a heavy breath.", "category": "feeling",
            "standing": "adapted", "definition": "Some people sigh.", "example": "Ada sighs.",
            "search_phrases": [f"i sigh at my mail in way {n}" for n in range(8)],
            "statements": ["We found no study of it. [none]", "We found no trial of it. [none]",
                           "In one study, some people sighed. [limited; @fictus-2019]"],
            "misconceptions": "It is old. -> We found no study of it.",
            "what_helps": "You could rest. [limited; @fictus-2019]",
            "relations": ["related planned rest: Both take time.", "related cafe pause: Both take time.",
                          "related switching off: Both take time."],
            "licence": True,
        }  # fmt: skip
        (tmp_path / "issue.json").write_text(json.dumps(answers), encoding="utf-8")
        result = run("from-issue", str(tmp_path / "issue.json"), "--content", str(mini_copy))
        assert result.exit_code == 0, result.output
        assert (mini_copy / "terms" / "inbox-sigh.md").is_file()
        checked = run("check", str(mini_copy / "terms" / "inbox-sigh.md"), "--strict")
        assert checked.exit_code == 0, checked.output
        again = run("from-issue", str(tmp_path / "issue.json"), "--content", str(mini_copy))
        assert again.exit_code == 1
        assert "the id 'inbox-sigh' is taken" in again.output
