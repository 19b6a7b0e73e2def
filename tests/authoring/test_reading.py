"""Whatever stands in a file, it is read or there is a finding with its file, its line and its code."""

from __future__ import annotations

import datetime
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import withdrawal_concepts as wc
from withdrawal_concepts import authoring
from withdrawal_concepts.authoring import _csl
from withdrawal_concepts.authoring._draft import Draft
from withdrawal_concepts.authoring._markdown import Block, Unsupported, read_body
from withdrawal_concepts.authoring._reader import read_draft
from withdrawal_concepts.authoring._yaml import FrontMatterError, read_front_matter

TODAY = datetime.date(2024, 6, 1)
REST, SECTION, NOTICE = "terms/planned-rest.md", "sections/sunday-nights.md", "notices/where-to-turn.md"
REFERENCE = "references/fictus-2019.json"
ONE = 'switching-off: "Rest with a plan is one way of switching off. [theory]"'


def _found(folder: Path, file: str = "") -> list[tuple[int, str]]:
    """(line, code) of every finding in *file*, which do not follow from an entry that could not be read."""
    found = authoring.check(folder, today=TODAY)
    return [(f.line, f.code) for f in found if f.path == (folder / file).as_posix()]


def _read(folder: Path, file: str) -> list[tuple[int, str]]:
    """(line, code) of what is found while one file is read, before any rule over the folder."""
    draft = read_draft(file.split("/")[0], folder / file, file)
    assert all(finding.path == file for finding in draft.findings)
    return sorted((finding.line, finding.code) for finding in draft.findings)


def _replace(folder: Path, file: str, old: str, new: str) -> int:
    """Replace *old*; return the line where *new* starts."""
    text = (folder / file).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (folder / file).write_bytes(text.replace(old, new).encode("utf-8", "surrogatepass"))
    return text.split(old)[0].count("\n") + 1


