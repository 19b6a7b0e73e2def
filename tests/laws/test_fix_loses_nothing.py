"""Mending a file twice is mending it once, and it loses no word, no comment and no value."""

from __future__ import annotations

import datetime
import json
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from test_checker_never_raises import FILES, edited, edits

import withdrawal_concepts as wc
from strategies import any_text
from withdrawal_concepts import authoring
from withdrawal_concepts.authoring._fix import fixed
from withdrawal_concepts.authoring._reader import read_text

TODAY = datetime.date(2024, 6, 1)
REST = "terms/planned-rest.md"
SPACES = [" ", "  ", "\t", "\u00a0", "\n", " \n", "\n\n\n", "\r\n"]


def words(text: str) -> Counter[str]:
    """Every character that is no space, quote or arrow, with how often it is there: their order may change."""
    text = text.removeprefix("\ufeff").replace("->", "").replace("→", "")
    return Counter(c for c in text if not c.isspace() and c not in "'\"\u2018\u2019\u201c\u201d*+-")


def says(kind: str, text: str) -> object:
    """What the reader makes of a text: data, without the places."""
    draft = read_text(kind, "x", text, "x")
    record = wc.to_dict(draft.record) if draft.record is not None else None
    plain = json.dumps(record).replace("\\u2019", "'").replace("\\u201c", '\\"').replace("\\u201d", '\\"')
    tab = re.compile(r"(?<!\\)((?:\\\\)*)\\t")  # not a backslash in the text, with a t behind it
    return json.loads(tab.sub(r"\1 ", plain))  # a tab in a text is mended to a space


@pytest.mark.parametrize("file", FILES)
@given(changes=edits())
def test_twice_is_once_and_no_character_of_prose_is_lost(
    file: str, changes: list[tuple[float, float, str]], mini_folder: Path
) -> None:
    kind = file.split("/")[0]
    text = edited((mini_folder / file).read_text(encoding="utf-8"), changes).decode("utf-8", "replace")
    once = fixed(kind, text)
    assert fixed(kind, once) == once
    if kind != "references":  # there an escape and its character are the same
        assert words(once) == words(text)
    if says(kind, text) is not None:
        assert says(kind, once) == says(kind, text)


@pytest.mark.parametrize("kind", ["terms", "notices", "references"])
@given(text=any_text)
@example(text="---\n---\n")
@example(text="---\n# one\nb: 1\n# two\na: 'it''s'\n# three\n---\n")
def test_any_text_can_be_mended(kind: str, text: str) -> None:
    once = fixed(kind, text)
    assert fixed(kind, once) == once


@given(
    places=st.lists(st.tuples(st.floats(0, 1, allow_nan=False), st.sampled_from(SPACES)), max_size=6),
    quotes=st.booleans(),
)
def test_what_spaces_and_quotes_do_to_an_entry_is_undone_or_left(
    places: list[tuple[float, str]], quotes: bool, mini_folder: Path
) -> None:
    text = (mini_folder / REST).read_text(encoding="utf-8")
    head, _, body = text.partition("\n## Definition\n")
    gaps = [m.start() for m in re.finditer(r" ", body)]
    for place, space in sorted(places, reverse=True):
        at = gaps[int(place * (len(gaps) - 1))]
        body = body[:at] + space + body[at + 1 :]
    if quotes:
        body = body.replace("'", "\u2019")
    changed = f"{head}\n## Definition\n{body}"
    if says("terms", changed) == says("terms", text) and not read_text("terms", "x", changed, "x").findings:
        assert fixed("terms", changed) == text


@given(order=st.permutations(range(11)))
def test_any_order_of_keys_is_put_in_order_with_its_comments(order: list[int], mini_folder: Path) -> None:
    text = (mini_folder / REST).read_text(encoding="utf-8")
    _, front, body = text.split("---\n", 2)
    groups = re.findall(r"^\w+:.*\n(?:[ -].*\n)*", front, re.MULTILINE)
    commented = [f"# about number {n}\n{group}" for n, group in enumerate(groups)]
    shuffled = [commented[n] for n in order if n < len(commented)]
    shuffled += [group for group in commented if group not in shuffled]
    assert fixed("terms", f"---\n{''.join(shuffled)}---\n{body}") == f"---\n{''.join(commented)}---\n{body}"


