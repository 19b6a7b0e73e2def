"""A folder from anybody gives findings in bounded time; nothing is read through a link, written or run."""

from __future__ import annotations

import datetime
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from withdrawal_concepts import authoring
from withdrawal_concepts.authoring._fix import fixed
from withdrawal_concepts.authoring._reader import MOST_BYTES, read_text
from withdrawal_concepts.cli._main import commands

TODAY = datetime.date(2024, 6, 1)
REST = "terms/planned-rest.md"
OUTSIDE = "a word that lies outside"

posix = pytest.mark.skipif(os.name != "posix", reason="links and pipes of POSIX")


def _codes(folder: Path) -> set[str]:
    return {finding.code for finding in authoring.check(folder, today=TODAY)}


def _state(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file() and not path.is_symlink()}


@posix
class TestLinks:
    @pytest.fixture
    def outside(self, tmp_path: Path) -> Path:
        away = tmp_path / "away"
        away.mkdir()
        for name in ("secret.md", "secret.json", "secret.txt"):
            (away / name).write_text(f"---\nname: {OUTSIDE}\n---\n\n{OUTSIDE}\n", encoding="utf-8")
        return away

    @pytest.mark.parametrize(
        ("link", "target"),
        [
            ("terms/x.md", "secret.md"), ("references/x.json", "secret.json"),
            ("search/planned-rest.txt", "secret.txt"),
            ("search/graded.jsonl", "secret.txt"), ("spelling.txt", "secret.txt"), ("pictures", ""), ("search", ""),
        ],
    )  # fmt: skip
    def test_nothing_is_read_through_one(self, link: str, target: str, mini_copy: Path, outside: Path) -> None:
        (mini_copy / link).parent.mkdir(exist_ok=True)
        (mini_copy / link).symlink_to(outside / target)
        found = authoring.check(mini_copy, today=TODAY)
        assert {finding.code for finding in found} <= {"E109", "E210"}
        assert found
        assert OUTSIDE not in "".join(map(str, found))

    @pytest.mark.parametrize("kind", ["terms", "sections", "articles", "notices", "references"])
    def test_a_folder_that_is_one(self, kind: str, mini_copy: Path, outside: Path) -> None:
        (mini_copy / kind).rename(outside / kind)
        (mini_copy / kind).symlink_to(outside / kind)
        before = _state(outside)
        assert {"E101", "E109"} <= _codes(mini_copy)
        result = CliRunner().invoke(commands, ["fix", "--write", str(mini_copy)])
        assert result.exit_code in (0, 1)
        assert _state(outside) == before

    def test_a_circle(self, mini_copy: Path) -> None:
        (mini_copy / "terms/round.md").symlink_to(mini_copy / "terms/round.md")
        (mini_copy / "round").symlink_to(mini_copy)
        assert _codes(mini_copy) == {"E109"}

    @pytest.mark.parametrize(
        "place", ["terms/pipe.md", "references/pipe.json", "search/pipe.txt", "spelling.txt", "pipe"]
    )
    def test_a_pipe_does_not_stop_the_check(self, place: str, mini_copy: Path) -> None:
        (mini_copy / place).parent.mkdir(exist_ok=True)
        os.mkfifo(mini_copy / place)
        # In a process of its own: reading a pipe would never end.
        run = subprocess.run(
            [sys.executable, "-m", "withdrawal_concepts", "check", "--format", "json", str(mini_copy)],
            capture_output=True, timeout=60, check=False,
        )  # fmt: skip
        assert {finding["code"] for finding in json.loads(run.stdout)["findings"]} & {"E109", "E210"}


NAMES = [
    "..md", "...md", "a/../b.md", "%2e%2e.md", "con.md", "a\nb.md", "a\x1b[31mb.md", "\u202egnp.md", "p\u0430ge.md",
    "a\u200bb.md", "e\u0301.md", "Planned-Rest.md", "planned-rest.MD", "-rf.md", "$(id).md", "`id`.md", "a;b.md",
    "a" * 200 + ".md",
]  # fmt: skip


