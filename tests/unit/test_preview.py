"""A preview shows an entry as far as it can be read, what is found beside it, and what it changes; and runs nothing."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import example, given
from markdown_it import MarkdownIt

import withdrawal_concepts as wc
from strategies import any_text
from withdrawal_concepts import _store, authoring
from withdrawal_concepts.authoring import Preview
from withdrawal_concepts.cli._main import commands
from withdrawal_concepts.cli._preview_forms import as_html, as_markdown, code
from withdrawal_concepts.cli._report import visible

TODAY = datetime.date(2024, 6, 1)
REST, SECTION, NOTICE = "terms/planned-rest.md", "sections/sunday-nights.md", "notices/pause-now.md"
REFERENCE = "references/fictus-2019.json"
HOSTILE = "</p><script>alert(1)</script> [x](javascript:alert(1)) @octocat #1 ``` <!-- --> https://x.example \u202egnp"


@pytest.fixture
def released(mini: wc.Glossary, monkeypatch: pytest.MonkeyPatch) -> None:
    """The mini glossary as the newest release, 1.2.3."""
    data = authoring.compile_content(Path(__file__).parents[1] / "data/mini/content", version="1.2.3", released=TODAY)
    version = wc.ContentVersion("1.2.3", TODAY, "", "current")
    monkeypatch.setattr(_store, "content_versions", lambda: (version,))
    from withdrawal_concepts._glossary import Glossary
    from withdrawal_concepts._shipped import open_shipped

    monkeypatch.setattr(authoring, "load_released", lambda: Glossary(open_shipped(data, "sha256:" + "0" * 64)))


def change(folder: Path, file: str, old: str, new: str) -> Path:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


def one(path: Path) -> Preview:
    (made,) = authoring.preview([path], today=TODAY)
    return made


def tokens(markdown: str) -> Iterator[tuple[str, str]]:
    """(type, content) of everything in a Markdown text, with what GitHub adds: addresses are links."""
    for token in MarkdownIt("commonmark", {"html": True}).parse(markdown):
        yield token.type, token.content
        yield from ((child.type, child.content) for child in token.children or ())


def is_inert(markdown: str) -> bool:
    """Whether nothing in the text is a link, a picture or HTML, and no name is called outside of code."""
    for kind, content in tokens(markdown):
        if kind.startswith(("html", "link", "image")):
            return False
        if kind == "text" and re.search(r"@\w|https?:|www\.|#\d", content):
            return False
    return True


@pytest.mark.usefixtures("released")
class TestChanges:
    def test_nothing(self, mini_copy: Path) -> None:
        for file in (REST, SECTION, NOTICE, REFERENCE):
            made = one(mini_copy / file)
            assert (made.findings, made.changes, made.bump, made.next_version) == ((), (), None, "")
            assert "Nothing changes against content 1.2.3." in as_markdown([made])

    @pytest.mark.parametrize(
        ("old", "new", "bump", "next_version"),
        [
            ("is made before the day", "is made long before the day", "patch", "1.2.4"),
            ("  - rest plan\n", "  - rest plan\n  - planned pause\n", "minor", "1.3.0"),
            ("[moderate; @marlow-2021]", "[limited; @marlow-2021]", "minor", "1.3.0"),
            ("  - rest plan\n", "  - plan of rest\n", "major", "2.0.0"),
        ],
    )
    def test_one_change_and_the_number_that_it_implies(
        self, old: str, new: str, bump: str, next_version: str, mini_copy: Path
    ) -> None:
        made = one(change(mini_copy, REST, old, new))
        assert (made.bump, made.next_version, made.against) == (bump, next_version, "1.2.3")
        for text in (as_markdown([made]), as_html([made])):
            assert f"is a {bump} change, so the next content version is {next_version} or later" in text

    def test_before_and_after_stand_side_by_side(self, mini_copy: Path) -> None:
        made = one(change(mini_copy, REST, "is made before the day", "is made on the day"))
        assert re.search(
            r"- .*is made before the day begins\.\n\s+\+ .*is made on the day begins\.", as_markdown([made])
        )
        sides = re.findall(r"<dd>(.*?)</dd>", as_html([made]))
        assert ["<del>" in sides[0], "<ins>" in sides[1]] == [True, True]
        (changed,) = made.changes
        assert [re.sub(r"</?(?:del|ins)>", "", side) for side in sides] == [changed.before, changed.after]

    def test_a_file_that_goes_away(self, mini_copy: Path) -> None:
        (mini_copy / REST).unlink()
        made = one(mini_copy / REST)
        assert [(c.action, c.bump) for c in made.changes if not c.field] == [("removed", "major")]
        assert made.next_version == "2.0.0"

    def test_a_tombstone(self, mini_copy: Path) -> None:
        (mini_copy / REST).write_text("---\nmerged_into: cafe-pause\n---\n", encoding="utf-8")
        assert "merged" in {c.action for c in one(mini_copy / REST).changes}

    def test_a_new_file(self, mini_copy: Path) -> None:
        text = (mini_copy / REST).read_text(encoding="utf-8").replace("Planned rest", "Calm plan")
        (mini_copy / "terms/calm-plan.md").write_text(text, encoding="utf-8")
        made = one(mini_copy / "terms/calm-plan.md")
        assert [(c.action, c.bump) for c in made.changes if not c.field] == [("added", "minor")]

    def test_a_grade_that_could_not_be_read_is_no_change(self, mini_copy: Path) -> None:
        made = one(change(mini_copy, REST, "[moderate; @marlow-2021]", "[modrate; @marlow-2021]"))
        assert [finding.code for finding in made.findings] == ["E107"]
        assert made.changes == ()

    def test_hidden_texts_are_not_shown(self, mini_copy: Path) -> None:
        made = one(change(mini_copy, NOTICE, "  - want* to hide forever\n", "  - want* to hide always\n"))
        assert made.changes
        assert "hide" not in as_markdown([made]) + as_html([made])


class TestWithErrors:
    def test_front_matter_that_is_broken_leaves_the_body(self, mini_copy: Path) -> None:
        path = change(mini_copy, REST, "summary: Planned rest is", "summary: Planned rest: it is")
        made = one(path)
        assert made.entry is None
        assert [finding.code for finding in made.findings] == ["E102"]
        for text in (as_html([made]), CliRunner().invoke(commands, ["preview", str(path)]).stdout):
            assert "The plan is made before the day begins" in " ".join(text.split())
            assert "E102" in text

    def test_what_is_found_stands_beside_its_text(self, mini_copy: Path) -> None:
        html = as_html([one(change(mini_copy, REST, "- You could start", "- A crucial start. You could start"))])
        assert re.search(r"<p>A crucial start\..*</p>\n<aside class=\"warning\"[^>]*>line \d+: W443", html)

    def test_a_target_that_is_not_there_is_left_out(self, mini_copy: Path) -> None:
        made = one(change(mini_copy, REST, "    switching-off:", "    switching-of:"))
        assert [finding.code for finding in made.findings] == ["E301"]
        assert "switching-of]" not in as_html([made])

    @pytest.mark.parametrize(
        "data", [b"", b"\xff\xfe", b"---\n", b"---\n- a\n---\n", b"---\nname: x\n---\n## Definition\n"]
    )
    @pytest.mark.parametrize("file", [REST, SECTION, NOTICE])
    def test_a_file_of_which_little_can_be_read(self, file: str, data: bytes, mini_copy: Path) -> None:
        (mini_copy / file).write_bytes(data)
        made = one(mini_copy / file)
        assert made.findings
        assert is_inert(as_markdown([made]))
        result = CliRunner().invoke(commands, ["preview", str(mini_copy / file)])
        assert result.exit_code == 0
        assert made.findings[0].code in result.stdout

    def test_neighbours_are_shown_from_both_sides(self, mini_copy: Path) -> None:
        html = as_html([one(mini_copy / "terms/switching-off.md")])
        assert "Relations that other entries state" in html
        assert "[planned-rest]" in html


class TestNothingIsRun:
    @pytest.mark.parametrize("file", [REST, SECTION, NOTICE])
    @pytest.mark.parametrize("place", ["body", "front"])
    def test_hostile_text_stays_text(self, file: str, place: str, mini_copy: Path) -> None:
        path = mini_copy / file
        text = path.read_text(encoding="utf-8")
        head, _, body = text.partition("\n---\n")
        front = re.sub(r"^(summary|title): .*$", lambda m: f"{m[1]}: {HOSTILE}", head, flags=re.MULTILINE)
        hostile = f"{front}\n---\n{body}" if place == "front" else f"{head}\n---\n{body}\n{HOSTILE}\n"
        path.write_text(hostile, encoding="utf-8")
        made = one(path)
        html = as_html([made])
        assert "<script" not in html
        tags = set(re.findall(r"<[/!]?(\w+)", html))
        assert tags <= {
            *[
                "html",
                "head",
                "meta",
                "title",
                "style",
                "body",
                "main",
                "h1",
                "h2",
                "p",
                "code",
                "aside",
                "dl",
                "dt",
                "dd",
                "del",
                "ins",
                "doctype",
            ]
        }
        assert not re.search(r"\b(?:href|src|on\w+)=", html.replace(visible(HOSTILE), ""))
        assert "\u202e" not in html
        assert is_inert(as_markdown([made]))

    @given(text=any_text)
    @example(text="```\n````\n@a <b> [x](y)")
    @example(text="` `` ```")
    @example(text="")
    def test_code_holds_any_text(self, text: str) -> None:
        line = code(text)
        assert "\n" not in line
        assert is_inert(f"- {line} and {line}\n")
        assert [kind for kind, _ in tokens(line) if kind not in ("paragraph_open", "inline", "paragraph_close")] == [
            "code_inline"
        ]

    @given(before=any_text, after=any_text)
    @example(before="```", after="~~~~\n```\n")
    def test_a_diff_holds_any_texts(self, before: str, after: str, mini: wc.Glossary) -> None:
        changed = wc.Change("reworded", "term", "x", "definition", before, after, "patch")
        made = Preview("terms/x.md", "terms", "x", None, (), (), (changed,), "1.0.0", mini, {})
        assert is_inert(as_markdown([made]))

    def test_a_page_asks_nobody(self, mini_copy: Path) -> None:
        html = as_html([one(mini_copy / REST)])
        assert "default-src 'none'" in html
        assert "prefers-color-scheme:dark" in html

    def test_a_summary_has_an_end(self, mini_copy: Path) -> None:
        path = mini_copy / SECTION
        path.write_text(path.read_text(encoding="utf-8") + "\n\nA **word** is here." * 3000, encoding="utf-8")
        assert len(as_markdown([one(path)])) < 65_536


class TestCommand:
    def test_html_is_written_where_it_is_asked_for(
        self, mini_copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        opened: list[str] = []
        monkeypatch.setattr("webbrowser.open", opened.append)
        out = tmp_path / "preview.html"
        result = CliRunner().invoke(commands, ["preview", str(mini_copy / REST), "--html", str(out), "--open"])
        assert result.exit_code == 0
        assert out.read_text(encoding="utf-8").startswith("<!doctype html>")
        assert opened == [out.as_uri()]

    @pytest.mark.parametrize("args", [["x.md"], ["terms/x.txt"], ["terms/x.md", "--open"], []])
    def test_wrong_usage(self, args: list[str]) -> None:
        result = CliRunner().invoke(commands, ["preview", *args])
        assert result.exit_code == 2
        assert "Traceback" not in result.output
