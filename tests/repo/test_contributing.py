"""CONTRIBUTING.md is true: its commands run, its good examples pass the word list, its bad ones do not."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from withdrawal_concepts.authoring._catalogue import style_rules
from withdrawal_concepts.authoring._rules._sentences import count_words, sentences
from withdrawal_concepts.authoring._rules.evidence import _FREQUENCY, _TOO_STRONG
from withdrawal_concepts.authoring._rules.prose import MOST_WORDS
from withdrawal_concepts.cli._main import commands

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "CONTRIBUTING.md"
pytestmark = [pytest.mark.checkout, pytest.mark.skipif(not PAGE.is_file(), reason="needs a checkout")]
TEXT = PAGE.read_text(encoding="utf-8") if PAGE.is_file() else ""
BLOCKS = re.findall(r"^(?:<!-- (?P<mark>[^\n]*) -->\n)?```console\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
PAIRS = re.findall(r"^- Bad: \*(.*?)\*\n- Good: \*(.*?)\*$", TEXT, re.MULTILINE | re.DOTALL)
MARKS = ("", "finds-something", "runs-in: .ci/run")


def _runs() -> list[tuple[bool, str]]:
    return [(mark == "finds-something", block) for mark, block in BLOCKS if not mark.startswith("runs-in")]


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the content and of the released data, with the files that the page speaks of."""
    for name in ("content", "data"):
        folder = Path("src/withdrawal_concepts") / name
        shutil.copytree(ROOT / folder, tmp_path / folder)
    monkeypatch.chdir(tmp_path)
    entry = Path("src/withdrawal_concepts/content/terms/ghosting.md")  # so that there is something to release
    entry.write_text(entry.read_text(encoding="utf-8").replace("Kwame, 22,", "Kwame, 23,"), encoding="utf-8")
    Path("zotero.bib").write_text("@book{a, title={T}, year=2001, author={Nemo, A.}}", encoding="utf-8")
    Path("issue.md").write_text("### Name\n\nInbox sigh\n\n### Definition\n\nSome people sigh.\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(("finds", "block"), _runs(), ids=[block.split("\n")[0][20:60] for _, block in _runs()])
def test_commands_run(finds: bool, block: str, checkout: Path) -> None:
    lines = block.strip().split("\n")
    for number, line in enumerate(lines, 1):
        program, *arguments = shlex.split(line)
        assert program == "withdrawal-concepts"
        result = CliRunner().invoke(commands, arguments, prog_name=program)
        assert result.exception is None or isinstance(result.exception, SystemExit), line
        assert result.exit_code == (1 if finds and number == len(lines) else 0), f"{line}\n{result.output}"


def test_every_block_is_run_here_or_by_ci() -> None:
    assert len(BLOCKS) > 8
    assert {mark for mark, _ in BLOCKS} == set(MARKS)
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "readme-test" in ci
    for mark, block in BLOCKS:
        if mark.startswith("runs-in"):
            assert block.startswith("python -m pip install "), block


def test_there_is_a_pair_for_every_rule_of_style() -> None:
    section = TEXT.split("## How to write\n")[1].split("\n## ")[0]
    rules = re.findall(r"^\*\*", section, re.MULTILINE)
    without = 1  # "your own words": a bad example would be a copied text
    assert len(PAIRS) == len(rules) - without
    assert len(PAIRS) >= 15


def _found(text: str) -> set[str]:
    return {rule.code for rule in style_rules() if rule.severity != "info" and rule.pattern.search(text)}


@pytest.mark.parametrize("good", [good for _, good in PAIRS])
def test_good_examples_pass(good: str) -> None:
    text = re.sub(r"\s*\[[^\]]*\]$", "", " ".join(good.split()))
    assert _found(text) == set()
    assert max(count_words(sentence) for sentence in sentences(text)) <= MOST_WORDS
    assert len(sentences(text)) <= 3


SEEN_BY_A_PERSON = {
    "It is a construct from attachment theory.",
    "You withdraw because you fear pain.",
    "Rejected people withdraw.",
}
"""Bad examples that no pattern finds: other rules look at them in their place (E498, W497, I499)."""


@pytest.mark.parametrize("bad", [bad for bad, _ in PAIRS])
def test_bad_examples_do_not(bad: str) -> None:
    text = " ".join(bad.split())
    if text not in SEEN_BY_A_PERSON:
        claim = re.sub(r"\s*\[[^\]]*\]$", "", text)
        assert _found(claim) or _TOO_STRONG.search(claim) or _FREQUENCY.search(claim)


@pytest.mark.parametrize("name", ["CODE_OF_CONDUCT.md", "SECURITY.md", "SUPPORT.md"])
def test_other_pages_are_there(name: str) -> None:
    assert (ROOT / name).read_text(encoding="utf-8").startswith("# ")
    assert f"({name})" in TEXT