class TestNames:
    @pytest.mark.parametrize("form", ["text", "json", "github", "sarif"])
    @pytest.mark.parametrize("name", NAMES)
    def test_a_strange_name_is_found_and_steers_nothing(self, name: str, form: str, mini_copy: Path) -> None:
        text = (mini_copy / REST).read_text(encoding="utf-8")
        try:
            (mini_copy / "terms" / name).write_text(text, encoding="utf-8")
        except OSError:
            pytest.skip("this system has no such names")
        result = CliRunner().invoke(commands, ["check", "--format", form, str(mini_copy)])
        assert result.exit_code == 1 or name.startswith(("..", "a/"))
        assert result.exception is None or isinstance(result.exception, SystemExit)
        assert not set(result.stdout) & {"\x1b", "\u202e", "\u200b"}

    @posix
    @pytest.mark.parametrize("form", ["text", "json", "github", "sarif"])
    def test_a_name_that_is_no_text(self, form: str, mini_copy: Path) -> None:
        try:
            Path(os.fsdecode(os.fsencode(mini_copy / "terms") + b"/\xff.md")).write_bytes(b"x")
        except OSError:
            pytest.skip("this system has no such names")
        result = CliRunner().invoke(commands, ["check", "--format", form, str(mini_copy)])
        assert result.exit_code == 1
        assert isinstance(result.exception, SystemExit)

    @pytest.mark.parametrize(
        "target", ["../../etc/passwd", "/etc/passwd", "..", "a/b", "a\\b", "C:x", "\u202ex", "p\u0430ge"]
    )
    def test_an_id_never_becomes_a_path(self, target: str, mini_copy: Path) -> None:
        text = (mini_copy / REST).read_text(encoding="utf-8")
        text = text.replace("    switching-off:", f"    {json.dumps(target)}:").replace("@marlow-2021", f"@{target}")
        (mini_copy / REST).write_text(text, encoding="utf-8")
        before = _state(mini_copy.parent)
        assert _codes(mini_copy) & {"E301", "E501", "E107", "E110"}
        assert _state(mini_copy.parent) == before


class TestLabels:
    @pytest.mark.parametrize(
        ("label", "code"),
        [
            ("rest pl\u0430n", "E206"), ("r\u0435\u0455t", "E206"), ("re\u200bst", "E110"), ("rest\u202e", "E110"),
            ("\u2066rest", "E110"), ("re\u00adst", "E110"), ("\ufeffrest", "E110"), ("ⓡⓔⓢⓣ ⓟⓛⓐⓝ", "E202"),
            ("ｒｅｓｔ ｐｌａｎ", "E202"), ("REST–PLAN", "E202"),
            ("\U0001d42best plan", "E202"), ("\ue000", "E110"), ("…", "E203"),
        ],
    )  # fmt: skip
    def test_what_only_looks_like_another_label(self, label: str, code: str, mini_copy: Path) -> None:
        text = (mini_copy / REST).read_text(encoding="utf-8")
        (mini_copy / REST).write_text(
            text.replace("  - rest plan\n", f"  - rest plan\n  - {label}\n"), encoding="utf-8"
        )
        assert code in _codes(mini_copy)


BOMB = "a: &a [x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(9)
)
BODY = "---\ntitle: x\n---\n\n{}"
ROOM = MOST_BYTES - 100
LONG = {
    "aliases in aliases": f"---\n{BOMB}---\n",
    "brackets": BODY.format("[" * ROOM),
    "links": BODY.format("[a](" * (ROOM // 4)),
    "pictures": BODY.format("![[" * (ROOM // 3)),
    "emphasis": BODY.format("*a **b " * (ROOM // 7)),
    "quotations": BODY.format(">" * ROOM),
    "comments without an end": BODY.format("<!-- " * (ROOM // 5)),
    "comments": BODY.format("<!-- a -->" * (ROOM // 10)),
    "exemptions": BODY.format("<!-- allow W441: x -->\n" * (ROOM // 23)),
    "entities": BODY.format("&amp" * (ROOM // 4)),
    "lists in lists": BODY.format("- " * (ROOM // 2)),
    "conflicts": BODY.format("\n<<<<<<< a\n" * (ROOM // 11)),
    "keys": "---\n" + "".join(f"k{n}: v\n" for n in range(9_000)) + "---\n",
    "flow": "---\na: " + "{b: " * 400 + "\n---\n",
    "questions": "---\n" + "? " * 40_000 + "\n---\n",
    "spaces": BODY.format(" " * ROOM + "x"),
    "one sentence": BODY.format("word " * (ROOM // 5)),
}


@pytest.mark.parametrize("name", LONG)
def test_a_file_of_any_shape_is_read_and_mended_in_bounded_time(name: str) -> None:
    script = (
        "import sys\n"
        "from withdrawal_concepts.authoring._fix import fixed\n"
        "from withdrawal_concepts.authoring._reader import read_text\n"
        "text = sys.stdin.buffer.read().decode()\n"
        "print(len(read_text('terms', 'x', text, 'x').findings) > 0, len(fixed('terms', text)) > 0)\n"
    )
    # In a process of its own, so that what hangs can be ended; the longest takes some seconds.
    run = subprocess.run(
        [sys.executable, "-c", script],
        input=LONG[name].encode(),
        capture_output=True,
        timeout=60,
        check=True,
    )
    assert run.stdout.decode().split() == ["True"] * 2


def test_a_bomb_is_refused_at_its_first_alias() -> None:
    draft = read_text("terms", "x", LONG["aliases in aliases"], "x")
    assert [(f.code, f.line) for f in draft.findings] == [("E102", 2)]
    assert fixed("terms", LONG["aliases in aliases"]) == LONG["aliases in aliases"]


@pytest.mark.parametrize("depth", [30, 60, 400, 20_000])
def test_json_that_is_nested_deeply(depth: int) -> None:
    text = '{"a":' * depth + "1" + "}" * depth
    draft = read_text("references", "x", text, "x")
    assert draft.findings
    assert fixed("references", text)