class TestBytes:
    def test_not_utf_8(self, mini_copy: Path) -> None:
        data = (mini_copy / SECTION).read_bytes()
        (mini_copy / SECTION).write_bytes(data.replace(b"The gap was", b"The g\xe4p was"))
        line = data.split(b"The gap was")[0].count(b"\n") + 1
        assert _found(mini_copy, SECTION) == [(line, "E101")]

    def test_utf_16(self, mini_copy: Path) -> None:
        (mini_copy / SECTION).write_bytes((mini_copy / SECTION).read_text(encoding="utf-8").encode("utf-16"))
        assert _found(mini_copy, SECTION) == [(1, "E101")]

    def test_a_byte_order_mark_is_no_matter(self, mini_copy: Path, mini: wc.Glossary) -> None:
        for file in (SECTION, REFERENCE):
            (mini_copy / file).write_bytes(b"\xef\xbb\xbf" + (mini_copy / file).read_bytes())
        assert authoring.load(mini_copy) == mini

    def test_a_byte_order_mark_inside_is_an_invisible_character(self, mini_copy: Path) -> None:
        line = _replace(mini_copy, SECTION, "The gap was", "The \ufeffgap was")
        assert _found(mini_copy, SECTION) == [(line, "E110")]

    @pytest.mark.parametrize("newline", ["\r\n", "\r"])
    def test_line_ends_of_other_systems_are_no_matter(self, newline: str, mini_copy: Path, mini: wc.Glossary) -> None:
        for path in mini_copy.rglob("*.*"):
            path.write_bytes(path.read_bytes().replace(b"\n", newline.encode()))
        assert authoring.load(mini_copy) == mini

    def test_lines_are_counted_alike_with_other_line_ends(self, mini_copy: Path) -> None:
        line = _replace(mini_copy, SECTION, "The gap was", "The **gap** was")
        (mini_copy / SECTION).write_bytes((mini_copy / SECTION).read_bytes().replace(b"\n", b"\r\n"))
        assert _found(mini_copy, SECTION) == [(line, "E105")]

    @pytest.mark.parametrize("data", [b"", b"\n\n", b" \t\n", b"\xef\xbb\xbf"])
    @pytest.mark.parametrize("file", [SECTION, NOTICE, REFERENCE])
    def test_empty(self, file: str, data: bytes, mini_copy: Path) -> None:
        (mini_copy / file).write_bytes(data)
        assert _found(mini_copy, file) == [(0, "E101")]

    @pytest.mark.parametrize(
        "character", ["\x00", "\x07", "\x1b", "\x7f", "\u200b", "\u202e", "\u2028", "\x85", "\ue000", "\U000e0041"]
    )
    @pytest.mark.parametrize("place", ["The gap was", "title: Sunday", "why are sunday"])
    def test_invisible_characters(self, place: str, character: str, mini_copy: Path) -> None:
        line = _replace(mini_copy, SECTION, place, place[:5] + character + place[5:])
        found = _read(mini_copy, SECTION)
        assert (line, "E110") in found
        assert {code for _, code in found} <= {"E110", "E102", "E103", "E104"}

    def test_an_invisible_character_has_a_column_and_a_name(self, mini_copy: Path) -> None:
        _replace(mini_copy, SECTION, "The gap was", "The \u200bgap was")
        (finding,) = authoring.check(mini_copy, today=TODAY)
        lines = (mini_copy / SECTION).read_text(encoding="utf-8").split("\n")
        assert lines[finding.line - 1][finding.column - 1] == "\u200b"
        assert "zero width space" in finding.message

    @pytest.mark.parametrize("text", ["naïve – and … dashes", "£5 ≥ 3 ½", "日曜日", "e\u0301"])
    def test_ordinary_signs_are_fine(self, text: str, mini_copy: Path) -> None:
        _replace(mini_copy, SECTION, "The gap was small.", f"The {text} was small.")
        assert _found(mini_copy, SECTION) == []

    @pytest.mark.parametrize(
        ("file", "filler"), [(SECTION, "\n\nThe gap was small. [none]"), (REFERENCE, " "), (NOTICE, "word ")]
    )
    def test_two_megabytes(self, file: str, filler: str, mini_copy: Path) -> None:
        with (mini_copy / file).open("a", encoding="utf-8") as opened:
            opened.write(filler * (2_000_000 // len(filler)))
        assert _found(mini_copy, file) == [(0, "E101")]


class TestTime:
    """What takes a time that grows with the square of a file, or worse, is a hang to whoever waits for the check."""

    @pytest.mark.parametrize(
        "text",
        [
            "---\ntitle: x\n---\n\n" + "<!-- a -->" * 40 + " x\n",
            "---\ntitle: " + "[" * 90_000 + "\n---\n",
            '---\ntitle: x\n---\n\n{"a": 1}' + "[a](" * 20_000,
        ],
        ids=["comments in a row", "open brackets in front matter", "open links"],
    )
    def test_a_small_file_is_read_at_once(self, text: str, mini_copy: Path) -> None:
        (mini_copy / SECTION).write_text(text, encoding="utf-8")
        script = (
            "import sys; from pathlib import Path; from withdrawal_concepts.authoring._reader import read_draft\n"
            "print(len(read_draft('sections', Path(sys.argv[1]), 'x').findings) > 0)"
        )
        # In a process of its own, so that what hangs can be ended; it is done in well under a second.
        run = subprocess.run(
            [sys.executable, "-c", script, str(mini_copy / SECTION)],
            capture_output=True,
            text=True,
            timeout=10,
            check=True,
        )
        assert run.stdout == "True\n"


class TestFolders:
    def _all(self, folder: Path) -> list[tuple[str, str]]:
        return [(f.path, f.code) for f in authoring.check(folder, today=TODAY)]

    def test_no_such_folder(self, tmp_path: Path) -> None:
        assert self._all(tmp_path / "nope") == [((tmp_path / "nope").as_posix(), "E101")]
        with pytest.raises(wc.InvalidContentError):
            authoring.load(tmp_path / "nope")

    def test_a_file_is_no_folder(self, mini_copy: Path) -> None:
        assert self._all(mini_copy / SECTION) == [((mini_copy / SECTION).as_posix(), "E101")]

    @pytest.mark.parametrize("kind", ["terms", "sections", "articles", "notices", "references"])
    def test_a_folder_that_is_missing(self, kind: str, mini_copy: Path) -> None:
        shutil.rmtree(mini_copy / kind)
        assert ((mini_copy / kind).as_posix(), "E101") in self._all(mini_copy)

    def test_an_empty_folder_of_sections_is_fine(self, mini_copy: Path) -> None:
        (mini_copy / SECTION).unlink()
        assert self._all(mini_copy) == []

    @pytest.mark.parametrize("name", ["terms/x.md", "references/x.json"])
    def test_a_directory_with_the_name_of_an_entry(self, name: str, mini_copy: Path) -> None:
        (mini_copy / name).mkdir()
        assert self._all(mini_copy) == [((mini_copy / name).as_posix(), "E109")]

    @pytest.mark.parametrize(
        "name",
        ["terms/x.txt", "terms/x", "terms/x.MD", "terms/x.md~", "terms/x.json", "references/x.md", "x.md", "pictures"],
    )
    def test_files_that_do_not_belong(self, name: str, mini_copy: Path) -> None:
        (mini_copy / name).write_text("A text.\n", encoding="utf-8")
        assert self._all(mini_copy) == [((mini_copy / name).as_posix(), "E109")]

    @pytest.mark.parametrize(
        "name",
        [".DS_Store", "terms/.keep", "terms/.x.md.swp", "terms/.x.md", "terms/._planned-rest.md", "references/.x.json"],
    )
    def test_hidden_files_are_passed_over(self, name: str, mini_copy: Path, mini: wc.Glossary) -> None:
        (mini_copy / name).write_bytes(b"\x00\x05\x16\x07")
        assert self._all(mini_copy) == []
        assert authoring.load(mini_copy) == mini

    def test_a_link_to_an_entry(self, mini_copy: Path) -> None:
        (mini_copy / "terms" / "linked.md").symlink_to(mini_copy / REST)
        assert self._all(mini_copy) == [((mini_copy / "terms" / "linked.md").as_posix(), "E109")]

    def test_a_link_that_leads_nowhere(self, mini_copy: Path) -> None:
        (mini_copy / "terms" / "linked.md").symlink_to(mini_copy / "nowhere.md")
        assert self._all(mini_copy) == [((mini_copy / "terms" / "linked.md").as_posix(), "E109")]

    def test_a_folder_that_is_a_link_out_is_not_followed(self, mini_copy: Path, tmp_path: Path) -> None:
        (mini_copy / "sections").rename(tmp_path / "elsewhere")
        (mini_copy / "sections").symlink_to(tmp_path / "elsewhere")
        assert (mini_copy / "sections").as_posix() in [path for path, _ in self._all(mini_copy)]

    @pytest.mark.skipif(os.name != "posix", reason="named pipes are POSIX")
    def test_a_pipe_with_the_name_of_an_entry(self, mini_copy: Path) -> None:
        os.mkfifo(mini_copy / "terms" / "pipe.md")
        assert self._all(mini_copy) == [((mini_copy / "terms" / "pipe.md").as_posix(), "E109")]

    @pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may read everything")
    def test_a_file_that_must_not_be_read(self, mini_copy: Path) -> None:
        (mini_copy / SECTION).chmod(0)
        assert ((mini_copy / SECTION).as_posix(), "E101") in self._all(mini_copy)

    @pytest.mark.parametrize(
        "name",
        [
            "Sunday-nights",
            "sunday_nights",
            "sunday nights",
            "-sunday",
            "sunday-",
            "sunday--nights",
            "sündäy",
            "sunday.nights",
        ],
    )
    def test_a_file_name_that_is_no_id(self, name: str, mini_copy: Path) -> None:
        (mini_copy / SECTION).rename(mini_copy / "sections" / f"{name}.md")
        assert self._all(mini_copy) == [((mini_copy / "sections" / f"{name}.md").as_posix(), "E106")]

    def test_findings_come_in_file_and_line_order(self, mini_copy: Path) -> None:
        for file in (REST, NOTICE, SECTION, REFERENCE):
            (mini_copy / file).write_bytes(b"")
        found = authoring.check(mini_copy, today=TODAY)
        assert list(found) == sorted(found)
        assert len(set(found)) == len(found)

    def test_a_str_is_a_folder_too(self, mini_folder: Path, mini: wc.Glossary) -> None:
        assert authoring.check(str(mini_folder), today=TODAY) == ()
        assert authoring.load(str(mini_folder)) == mini

    def test_paths_are_shown_as_they_were_given(self, mini_copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (mini_copy / SECTION).write_bytes(b"")
        monkeypatch.chdir(mini_copy.parent)
        assert [f.path for f in authoring.check("content", today=TODAY)] == [f"content/{SECTION}"]


class TestFrontMatter:
    @pytest.mark.parametrize(
        ("text", "line"),
        [
            ("position: 1", 1), ("\n---\nposition: 1\n---\n", 1), ("---\nposition: 1\n", 1),
            ("--- \nposition: 1\n--\n", 1),
            ("---\n---\n\nA text. [none]\n", 2), ("---\n# only a comment\n---\n", 2), ("---\n- a\n- b\n---\n", 2),
            ("---\ntext\n---\n", 2),
            ("---\ntitle: a: b\n---\n", 2), ("---\ntitle: 'a\n---\n", 2), ("---\na: 1\nb: [\n---\n", 3),
            ("---\na: 1\n b: 2\n---\n", 3),
            ("---\na: &x 1\n---\n", 2), ("---\na: 1\nb: *x\n---\n", 3), ("---\na: 1\nb: !!str x\n---\n", 3),
            ("---\na: !x y\n---\n", 2),
            ("---\n%YAML 1.2\n---\n", 2), ("---\na: 1\n...\nb: 2\n---\n", 3), ("---\na: 1\na: 2\n---\n", 3),
            ("---\na:\n  b: 1\n  b: 2\n---\n", 4),
            ("---\n'a': 1\n\"a\": 2\n---\n", 3), ("---\n? [a]\n: 1\n---\n", 2), ("---\n{a: 1}: 2\n---\n", 2),
            ("---\na: @b\n---\n", 2), ("---\na: `b`\n---\n", 2), ("---\na: \"\\q\"\n---\n", 2),
            ("---\n- a\nb: 1\n---\n", 3),
            ("---\na: " + "[" * 1_000 + "\n---\n", 2), ("---\na: " + "{" * 1_000 + "\n---\n", 2),
            ("---\na: " + "[" * 800 + "]" * 800 + "\n---\n", 2),
        ],
    )  # fmt: skip
    def test_what_cannot_be_read(self, text: str, line: int, mini_copy: Path) -> None:
        (mini_copy / SECTION).write_text(text, encoding="utf-8")
        found = _read(mini_copy, SECTION)
        assert [code for _, code in found] == ["E102"]
        assert found[0][0] in ((line,) if len(text) < 500 else (1, 2))

    @pytest.mark.parametrize(
        ("value", "text"),
        [
            ("no", "no"), ("yes", "yes"), ("null", "null"), ("~", "~"), ("", ""), ("2020", "2020"), ("1e3", "1e3"),
            ("0x1F", "0x1F"),
            ("2024-01-10", "2024-01-10"), ("12:30:45", "12:30:45"), ("'it''s'", "it's"), ('"a\\tb"', "a\tb"),
            ("a # b", "a"), (".5", ".5"),
        ],
    )  # fmt: skip
    def test_every_scalar_is_text(self, value: str, text: str) -> None:
        assert read_front_matter(f"a: {value}").data == {"a": text}

    def test_positions_are_those_of_keys_and_items(self) -> None:
        read = read_front_matter("a: 1\nb:\n  - x\n  - y\nc:\n  d: {e: f}\n")
        places = {
            ("a",): (1, 1),
            ("b",): (2, 1),
            ("b", 0): (3, 5),
            ("b", 1): (4, 5),
            ("c", "d"): (6, 3),
            ("c", "d", "e"): (6, 7),
        }
        assert {path: read.positions[path] for path in places} == places

    def test_a_key_that_stands_twice_names_the_first(self) -> None:
        with pytest.raises(FrontMatterError, match="stands here twice") as caught:
            read_front_matter("a: 1\nb: 2\na: 3\n")
        assert "line" in caught.value.message
        assert (caught.value.line, caught.value.column) == (3, 1)

    def test_the_first_line_that_is_named_is_the_line_of_the_file(self, mini_copy: Path) -> None:
        line = _replace(mini_copy, SECTION, "position: 1\n", "position: 1\ntitle: Again\n") + 1
        text = (mini_copy / SECTION).read_text(encoding="utf-8").split("\n")
        (finding,) = [f for f in authoring.check(mini_copy, today=TODAY) if f.code == "E102"]
        assert finding.line == line
        assert f"line {text.index('title: Sunday Nights') + 1})" in finding.message

    @pytest.mark.parametrize(
        ("old", "new", "offset"),
        [
            ("position: 1", "position: one", 0), ("position: 1", "position: -1", 0),
            ("position: 1", "position: 1.5", 0),
            ("position: 1", "position: [1]", 0), ("position: 1", "position:", 0),
            ("position: 1", "position: 1\nplace: 2", 1),
            ("position: 1", "position: 1\nPosition: 2", 1), ("title: Sunday Nights", "title: [a]", 0),
            ("title: Sunday Nights", "title: {a: b}", 0),
            ("terms: [sunday", "terms: sunday-nights #[", 0), ("terms: [sunday", "terms: [[a], sunday", 0),
            ("  - the week starts", "  - a: b\n  - the week starts", 0),
            ("reviewed: 2024-01-10", "reviewed: yesterday", 0), ("reviewed: 2024-01-10", "reviewed: 2024-02-30", 0),
            ("reviewed: 2024-01-10", "reviewed: 10.01.2024", 0), ("reviewed: 2024-01-10", "reviewed: 20240110", 0),
            ("reviewed: 2024-01-10", "reviewed:", 0), ("reviewed: 2024-01-10", "reviewed: [2024-01-10]", 0),
            ("reviewed: 2024-01-10", "reviewed: 2024-1-10", 0),
            ("next_review: 2099-12-31", "next_review: later", 0),
            ("next_review: 2099-12-31", "next_review: [later]", 0),
            ("date: 2024-01-12", "date: 12 January 2024", 0), ("date: 2024-01-12", "day: 2024-01-12", 0),
            ("    heading: Sunday Nights", "    headings: x", 0),
            ("questions:\n", "questions: x\nqueries:\n", 1), ("position: 1", "position: 1\nparagraphs: [a text]", 1),
            ("position: 1", "position: 1\nrelations: {}", 1), ("position: 1", "position: 1\nid: sunday-nights", 1),
        ],
    )  # fmt: skip
    def test_wrong_keys_and_values(self, old: str, new: str, offset: int, mini_copy: Path) -> None:
        line = _replace(mini_copy, SECTION, old, new) + offset
        found = _read(mini_copy, SECTION)
        assert {code for _, code in found} == {"E103"}
        assert line in {line for line, _ in found}

    @pytest.mark.parametrize("key", ["definition", "statements", "misconceptions", "what_helps", "example", "origin"])
    def test_prose_in_the_front_matter_of_a_term_is_not_lost_in_silence(self, key: str, mini_copy: Path) -> None:
        line = _replace(mini_copy, REST, "category: help\n", f"category: help\n{key}: [A text.]\n") + 1
        assert (line, "E103") in _read(mini_copy, REST)

    @pytest.mark.parametrize(
        ("file", "old", "new"),
        [
            (SECTION, "title: Sunday Nights", 'title: ""'), (SECTION, "title: Sunday Nights", "title:"),
            (SECTION, "title: Sunday Nights", 'title: " "'), (SECTION, "    heading: Sunday Nights", '    heading: ""'),
            (SECTION, "  by: the mini panel", "  by:"),
            (SECTION, "  - the week starts too soon", '  - ""'), (NOTICE, "title: Where to turn", 'title: ""'),
            (NOTICE, "  - https://help.example/list", '  - ""'), (REST, "  - rest plan", '  - ""'),
            (REST, "name: Planned rest", "name:"),
            (REST, "  - What counts as planned rest?", '  - ""'),
            ("articles/example-article.md", "title: Why Sundays Feel So Short", "title:"),
            (
                "articles/example-article.md",
                "source: An invented article. Nobody wrote it, and nobody has read it.", "source:",
            ),
            ("terms/anticipatory-unease.md", 'id: "X-0042"', 'id: ""'),
            ("terms/anticipatory-unease.md", "scheme: invented", "scheme:"),
            ("terms/anticipatory-unease.md", "by: the mini panel", "by:"),
            (REFERENCE, '"title": "Nine looks at the inbox: An invented study"', '"title": ""'),
            (
                REFERENCE, '"note": "Invented for the tests: a survey and a small experiment on Sunday nights."',
                '"note": ""',
            ),
            (REFERENCE, '"type": "article-journal"', '"type": ""'),
        ],
    )  # fmt: skip
    def test_an_empty_text_is_found_where_it_stands(self, file: str, old: str, new: str, mini_copy: Path) -> None:
        line = _replace(mini_copy, file, old, new)
        found = [f for f in authoring.check(mini_copy, today=TODAY) if f.path == (mini_copy / file).as_posix()]
        assert (line, "error") in {(f.line, f.severity) for f in found}

    @pytest.mark.parametrize("escape", ["\\uD800", "\\ud83d", "\\0", "\\x07", "\\u200b", "\\u2028"])
    def test_an_escape_brings_in_nothing_that_could_not_be_written(self, escape: str, mini_copy: Path) -> None:
        line = _replace(mini_copy, SECTION, "  - the week starts too soon", f'  - "the week {escape} starts"')
        half = escape.lower().startswith("\\ud8")  # half a character: a parser may refuse it by itself
        assert _found(mini_copy, SECTION) in ([(line, "E110")], [(line, "E102")] if half else None)

    @pytest.mark.parametrize("escape", ["\\uD800", "\\u0000", "\\u0007", "\\u200b", "\\u2028"])
    def test_an_escape_in_a_reference_brings_in_nothing_either(self, escape: str, mini_copy: Path) -> None:
        line = _replace(mini_copy, REFERENCE, "Nine looks at", f"Nine {escape} looks at")
        assert (line, "E110") in _found(mini_copy, REFERENCE)


class TestBody:
    @pytest.mark.parametrize(
        ("markdown", "what"),
        [
            ("# Title", "a heading of level 1"), ("### Title", "a heading of level 3"),
            ("Title\n=====", "a heading of level 1"),
            ("```\ncode\n```", "a code block"), ("~~~\ncode\n~~~", "a code block"),
            ("    code", "an indented code block"), ("> quoted", "a quotation"),
            ("1. one\n2. two", "a numbered list"), ("***", "a rule"), ("<div>\n</div>", "HTML"),
            ("a <b>bold</b> word", "HTML"), ("a *soft* word", "emphasis"),
            ("a **loud** word", "emphasis"), ("a `code` word", "code"), ("a [link](https://x.example)", "a link"),
            ("<https://x.example>", "a link"),
            ("![a](b.png)", "a picture"), ("a [link][1]\n\n[1]: https://x.example", "a link definition"),
            ("one  \ntwo", "a forced line break"),
            ("one\\\ntwo", "a forced line break"), ("- one\n  - two", "a list in a list"),
            ("- one\n\n  > two", "a quotation"),
            ("| a | b |\n|---|---|\n| c | d |", "a table"), ("<!-- open", "HTML"),
        ],
    )  # fmt: skip
    def test_what_an_entry_does_not_use(self, markdown: str, what: str) -> None:
        found = [block.what for block in read_body(f"Before.\n\n{markdown}\n", 1) if isinstance(block, Unsupported)]
        assert what in found

    def test_lines_are_those_of_the_file(self) -> None:
        blocks = list(read_body("\n## One\n\nA text\non two lines.\n\n- a\n- b\n  c\n\n> d\n", 10))
        assert blocks[:4] == [
            Block("heading", "One", 11),
            Block("paragraph", "A text on two lines.", 13),
            Block("bullet", "a", 16),
            Block("bullet", "b c", 17),
        ]
        assert blocks[4] == Unsupported("a quotation", 20)

    @pytest.mark.parametrize(
        ("markdown", "text"),
        [
            ("one\ntwo", "one two"), ("one  \u00a0 two", "one two"), ("a &amp; b", "a & b"), ("2 \\* 3", "2 * 3"),
            ("a <!-- note --> b", "a b"),
            ("5 < 6", "5 < 6"), ("snake_case_word", "snake_case_word"), ("a * b * c", "a * b * c"),
            ("[limited; @a]", "[limited; @a]"),
        ],
    )  # fmt: skip
    def test_plain_text(self, markdown: str, text: str) -> None:
        assert list(read_body(markdown, 1)) == [Block("paragraph", text, 1)]

    def test_comments_are_for_authors(self) -> None:
        assert list(read_body("<!-- one -->\n\n<!-- two\nlines -->\n", 1)) == []

    @pytest.mark.parametrize("mark", ["[", "*", "_a", "`", "![", "<", "> ", "- ", "&", "\\", "[a](", "<!--"])
    def test_deep_or_long_markup_is_read(self, mark: str) -> None:
        assert isinstance(list(read_body(mark * 3_000, 1)), list)

    @pytest.mark.parametrize("depth", [5, 30, 500])
    def test_nested_lists_are_found(self, depth: int) -> None:
        text = "\n".join("  " * n + "- a" for n in range(depth))
        found = [block.what for block in read_body(text, 1) if isinstance(block, Unsupported)]
        assert "a list in a list" in found


class TestHeadings:
    def _read(self, folder: Path, old: str, new: str, file: str = REST) -> tuple[int, list[tuple[int, str]]]:
        line = _replace(folder, file, old, new)
        return line, _found(folder, file)

    def test_a_text_before_the_first(self, mini_copy: Path) -> None:
        line, found = self._read(mini_copy, "## Definition\n", "A text.\n\n## Definition\n")
        assert found == [(line, "E104")]

    def test_one_that_is_unknown_in_the_middle(self, mini_copy: Path) -> None:
        line, found = self._read(mini_copy, "## Example\n", "## Notes\n\nA text.\n\n## Example\n")
        assert found == [(line, "E104")]

    def test_one_that_is_unknown_at_the_start(self, mini_copy: Path) -> None:
        line, found = self._read(mini_copy, "## Definition\n", "## Meaning\n")
        assert (line, "E104") in found
        assert {code for _, code in found} == {"E104"}

    def test_one_that_is_unknown_at_the_end(self, mini_copy: Path) -> None:
        line, found = self._read(
            mini_copy,
            "- You could start with ten free",
            "- You could start. [limited; @fictus-2019]\n\n## See also\n\n- You could start with ten free",
        )
        assert found == [(line + 2, "E104")]

    def test_one_that_stands_twice(self, mini_copy: Path) -> None:
        line, found = self._read(mini_copy, "## Example\n", "## Definition\n\nAgain.\n\n## Example\n")
        assert found == [(line, "E104")]

    def test_one_that_stands_too_late(self, mini_copy: Path) -> None:
        text = (mini_copy / REST).read_text(encoding="utf-8")
        example = text[text.index("## Example") : text.index("## What research says")]
        text = text.replace(example, "").replace("## Misconceptions", example + "## Misconceptions")
        (mini_copy / REST).write_text(text, encoding="utf-8")
        assert _found(mini_copy, REST) == [(text.split("## Example")[0].count("\n") + 1, "E104")]

    @pytest.mark.parametrize(
        "heading", ["Definition", "Example", "What research says", "Misconceptions", "What may help"]
    )
    def test_one_that_is_missing(self, heading: str, mini_copy: Path) -> None:
        _, found = self._read(mini_copy, f"## {heading}\n", "")
        assert "E104" in {code for _, code in found}

    @pytest.mark.parametrize("heading", ["definition", "DEFINITION", "Definition:", "Definitions"])
    def test_one_that_is_nearly_right(self, heading: str, mini_copy: Path) -> None:
        line, found = self._read(mini_copy, "## Definition\n", f"## {heading}\n")
        assert (line, "E104") in found

    def test_one_in_a_section(self, mini_copy: Path) -> None:
        line, found = self._read(
            mini_copy, "The article says that the job", "## More\n\nThe article says that the job", SECTION
        )
        assert found == [(line, "E104")]

    def test_one_in_a_notice(self, mini_copy: Path) -> None:
        line, found = self._read(mini_copy, "These texts are made up.", "## More\n\nThese texts are made up.", NOTICE)
        assert {code for _, code in found} <= {"E104", "E105"}
        assert line in {line for line, _ in found}

    @pytest.mark.parametrize("file", [SECTION, NOTICE])
    def test_no_text_at_all(self, file: str, mini_copy: Path) -> None:
        text = (mini_copy / file).read_text(encoding="utf-8")
        (mini_copy / file).write_text(text[: text.index("\n---\n", 4) + 5], encoding="utf-8")
        assert "E104" in {code for _, code in _found(mini_copy, file)}

    @pytest.mark.parametrize(
        ("old", "new"),
        [("Some people choose a time", "- Some people choose a time"), ("- You could start", "You could start")],
    )
    def test_a_bullet_for_a_paragraph_and_the_other_way(self, old: str, new: str, mini_copy: Path) -> None:
        line, found = self._read(mini_copy, old, new)
        assert (line, "E105") in found


class TestBrackets:
    @pytest.mark.parametrize(
        ("bracket", "hint"),
        [
            ("", "end with [limited; @family-2020]"), ("[]", "end with [limited; @family-2020]"),
            ("[ ]", "end with [limited; @family-2020]"), ("[some; @fictus-2019]", "one of: strong, moderate"),
            ("[moderat; @fictus-2019]", "did you mean [moderate; @fictus-2019]?"),
            ("[Moderate; @fictus-2019]", "did you mean [moderate; @fictus-2019]?"),
            ("[moderate, @fictus-2019]", "write [moderate; @fictus-2019]"),
            ("[moderate; fictus-2019]", "write [moderate; @fictus-2019]"),
            ("[moderate @fictus-2019]", "write [moderate; @fictus-2019]"),
            ("[moderate; @fictus-2019 @marlow-2021]", "write [moderate; @fictus-2019; @marlow-2021]"),
            ("[moderate; @fictus-2019;]", "write [moderate; @fictus-2019]"), ("[moderate; @]", "write [moderate]"),
            ("[@fictus-2019]", "one of: strong, moderate"), ("[moderate; see Fictus]", "write @ and the id"),
            ("[moderate; @fictus-2019", "write [moderate; @fictus-2019]"),
            ("[moderate; @fictus-2019].", "write [moderate; @fictus-2019]"),
            ("(moderate; @fictus-2019)", "write [moderate; @fictus-2019]"),
        ],
    )  # fmt: skip
    def test_of_a_statement(self, bracket: str, hint: str, mini_copy: Path) -> None:
        """One mistake is one finding, in its line, and says how the bracket was probably meant."""
        old = "The gap was small. [moderate; @fictus-2019; @marlow-2021]"
        line = _replace(mini_copy, SECTION, old, f"The gap was small. {bracket}".rstrip())
        (finding,) = authoring.check(mini_copy, today=TODAY)
        assert (finding.code, finding.line) == ("E107", line)
        assert finding.suggestion.startswith(hint)

    @pytest.mark.parametrize(
        ("bracket", "codes"),
        [
            ("[moderate; @nobody-2000]", {"E501"}),
            ("[moderate; @fictus-2019] [none]", {"E504"}),
            ("[moderate]", {"E502"}),
        ],
    )
    def test_a_bracket_that_is_whole_says_what_it_says(self, bracket: str, codes: set[str], mini_copy: Path) -> None:
        old = "The gap was small. [moderate; @fictus-2019; @marlow-2021]"
        line = _replace(mini_copy, SECTION, old, f"The gap was small. {bracket}")
        assert {(line, code) for code in codes} == set(_found(mini_copy, SECTION))

    def test_spaces_in_it_are_no_matter(self, mini_copy: Path, mini: wc.Glossary) -> None:
        _replace(
            mini_copy, SECTION, "[moderate; @fictus-2019; @marlow-2021]", "[ moderate ;@fictus-2019 ;  @marlow-2021 ]"
        )
        assert authoring.load(mini_copy) == mini

    def test_it_may_stand_on_a_line_of_its_own(self, mini_copy: Path, mini: wc.Glossary) -> None:
        _replace(mini_copy, SECTION, "The gap was small. [moderate", "The gap was small.\n[moderate")
        assert authoring.load(mini_copy) == mini

    def test_other_brackets_in_the_text_stay(self, mini_copy: Path) -> None:
        _replace(mini_copy, SECTION, "The gap was small.", "The gap [of two hours] was small.")
        text = authoring.load(mini_copy).sections["sunday-nights"].paragraphs[0].text
        assert text.endswith("The gap [of two hours] was small.")

    @pytest.mark.parametrize("arrow", ["->", "→"])
    def test_both_arrows_are_read(self, arrow: str, mini_copy: Path, mini: wc.Glossary) -> None:
        _replace(mini_copy, REST, "hard work. → In", f"hard work. {arrow} In")
        assert authoring.load(mini_copy) == mini

    @pytest.mark.parametrize(
        ("old", "new", "code"),
        [
            ("[theory]", "[proof]", "E107"), ("[theory]", "", "E107"),
            ('switching-off: "Rest', 'switching-off: ["Rest', "E102"),
            (ONE, "switching-off:", "E107"),
            (ONE, "switching-off: [a]", "E107"),
            (ONE, "switching-off: {a: b}", "E107"),
            ("  broader:\n    " + ONE, "  broader: switching-off", "E103"),
            ("relations:\n  broader:\n    " + ONE, "relations: none", "E103"),
            ("  broader:", "  broder:", "E309"), ("  broader:", "  narrower:", "E309"),
            ("  broader:", "  Broader:", "E309"),
        ],
    )  # fmt: skip
    def test_of_a_relation(self, old: str, new: str, code: str, mini_copy: Path) -> None:
        line = _replace(mini_copy, REST, old, new)
        assert (line, code) in [(n if n != line + 1 else line, c) for n, c in _found(mini_copy, REST)]


class TestReferences:
    @pytest.mark.parametrize(
        ("text", "code", "line"),
        [
            ("{", "E101", 1), ('{"id": "fictus-2019"\n"type": 1}', "E101", 2), ("nonsense", "E101", 1),
            ("[" * 100_000, "E101", 1), ("[]", "E103", 1), ("5", "E103", 1),
            ('{"id": "fictus-2019", "id": "fictus-2019"}', "E102", 1),
            ('{\n  "id": "fictus-2019",\n  "title": "T"\n}', "E103", 0),
            ('{"id": "fictus-2019", "issued": ' + "1" * 5_000 + "}", "E101", 1), ("{}", "E106", 0),
            ('{"id": 5}', "E106", 0), ('{"id": ["x"]}', "E106", 0),
        ],
    )  # fmt: skip
    def test_what_cannot_be_read(self, text: str, code: str, line: int, mini_copy: Path) -> None:
        (mini_copy / REFERENCE).write_text(text, encoding="utf-8")
        assert (line, code) in _read(mini_copy, REFERENCE)

    @pytest.mark.parametrize(
        ("key", "value"),
        [
            ("title", 5), ("title", None), ("title", ["T"]), ("author", "Fictus, A."), ("author", [{"family": 5}]),
            ("author", ["Fictus"]),
            ("author", [{"surname": "F"}]), ("volume", 7), ("editor", {}), ("issued", {"date-parts": [["x"]]}),
            ("issued", {"date-parts": [[2019.5]]}),
            ("issued", {"date-parts": [[None]]}), ("issued", {"date-parts": [[True]]}),
            ("issued", {"date-parts": []}), ("issued", {}), ("issued", "2019"),
            ("issued", {"date-parts": "2019"}), ("issued", {"raw": "2019"}), ("publisherr", "N"),
            ("authors", [{"literal": "N"}]), ("moved_to", "marlow-2021"),
            ("doi", "10.5555/2"), ("container_title", "J"), ("year", 2020),
        ],
    )  # fmt: skip
    def test_wrong_keys_and_values(self, key: str, value: object, mini_copy: Path) -> None:
        data = json.loads((mini_copy / REFERENCE).read_text(encoding="utf-8"))
        (mini_copy / REFERENCE).write_text(json.dumps({**data, key: value}, indent=2), encoding="utf-8")
        found = _read(mini_copy, REFERENCE)
        assert "E103" in {code for _, code in found}

    @pytest.mark.parametrize("key", ["id", "type", "title", "author", "issued", "note"])
    def test_a_key_that_is_missing(self, key: str, mini_copy: Path) -> None:
        data = json.loads((mini_copy / REFERENCE).read_text(encoding="utf-8"))
        del data[key]
        (mini_copy / REFERENCE).write_text(json.dumps(data), encoding="utf-8")
        found = [f for f in authoring.check(mini_copy, today=TODAY) if f.path.endswith(REFERENCE)]
        assert [f.code for f in found] == ["E106" if key == "id" else "E103"]

    def test_a_wrong_value_is_found_in_its_line(self, mini_copy: Path) -> None:
        line = _replace(mini_copy, REFERENCE, '"volume": "7"', '"volume": 7')
        assert _found(mini_copy, REFERENCE) == [(line, "E103")]

    def test_many_keys_are_looked_at_once_each(self, mini_copy: Path) -> None:
        """Comparing each key with each other would take minutes for a file of a megabyte."""
        compared = 0

        class Key(str):
            __slots__ = ()

            def __eq__(self, other: object) -> bool:
                nonlocal compared
                compared += 1
                return str.__eq__(self, other)

            __hash__ = str.__hash__

        pairs = [(Key(f"key-{n}"), n) for n in range(300)]
        assert len(_csl._unique(Draft("references", "x", "x.json"), pairs)) == 300
        assert compared < 300 * 10


class TestTombstones:
    FILE = "terms/end-of-weekend-gloom.md"

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("moved_to: [planned-rest]", "E103"), ("split_into: planned-rest", "E103"),
            ("moved_to: planned-rest\nname: Gloom", "E103"),
            ("moved_to: planned-rest\nmoved_to: cafe-pause", "E102"), ("retired: x\nconsider: planned-rest", "E103"),
            ("moved_to:", "E606"),
            ("moved_to: nope", "E602"), ("merged_into: nope", "E602"), ("split_into: [planned-rest, nope]", "E602"),
            ("retired: x\nconsider: [nope]", "E602"),
            ("moved_to: me-time", "E602"), ("moved_to: end-of-weekend-gloom", "E602"),
            ("moved_to: sunday-nights", "E602"),
        ],
    )  # fmt: skip
    def test_what_is_wrong_with_one(self, text: str, code: str, mini_copy: Path) -> None:
        (mini_copy / self.FILE).write_text(f"---\n{text}\n---\n", encoding="utf-8")
        assert [c for _, c in _found(mini_copy, self.FILE)] == [code]

    @pytest.mark.parametrize("kind", ["articles", "references", "notices"])
    def test_one_of_another_kind_works_or_is_found(self, kind: str, mini_copy: Path) -> None:
        """An id of an article that went away must not vanish: it is followed, or the file is refused."""
        live = {"articles": "example-article", "references": "fictus-2019", "notices": "where-to-turn"}[kind]
        suffix, text = (
            (".json", f'{{"id": "old-one", "moved_to": "{live}"}}')
            if kind == "references"
            else (".md", f"---\nmoved_to: {live}\n---\n")
        )
        (mini_copy / kind / f"old-one{suffix}").write_text(text, encoding="utf-8")
        if _found(mini_copy, f"{kind}/old-one{suffix}"):
            return
        g = authoring.load(mini_copy)
        assert getattr(g, kind)["old-one"].id == live

    def test_two_of_one_id_are_found(self, mini_copy: Path) -> None:
        (mini_copy / "sections" / "me-time.md").write_text("---\nmoved_to: sunday-nights\n---\n", encoding="utf-8")
        assert {code for _, code in _found(mini_copy, "sections/me-time.md")} == {"E207"}


class TestCompiling:
    def test_equal_folders_give_equal_bytes(self, mini_folder: Path, mini_copy: Path) -> None:
        one = authoring.compile_content(mini_folder, version="1.0.0", released=TODAY)
        assert authoring.compile_content(mini_copy, version="1.0.0", released=TODAY) == one
        assert authoring.compile_content(mini_folder, version="1.0.0", released=TODAY) == one

    def test_a_warning_does_not_stop_it_and_an_error_does(self, mini_copy: Path) -> None:
        _replace(mini_copy, SECTION, "The gap was small.", "The gap was crucial.")
        assert [f.code for f in authoring.check(mini_copy, today=TODAY)] == ["W443"]
        assert authoring.load(mini_copy).sections["sunday-nights"]
        _replace(mini_copy, SECTION, "The gap was crucial.", "The **gap** was crucial.")
        with pytest.raises(wc.InvalidContentError) as caught:
            authoring.load(mini_copy)
        assert [f.code for f in caught.value.findings] == ["E105"]

    def test_every_error_comes_at_once(self, mini_copy: Path) -> None:
        for file in (NOTICE, SECTION, REST):
            (mini_copy / file).write_bytes(b"")
        with pytest.raises(wc.InvalidContentError) as caught:
            authoring.compile_content(mini_copy, version="1.0.0", released=TODAY)
        assert {(mini_copy / file).as_posix() for file in (NOTICE, SECTION, REST)} <= {
            f.path for f in caught.value.findings
        }

    def test_the_day_of_release_decides_what_is_overdue(self, mini_copy: Path) -> None:
        _replace(mini_copy, REST, "\nnext_review: 2099-12-31", "")
        assert authoring.compile_content(mini_copy, version="1.0.0", released=datetime.date(2025, 1, 10))
        with pytest.raises(wc.InvalidContentError, match="E604"):
            authoring.compile_content(mini_copy, version="1.0.0", released=datetime.date(2025, 1, 11))

    def test_nothing_is_written(self, mini_copy: Path) -> None:
        def state() -> dict[Path, tuple[int, bytes]]:
            return {
                path: (path.stat().st_mtime_ns, path.read_bytes()) for path in mini_copy.rglob("*") if path.is_file()
            }

        before = state()
        authoring.load(mini_copy)
        authoring.check(mini_copy)
        assert state() == before
