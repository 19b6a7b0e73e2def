"""Whatever a file holds, the checker answers with findings, and a faulty folder never compiles."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

import withdrawal_concepts as wc
from strategies import any_text, loaded
from withdrawal_concepts import authoring
from withdrawal_concepts.authoring._catalogue import rules
from withdrawal_concepts.authoring._reader import read_draft

TODAY = datetime.date(2024, 6, 1)

FILES = [
    "terms/sunday-evening-dread.md", "terms/me-time.md", "terms/switching-off.md", "sections/sunday-nights.md",
    "articles/example-article.md", "notices/pause-now.md", "references/marlow-2021.json",
]  # fmt: skip
# What means something to YAML, Markdown, JSON, or to the reader of entries.
SNIPPETS = [
    "---\n", "\n---\n", "\n\n", ": ", "- ", "\n- ", "  ", "\t", "[", "]", "{", "}", '"', "'", "&a ", "*a", "!!str ",
    "|\n", ">\n",
    "? ", "%YAML 1.2\n", "#", "\n## ", "\n## Definition\n\n", "\n## Meaning\n\n", "\n# Title\n\n", "\n```\n",
    "    code\n", "> ",
    "| a | b |\n|---|---|\n", "\n1. ", "\n- a\n  - b\n", "<!-- ", " -->", "<!-- allow W441: a reason -->", "<b>",
    "&amp;", "&#0;",
    "&#x200b;", "](x)", "![a](b)", "[a]: b\n", "**", "`", "\\", "  \n", "→", "->", "[none]",
    "[limited; @fictus-2019]", " @", "; ",
    "\x00", "\ufeff", "\u2028", "\x85", "\ud83d", "\\ud800", "\\u200b", "\\0", "null", "true", "1e999", "-1",
    "9" * 5000,
    "9999-12-31", "0001-01-01", "moved_to: planned-rest\n", "retired: ''\n", "relations: []\n",
    "reviewed: 9999-12-31\n",
    '"id": 1,', '"issued": 5,', "NaN", "<<: {a: b}\n", "id: x\n", "title: ''\n", "\r", "\r\n", "e\u0301", "suicide",
    "?", ".",
]  # fmt: skip


@st.composite
def edits(draw: st.DrawFn) -> list[tuple[float, float, str]]:
    """Places (0 to 1 of the file) to cut from and to, and what to write there."""
    place = st.floats(0, 1, allow_nan=False)
    one = st.tuples(place, st.one_of(st.just(0.0), place), st.one_of(st.sampled_from(SNIPPETS), any_text))
    return draw(st.lists(one, min_size=1, max_size=4))


def edited(text: str, changes: list[tuple[float, float, str]]) -> bytes:
    for place, end, new in changes:
        at = int(place * len(text))
        text = text[:at] + new + text[max(at, int(end * len(text))) :]
    return text.encode("utf-8", "surrogatepass")


def reads(folder: Path, file: str) -> None:
    """Assert what holds for one file: it is a record, a tombstone, or an error is found."""
    kind, path = file.split("/")[0], folder / file
    draft = read_draft(kind, path, file)
    lines = path.read_bytes().replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
    catalogue = rules()
    for finding in draft.findings:
        assert finding.code in catalogue
        assert finding.path == file
        assert 0 <= finding.line <= lines, finding
    lost = draft.record is None and draft.redirect is None
    assert not lost or any(finding.severity == "error" for finding in draft.findings)


def answers(folder: Path) -> None:
    """Assert what holds for every folder."""
    found = authoring.check(folder, today=TODAY)
    assert list(found) == sorted(found)
    assert not [finding for finding in found if finding.code == "E100"]  # a rule that crashed
    errors = tuple(finding for finding in found if finding.severity == "error")
    if errors:
        with pytest.raises(wc.InvalidContentError) as caught:
            authoring.compile_content(folder, version="1.0.0", released=TODAY)
        assert caught.value.findings == errors
    else:
        g = loaded(authoring.compile_content(folder, version="1.0.0", released=TODAY))
        assert g.search("sunday night").hits
        assert list(g.mentions("Planned rest"))


anything = st.one_of(st.binary(max_size=200), any_text.map(lambda text: text.encode("utf-8", "surrogatepass")))
# Shrinking would read a folder some hundred times more; the edits are short as they are.
unshrunk = settings(phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.target])


@pytest.mark.parametrize("file", FILES)
@given(data=anything)
@example(data=b"---\n---\n")
@example(data=b"\xff\xfe-\x00-\x00")
def test_any_bytes_can_be_read(file: str, data: bytes, mini_copy: Path) -> None:
    (mini_copy / file).write_bytes(data)
    reads(mini_copy, file)


@pytest.mark.parametrize("file", FILES)
@given(changes=edits())
def test_any_edit_of_an_entry_can_be_read(
    file: str, changes: list[tuple[float, float, str]], mini_copy: Path, mini_folder: Path
) -> None:
    (mini_copy / file).write_bytes(edited((mini_folder / file).read_text(encoding="utf-8"), changes))
    reads(mini_copy, file)


@pytest.mark.parametrize("file", FILES)
def test_every_snippet_can_be_read_in_several_lines(file: str, mini_copy: Path, mini_folder: Path) -> None:
    """One pass over the corners that chance would find late: each snippet at lines that depend on it."""
    lines = (mini_folder / file).read_text(encoding="utf-8").split("\n")
    for number, snippet in enumerate(SNIPPETS):
        for place in range(4):
            at = (number * 7 + place * 5) % len(lines)
            text = "\n".join([*lines[:at], snippet + lines[at], *lines[at + 1 :]])
            (mini_copy / file).write_bytes(text.encode("utf-8", "surrogatepass"))
            reads(mini_copy, file)


@unshrunk
@given(file=st.sampled_from(FILES), changes=edits())
def test_any_edited_folder_can_be_checked_and_is_compiled_only_if_sound(
    file: str, changes: list[tuple[float, float, str]], mini_copy: Path, mini_folder: Path
) -> None:
    pristine = (mini_folder / file).read_bytes()
    (mini_copy / file).write_bytes(edited(pristine.decode(), changes))
    try:
        answers(mini_copy)
    finally:
        (mini_copy / file).write_bytes(pristine)


def test_the_pristine_folder_is_sound(mini_copy: Path) -> None:
    assert authoring.check(mini_copy, today=TODAY) == ()
    answers(mini_copy)
