"""An id that a file of any kind holds as a string is found where it stands, and no text makes the search fail."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import withdrawal_concepts as wc
from strategies import any_text
from withdrawal_concepts import _literals
from withdrawal_concepts._literals import Piece

G = wc.load("1.0.0")
ids = st.sampled_from([*G.terms, *G.sections, *G.references, *G.redirects])
others = st.text("abcdefg xyz_,;é", max_size=12)

WRITERS: dict[str, Callable[[list[str]], str]] = {
    ".py": lambda texts: "# -*- é\nX = (\n" + "".join(f"    {text!r},\n" for text in texts) + ")\n",
    ".json": lambda texts: json.dumps(texts, indent=1),
    ".ts": lambda texts: "".join(f"f({json.dumps(text)}); // {text}\n" for text in texts),
    ".yaml": lambda texts: "# no\n" + "".join(f"- {json.dumps(text)} # {text}\n" for text in texts),
    ".toml": lambda texts: "x = [\n" + "".join(f"  {json.dumps(text)}, # {text}\n" for text in texts) + "]\n",
    ".html": lambda texts: "".join(f"<!-- {text} -->\n<a id={json.dumps(text)}></a>\n" for text in texts),
    ".md": lambda texts: "".join(f"- `{text}`\n" for text in texts if text),
}


@pytest.mark.parametrize("suffix", WRITERS)
@given(texts=st.lists(ids | others, max_size=6))
def test_every_id_is_found_in_its_place_and_nothing_else(suffix: str, texts: list[str]) -> None:
    source = WRITERS[suffix](texts)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "made" + suffix)
        path.write_text(source, encoding="utf-8", newline="")
        scan = wc.find_uses([path], G)
    assert [use.text for use in scan.uses] == [text for text in texts if text in known()]
    lines = source.split("\n")
    for use in scan.uses:
        assert lines[use.line - 1][use.column - 1 :].startswith(use.text)


def known() -> set[str]:
    return {*G.terms, *G.sections, *G.references, *G.redirects}


_cells = st.fixed_dictionaries(
    {"cell_type": st.sampled_from(["code", "markdown"]), "source": any_text | st.lists(any_text)}
)
_notebooks = st.builds(
    lambda cells, form: json.dumps({"cells": cells}, ensure_ascii=form), st.lists(_cells), st.booleans()
)


@pytest.mark.parametrize("take", sorted({*_literals.TAKES.values(), _literals.listed}, key=lambda take: take.__name__))
@given(source=any_text | _notebooks | st.text("\"'`#/*<!->{}[]:,\\ \nab", max_size=60))
def test_any_text_can_be_taken_apart(take: Callable[[str], Iterator[Piece]], source: str) -> None:
    try:
        pieces = list(take(source))
    except SyntaxError:
        assert take in (_literals.python, _literals.notebook)
        return
    for piece in pieces:
        assert 0 <= piece.start <= piece.stop <= len(source)


@given(data=st.binary(max_size=60), suffix=st.sampled_from([*_literals.TAKES, ".other"]))
def test_any_bytes_are_read_or_named(data: bytes, suffix: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "made" + suffix)
        path.write_bytes(data)
        scan = wc.find_uses([path], G)
    assert scan.files + len(scan.skipped) == 1
