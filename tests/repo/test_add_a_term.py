"""The page about adding a term prints what its commands print, and its file is an entry."""

from __future__ import annotations

import datetime
import doctest
import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from withdrawal_concepts.cli._main import commands

ROOT = Path(__file__).parents[2]
CONTENT = Path("src/withdrawal_concepts/content")
BIBTEX = "@article{nemo_seen_2021, title={Seen}, journal={J}, author={Nemo, Ada}, year=2021, doi={10.5555/nemo.2021}}"
pytestmark = [pytest.mark.checkout, pytest.mark.skipif(not (ROOT / CONTENT).is_dir(), reason="needs a checkout")]


def test_the_page_runs_from_top_to_bottom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / CONTENT, tmp_path / CONTENT)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    Path("zotero.bib").write_text(BIBTEX, encoding="utf-8")
    page = (ROOT / "docs/how-to/add-a-term.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```(console|markdown)\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert [language for language, _ in blocks].count("console") >= 8
    for language, block in blocks:
        if language == "markdown":
            entry = re.sub(r"(?<=reviewed: ).*", datetime.date.today().isoformat(), block)
            (CONTENT / "terms" / "read-receipt-worry.md").write_text(entry, encoding="utf-8")
            (CONTENT / "terms" / "ghosted.md").unlink()  # as the page says
            continue
        line, _, expected = block.partition("\n")
        printed = "\n" + CliRunner().invoke(commands, shlex.split(line.removeprefix("$ withdrawal-concepts "))).output
        printed = re.sub(r"\n\nE\d{3}: .*\n", "\n", printed)  # what a code means stands once at the end
        expected = "\n" + expected  # so that a first line of dots may stand for nothing
        expected = expected if expected.rstrip().endswith("...") else expected.rstrip("\n") + "...\n"
        assert doctest.OutputChecker().check_output(expected, printed, doctest.ELLIPSIS), f"{line}\n{printed}"
