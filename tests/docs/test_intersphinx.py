"""Another project links to terms by ``:term:``, whatever the case, and warns where there is no such term."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from watched import missing

pytestmark = pytest.mark.checkout
PROJECT = Path(__file__).parent / "other-project"


def _build(project: Path, out: Path) -> subprocess.CompletedProcess[str]:
    if find_spec("sphinx") is None:
        missing("Sphinx is not installed: the extra 'docs' has it")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-b", "html", str(project), str(out)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_terms_are_linked_whatever_their_case(site: Path, tmp_path: Path) -> None:
    built = _build(PROJECT, tmp_path)
    assert built.returncode == 0, built.stderr
    html = (tmp_path / "index.html").read_text(encoding="utf-8")
    linked = re.findall(r'href="file://[^"]*/(glossary/terms/[^"#]+)#term-', html)
    assert linked == [f"glossary/terms/{id}.html" for id in ("ghosting",) * 4 + ("ostracism", "rumination")]
    anchors = re.findall(r'href="file://([^"#]*)#([^"]+)"', html)
    assert [a for path, a in anchors if f'id="{a}"' not in Path(path).read_text(encoding="utf-8")] == []


def test_a_term_that_is_not_there_is_a_warning(site: Path, tmp_path: Path) -> None:
    project = Path(shutil.copytree(PROJECT, tmp_path / "tests" / "docs" / "other-project"))
    (tmp_path / "docs" / "_build").mkdir(parents=True)
    (tmp_path / "docs" / "_build" / "html").symlink_to(site)
    (project / "index.rst").write_text("Title\n=====\n\n:term:`no such term`\n", encoding="utf-8")
    built = _build(project, tmp_path / "out")
    assert built.returncode != 0
    assert "no such term" in built.stderr