def test_shipped_files_are_in_their_usual_form() -> None:
    """Of the entries of the mini folder and of the checkout, none is touched."""
    roots = [Path(__file__).parents[1] / "data" / "mini" / "content", Path(wc.__file__).parent / "content"]
    for path in (path for root in roots for path in root.glob("*/*.*") if path.parent.name != "search"):
        assert not authoring.fix(path).changed, path


class TestExamples:
    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("---\na: 1\n---\n", "---\na: 1\n---\n"),
            ("\ufeff---\r\na: 1  \r\n---\r\n\r\nA text.", "---\na: 1\n---\n\nA text.\n"),
            ("---\nstanding: x\nname: y\n---\n", "---\nname: y\nstanding: x\n---\n"),
            ("---\na:\n\t- b\n---\n", "---\na:\n  - b\n---\n"),
            ("---\na: 'it''s'\n---\n", '---\na: "it\'s"\n---\n'),
            ("---\na: 'a \"b\"'\n---\n", "---\na: 'a \"b\"'\n---\n"),
            ("---\nname: Monday\u2019s\nsummary: Monday\u2019s\n---\n",
             "---\nname: Monday\u2019s\nsummary: Monday's\n---\n"),
            ("---\na: 1\n---\n## B\n* c -> d\n  e\n\n\n* f\n", "---\na: 1\n---\n\n## B\n\n- c → d e\n\n- f\n"),
            ("---\na: 1\n---\n\nOne.\nTwo.  \nThree.\n", "---\na: 1\n---\n\nOne. Two. Three.\n"),
            ("---\na: 1\n---\n\nOne.\n<!-- allow W441: a\nreason -->\nTwo.\n",
             "---\na: 1\n---\n\nOne.\n<!-- allow W441: a\nreason -->\nTwo.\n"),
            ("---\na: |\n  b\n   c\n---\n", "---\na: |\n  b\n   c\n---\n"),
            ("---\na: [\n---\n\nx \n", "---\na: [\n---\n\nx\n"),
        ],
    )  # fmt: skip
    def test_of_an_entry(self, before: str, after: str) -> None:
        assert fixed("terms", before) == after

    @pytest.mark.parametrize(
        ("doi", "plain"),
        [
            ("https://doi.org/10.1037/a.b", "10.1037/a.b"), ("http://dx.doi.org/10.1037/A", "10.1037/A"),
            ("doi: 10.1037/a.", "10.1037/a"), (" 10.1037/a ", "10.1037/a"), ("10.1037/a(b)c", "10.1037/a(b)c"),
            ("https://example.org/10.1037/a", "https://example.org/10.1037/a"), ("", ""),
        ],
    )  # fmt: skip
    def test_of_a_doi(self, doi: str, plain: str) -> None:
        text = fixed("references", json.dumps({"note": "N", "DOI": doi, "id": "x", "own": 1}))
        assert json.loads(text) == {"id": "x", "DOI": plain, "own": 1, "note": "N"}
        assert list(json.loads(text)) == ["id", "DOI", "own", "note"]

    @pytest.mark.parametrize("text", ['{"a": 1, "a": 2}', '{"a": "\\ud800"}', "[1]", "{", "9" * 5000])
    def test_what_is_no_reference_stays(self, text: str) -> None:
        assert fixed("references", text) == text + "\n"


def test_a_finding_says_what_fix_mends(mini_copy: Path) -> None:
    path = mini_copy / "references/fictus-2019.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"DOI": "10', '"DOI": "doi:10'), encoding="utf-8")
    rest = mini_copy / REST
    rest.write_text(rest.read_text(encoding="utf-8").replace("  - rest plan", "\t- rest plan"), encoding="utf-8")
    found = authoring.check(mini_copy, today=TODAY)
    assert [finding.code for finding in found] == ["W507", "E102"]
    for finding in found:
        assert finding.suggestion.endswith("withdrawal-concepts fix --write does it")
        mended = authoring.fix(finding.path)
        assert mended.changed
        Path(finding.path).write_text(mended.after, encoding="utf-8")
    assert authoring.check(mini_copy, today=TODAY) == ()
