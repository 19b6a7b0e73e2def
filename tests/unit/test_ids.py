"""The ids as types: those of the newest content, made by a command and not by hand."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

import withdrawal_concepts as wc
from strategies import a_term, glossary_of
from withdrawal_concepts import export, ids

COMMAND = "withdrawal-concepts export python --output src/withdrawal_concepts/ids.py"


def test_the_module_is_that_of_the_newest_content() -> None:
    assert Path(ids.__file__).read_text(encoding="utf-8") == export.to_python(wc.load()), f"make it anew: {COMMAND}"


def test_every_id_is_in_it_once() -> None:
    g = wc.load(ids.VERSION, digest=ids.DIGEST)
    assert get_args(ids.TermId) == tuple(g.terms)
    assert get_args(ids.SectionId) == tuple(g.sections)
    assert get_args(ids.ArticleId) == tuple(g.articles)
    assert get_args(ids.ReferenceId) == tuple(g.references)
    assert get_args(ids.NoticeId) == tuple(g.notices)
    assert not set(get_args(ids.TermId)) & set(g.redirects)


@pytest.mark.parametrize("version", ["0.1.0", "1.0.0"])
def test_an_app_can_have_the_types_of_the_version_that_it_pins(version: str) -> None:
    names: dict[str, object] = {}
    exec(export.to_python(wc.load(version)), names)
    assert (names["VERSION"], names["DIGEST"]) == (version, wc.load(version).digest)
    assert get_args(names["TermId"]) == tuple(wc.load(version).terms)


def test_a_kind_without_ids_takes_any() -> None:
    names: dict[str, object] = {}
    exec(export.to_python(glossary_of([a_term("a-b")])), names)
    assert (get_args(names["TermId"]), names["NoticeId"]) == (("a-b",), str)


def test_nothing_imports_it_unless_it_is_used() -> None:
    code = (
        "import sys, withdrawal_concepts as wc; wc.load().search('x'); print('withdrawal_concepts.ids' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"
