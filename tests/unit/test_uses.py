"""Where files name entries: whole tokens, labels at the bounds of words, and every file that was left out."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

import withdrawal_concepts as wc
from strategies import a_term, glossary_of

BEFORE = glossary_of(
    [
        a_term("solitude", name="Solitude", aliases=("me time", "pep"), ambiguous=("me time", "pep")),
        a_term("social-pain", name="Social pain", aliases=("hurt feelings",)),
        a_term("social-pain-avoidance", name="Social Pain Avoidance"),
        a_term("ego-depletion", name="Ego Depletion"),
    ],
    notices={"about": wc.from_dict(wc.Notice, {
        "id": "about", "level": "about", "title": "T", "paragraphs": ["P"],
        "reviewed": "2024-01-10", "next_review": "2025-01-10",
    })},
    redirects={"old-pain": wc.Redirect("old-pain", merged_into="social-pain")},
)  # fmt: skip


def _uses(folder: Path, name: str, source: str) -> list[tuple[str, int, int]]:
    path = folder / name
    path.write_text(source, encoding="utf-8", newline="")
    scan = wc.find_uses([folder], BEFORE)
    assert scan.skipped == ()
    assert scan.files == 1
    return [(use.text, use.line, use.column) for use in scan.uses]


class TestInCode:
    def test_ids_and_labels_that_are_the_whole_literal(self, tmp_path: Path) -> None:
        source = "x = ['solitude', 'Social  Pain', 'social_pain', 'hurt feeling', 'SOLITUDES']\n"
        assert [text for text, *_ in _uses(tmp_path, "a.py", source)] == [
            "solitude", "Social  Pain", "social_pain", "hurt feeling", "SOLITUDES",
        ]  # fmt: skip

    def test_a_word_of_a_longer_literal_is_no_use_but_an_id_with_a_hyphen_and_a_label_of_words_are(
        self, tmp_path: Path
    ) -> None:
        source = "x = 'in solitude, /terms/social-pain.html and about Ego Depletion'\n"
        assert _uses(tmp_path, "a.py", source) == [("social-pain", 1, 26), ("Ego Depletion", 1, 53)]

    def test_the_longest_wins(self, tmp_path: Path) -> None:
        assert [t for t, *_ in _uses(tmp_path, "a.py", "x = 'a social-pain avoidance b'")] == ["social-pain avoidance"]

    def test_part_of_a_longer_token_is_no_use(self, tmp_path: Path) -> None:
        source = "x = ['my-social-pain', 'social-pain_2', 'social-painter/x', 'social-pain-x y']"
        assert _uses(tmp_path, "a.py", source) == []

    def test_ordinary_words_that_are_ids_of_notices_or_labels_too_general_are_no_uses(self, tmp_path: Path) -> None:
        assert _uses(tmp_path, "a.py", "x = ['about', 'pep', 'me time']") == []

    def test_what_a_glossary_is_asked_for_is_a_use_whatever_it_is(self, tmp_path: Path) -> None:
        source = "import withdrawal_concepts\ng.notices['about']; g.lookup('me time'); g.terms['no such']\n"
        assert [text for text, *_ in _uses(tmp_path, "a.py", source)] == ["about", "me time", "no such"]

    def test_an_id_that_went_away_and_one_that_is_misspelt(self, tmp_path: Path) -> None:
        source = "x = 'old-pain', 'sociel-pain', 'content-type', 'social-paint'"
        assert [t for t, *_ in _uses(tmp_path, "a.py", source)] == ["old-pain", "sociel-pain", "social-paint"]

    def test_places_count_lines_and_characters_inside_a_long_string(self, tmp_path: Path) -> None:
        source = 'x = """é\r\n  social-pain and\r\n\tsocial-pain"""\r\n'
        assert _uses(tmp_path, "a.py", source) == [("social-pain", 2, 3), ("social-pain", 3, 2)]

    def test_where_an_escape_hides_it_the_place_is_that_of_the_string(self, tmp_path: Path) -> None:
        assert _uses(tmp_path, "a.json", '[1,\n "social\\u002dpain"]') == [("social-pain", 2, 2)]

    def test_python_that_does_not_parse_is_read_as_strings(self, tmp_path: Path) -> None:
        assert _uses(tmp_path, "a.py", "print 'social-pain' # 'ego-depletion'\n") == [("social-pain", 1, 8)]


class TestInANotebook:
    def test_cells_count_and_what_they_printed_does_not(self, tmp_path: Path) -> None:
        code = ["# ego-depletion\n", "é = 'x'; g.lookup(\"hurt feelings\")\n", "f('social-pain')"]
        cells = [
            {"cell_type": "markdown", "source": ["On `solitude`:\n", "see social pain"], "metadata": {}},
            {"cell_type": "code", "source": code, "outputs": [{"text": ["ego-depletion"]}], "metadata": {}},
            {"cell_type": "code", "source": "%time f('old-pain')", "outputs": [], "metadata": {}},
            {"cell_type": "raw", "source": [], "metadata": {}},
        ]
        for ascii in (False, True):
            source = json.dumps({"cells": cells, "nbformat": 4}, indent=1, ensure_ascii=ascii)
            found = _uses(tmp_path, "a.ipynb", source)
            assert [text for text, *_ in found] == [
                "solitude",
                "social pain",
                "hurt feelings",
                "social-pain",
                "old-pain",
            ]
            lines = source.split("\n")
            assert all(lines[line - 1][column - 1 :].startswith(text) for text, line, column in found)

    def test_what_is_no_notebook_is_read_as_strings(self, tmp_path: Path) -> None:
        assert _uses(tmp_path, "a.ipynb", '{"cells": ["social-pain"]}') == [("social-pain", 1, 13)]


class TestInText:
    def test_a_template(self, tmp_path: Path) -> None:
        source = "<!-- social-pain -->\n<a href='/social-pain'>hurt feelings</a> in solitude <i data-x='solitude'>\n"
        assert _uses(tmp_path, "a.html", source) == [
            ("social-pain", 2, 11), ("hurt feelings", 2, 24), ("solitude", 2, 65),
        ]  # fmt: skip

    def test_markdown(self, tmp_path: Path) -> None:
        source = "On solitude and `solitude`, [social pain](terms/social-pain.md).\n"
        assert _uses(tmp_path, "a.md", source) == [("solitude", 1, 18), ("social pain", 1, 30), ("social-pain", 1, 49)]

    def test_a_text_that_is_found_in_a_folder_is_prose_and_one_that_is_named_is_a_list(self, tmp_path: Path) -> None:
        assert _uses(tmp_path, "a.txt", "solitude\nsocial-pain\nnope\n") == [("social-pain", 2, 1)]
        listed = wc.find_uses([tmp_path / "a.txt"], BEFORE).uses
        assert [(use.text, use.line) for use in listed] == [("solitude", 1), ("social-pain", 2), ("nope", 3)]
        assert wc.find_uses([tmp_path, tmp_path / "a.txt"], BEFORE).uses == listed


class TestFiles:
    def test_folders_that_are_not_the_apps_own_are_not_entered(self, tmp_path: Path) -> None:
        for folder in (".git", "node_modules", "venv", "src"):
            (tmp_path / folder / "deep").mkdir(parents=True)
            (tmp_path / folder / "deep" / "a.json").write_text('"social-pain"')
        (tmp_path / "venv" / "pyvenv.cfg").touch()
        scan = wc.find_uses([str(tmp_path)], BEFORE)
        assert [use.path for use in scan.uses] == [str(tmp_path / "src" / "deep" / "a.json")]
        assert scan.skipped == ()

    def test_a_file_is_looked_at_once(self, tmp_path: Path) -> None:
        (tmp_path / "a.json").write_text('"social-pain"')
        scan = wc.find_uses([tmp_path, tmp_path / "a.json", tmp_path], BEFORE)
        assert (len(scan.uses), scan.files) == (1, 1)

    def test_what_is_left_out_is_named_with_the_reason(self, tmp_path: Path) -> None:
        (tmp_path / "a.json").write_bytes(b'"social-pain"' + b" " * 2_000_000)
        (tmp_path / "b.json").write_bytes(b'"social-pain\0"')
        (tmp_path / "c.json").write_bytes(b'"social-pain \xff"')
        (tmp_path / "d.png").write_bytes(b"\x89PNG\0")
        scan = wc.find_uses([tmp_path], BEFORE)
        assert (scan.uses, scan.files) == ((), 0)
        assert [(Path(s.path).name, s.unread) for s in scan.skipped] == [
            ("a.json", False), ("b.json", False), ("c.json", True),
        ]  # fmt: skip
        assert "2,000,000 bytes" in scan.skipped[0].reason

    def test_what_cannot_be_opened_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "a.json").symlink_to(tmp_path / "gone.json")
        scan = wc.find_uses([tmp_path, tmp_path / "nowhere.txt"], BEFORE)
        assert [(Path(s.path).name, s.unread) for s in scan.skipped] == [("a.json", True), ("nowhere.txt", True)]

    @pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is closed to this user")
    def test_a_folder_that_cannot_be_entered_is_named(self, tmp_path: Path) -> None:
        closed = tmp_path / "closed"
        closed.mkdir(mode=0o000)
        (skipped,) = wc.find_uses([tmp_path], BEFORE).skipped
        assert (skipped.path, skipped.unread) == (str(closed), True)

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
    def test_byte_order_marks(self, tmp_path: Path, encoding: str) -> None:
        (tmp_path / "a.json").write_text('"é", "social-pain"', encoding=encoding)
        assert [(u.text, u.column) for u in wc.find_uses([tmp_path], BEFORE).uses] == [("social-pain", 7)]


def test_a_use_knows_its_place() -> None:
    assert wc.Use("x", "a.py", 3, 4).place == "a.py:3:4"
    assert wc.Use("x", "a.py").place == "a.py"
    assert wc.Use("x").place == ""
