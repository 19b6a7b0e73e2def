"""A pull request for a term touches one file, two with a new reference: everything else follows by itself."""

from __future__ import annotations

import datetime
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import withdrawal_concepts as wc
from withdrawal_concepts import authoring
from withdrawal_concepts.cli._main import commands

ROOT = Path(__file__).parents[2]
CONTENT = Path("src/withdrawal_concepts/content")
TODAY = datetime.date.today()
pytestmark = [
    pytest.mark.checkout,
    pytest.mark.skipif(not shutil.which("git") or not (ROOT / CONTENT).is_dir(), reason="needs git and a checkout"),
]

FILLED = [
    ("one sentence of at most", "summary: Read-receipt worry is unease after a message was seen and not answered."),
    ("one of the words above", "category: feeling"),
    ("established, adapted", "standing: informal"),
    (
        "8 or more",
        "\n".join(
            f"  - {phrase}"
            for phrase in (
                "they saw my message and said nothing",
                "two blue ticks and no answer",
                "opened two days ago and still nothing",
                "he has seen it so why no reply",
                "should i write again after they saw it",
                "my stomach drops when it says seen",
                "it says seen at nine last night",
                "they watch my stories but skip my texts",
            )
        ),
    ),
    (
        "one sentence that says why",
        '    ghosting: "Both can begin with an answer that does not come. [inference]"\n'
        '  leads_to:\n    rumination: "Some people go over the missing answer again and again. [inference]"\n'
        '  eased_by:\n    social-support: "A talk with a friend can help after being left out. [inference]"',
    ),
    ("the day on which", f"reviewed: {TODAY.isoformat()}"),
    (
        "what it is, in everyday",
        "Some people feel uneasy when a message was seen and no answer comes. This is an informal name for an "
        "experience. It is not a diagnosis.\n\nSilence can have many reasons. Others do not mind it.",
    ),
    ("one person", "Sam sends a joke to a friend. The friend has seen it. Sam looks at the phone all evening."),
    (
        "what a study found",
        "- In one study of 99 young adults about dating, most had been on both sides of silence. "
        "[limited; @lefebvre-2019]",
    ),
    ("a second", "- In one survey in Spain, being ghosted had no clear link with loneliness. [limited; @navarro-2020]"),
    ("a third", "- We found no study of read receipts. [none]"),
    ("people often hear", "- A seen message is a no. → We found no study that shows this."),
    ("something that the reader", "- You could talk with a friend you trust. [limited; @lee-2024]"),
]
BIBTEX = r"""
@article{nemo_seen_2021,
    title = {Seen at nine: {An} invented study}, journal = {Journal of Studies That Never Were},
    author = {Nemo, Ad{\'a} and {The Invented Panel}}, year = {2021}, month = feb, volume = {3}, pages = {10--19},
    doi = {https://doi.org/10.5555/NEMO.2021}, note = {PMID: 1}
}
"""


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with the real content and nothing to commit; the current folder."""
    shutil.copytree(ROOT / CONTENT, tmp_path / CONTENT)
    monkeypatch.chdir(tmp_path)
    for line in (
        "init -q",
        "add .",
        "-c user.name=n -c user.email=e@example.org -c commit.gpgsign=false commit -q -m start",
    ):
        subprocess.run(["git", *line.split()], check=True, capture_output=True)
    return tmp_path


def run(*args: str) -> str:
    result = CliRunner().invoke(commands, args, prog_name="withdrawal-concepts")
    assert result.exit_code == 0, result.output
    return result.output


def changed() -> list[str]:
    said = subprocess.run(
        ["git", "status", "--porcelain", "--untracked-files=all"], check=True, capture_output=True, text=True
    )
    return said.stdout.splitlines()


def fill(path: Path) -> None:
    """Write into the file what its placeholders ask for, as an author would, and delete the notes."""
    text = path.read_text(encoding="utf-8")
    for what, written in FILLED:
        text, count = re.subn(rf"^.*TODO.*{re.escape(what)}.*$", lambda _, to=written: to, text, flags=re.MULTILINE)
        assert count == 1, f"{count} lines of the new file ask for {what!r}"
    text = re.sub(r"^# .*\n", "", text, flags=re.MULTILINE)
    text = re.sub(r"<!--.*?-->\n\n", "", text, flags=re.DOTALL)
    path.write_text(text, encoding="utf-8")


def holds(id: str) -> wc.Glossary:
    """Everything that follows from a new entry: check, compile, load, search, mentions, relations, the bump."""
    assert run("check", "--strict").startswith("0 errors, 0 warnings")
    data = authoring.compile_content(CONTENT, version="1.1.0", released=TODAY)
    compiled = Path.cwd().parent / f"{id}-1.1.0.json"
    compiled.write_bytes(data)
    glossary = wc.load(compiled)
    assert glossary.lookup("read receipt WORRY").id == id
    assert glossary.search("two blue ticks and no answer", limit=3).hits[0].id == id
    assert [m.term_id for m in glossary.mentions("Is it read-receipt worry?")] == [id]
    assert id in {term.id for term in glossary.related("ghosting")}
    difference = wc.diff(wc.load(), glossary)
    assert difference.bump == "minor"
    assert ("added", "term", id) in {(c.action, c.kind, c.id) for c in difference.changes}
    assert "Read-receipt worry" in run("show", id, "--content", str(CONTENT))
    return glossary


def test_a_term_is_one_file(checkout: Path) -> None:
    run("new", "term", "Read-receipt worry")
    path = CONTENT / "terms" / "read-receipt-worry.md"
    fill(path)
    holds("read-receipt-worry")
    assert changed() == [f"?? {path.as_posix()}"]


def test_a_term_with_a_new_reference_is_two_files(checkout: Path) -> None:
    source = checkout.parent / "zotero.bib"
    source.write_text(BIBTEX, encoding="utf-8")
    run("new", "reference", "--from", str(source))
    run("new", "term", "Read-receipt worry")
    path, reference = CONTENT / "terms" / "read-receipt-worry.md", CONTENT / "references" / "nemo-2021.json"
    fill(path)
    path.write_text(path.read_text(encoding="utf-8").replace("@lefebvre-2019", "@nemo-2021"), encoding="utf-8")
    record = json.loads(reference.read_text(encoding="utf-8"))
    record["note"] = "Invented for this test: 99 young adults, asked once."
    reference.write_text(json.dumps(record, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    glossary = holds("read-receipt-worry")
    assert glossary.references["nemo-2021"].doi == "10.5555/nemo.2021"
    assert changed() == [f"?? {reference.as_posix()}", f"?? {path.as_posix()}"]


def test_its_page_is_made(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The generator of the site, given a released version and this content, writes a page for it."""
    for module in ("sphinx", "jinja2", "citeproc"):
        pytest.importorskip(module, reason="needs the extra docs")
    monkeypatch.setattr(sys, "path", [str(ROOT / "docs" / "_ext"), *sys.path])
    from glossary_site.pages import Pages

    run("new", "term", "Read-receipt worry")
    fill(CONTENT / "terms" / "read-receipt-worry.md")
    pages = Pages([wc.load(), authoring.load(CONTENT)]).sources()
    (page,) = (text for name, text in pages.items() if name == "terms/read-receipt-worry.md")
    assert "Sam looks at the phone all evening." in page
