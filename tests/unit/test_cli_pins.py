"""The commands for apps that pin: impact and pin."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import withdrawal_concepts as wc
from withdrawal_concepts.cli._main import commands


def _run(*arguments: object, input: str | None = None) -> Result:
    return CliRunner().invoke(commands, [str(argument) for argument in arguments], input=input)


@pytest.fixture
def app(tmp_path: Path) -> Path:
    (tmp_path / "app.py").write_text("SHOWN = ['hurt-feelings', 'emotional-self-exile']\n")
    return tmp_path


STEP = ("impact", "--from", "0.1.0", "--to", "1.0.0")


class TestImpact:
    def test_it_says_what_breaks_and_where(self, app: Path) -> None:
        result = _run(*STEP, "--uses", app)
        assert result.exit_code == 1
        first, last = result.stdout.splitlines()
        assert first.startswith(f"{app / 'app.py'}:1:11: merged: term 'hurt-feelings' was merged into 'social-pain'")
        assert last == "Content 0.1.0 → 1.0.0: 2 uses in 1 file, 1 of them breaks."

    def test_nothing_breaks(self, app: Path) -> None:
        (app / "app.py").write_text("SHOWN = ['emotional-self-exile']\n")
        result = _run(*STEP, "--uses", app)
        assert (result.exit_code, result.stdout) == (0, "Content 0.1.0 → 1.0.0: 1 use in 1 file, nothing breaks.\n")

    def test_changes_of_wording_are_listed_on_request_and_break_nothing(self, app: Path) -> None:
        (app / "app.py").write_text("SHOWN = ['emotional-self-exile']\n")
        result = _run(*STEP, "--uses", app, "--all")
        assert result.exit_code == 0
        assert "changed: term 'emotional-self-exile' changes: relations added (5 times)" in result.stdout
        assert result.stdout.endswith("nothing breaks, 1 to look at.\n")

    def test_several_uses_and_the_standard_input(self, app: Path) -> None:
        ids = app / "ids.txt"
        ids.write_text("# ours\nsociometer-theory\n")
        result = _run(
            *STEP, "--uses", app / "app.py", "--uses", ids, "--uses", "-", input="microaggressions # x\n\nsolitud\n"
        )
        assert result.exit_code == 1
        assert [line.split(": ")[:2] for line in result.stdout.splitlines()[:-1]] == [
            ["-:1", "merged"], ["-:3", "unknown"], [f"{app / 'app.py'}:1:11", "merged"], [f"{ids}:2:1", "merged"],
        ]  # fmt: skip
        assert "5 uses in 3 files" in result.stdout

    def test_json(self, app: Path) -> None:
        result = _run(*STEP, "--uses", app, "--format", "json")
        data = json.loads(result.stdout)
        assert result.exit_code == 1
        assert (data["breaks"], data["files"], data["uses"], data["skipped"]) == (True, 1, 2, [])
        assert (data["before"]["version"], data["after"]["version"]) == ("0.1.0", "1.0.0")
        (effect,) = data["effects"]
        assert effect["use"] == {"text": "hurt-feelings", "path": str(app / "app.py"), "line": 1, "column": 11}
        assert (effect["effect"], effect["choices"], effect["breaks"]) == ("merged", ["social-pain"], True)

    def test_github(self, app: Path) -> None:
        result = _run(*STEP, "--uses", app, "--format", "github", "--all")
        first, second, last = result.stdout.splitlines()
        assert first.startswith(f"::error file={app / 'app.py'},line=1,col=11,title=merged::term 'hurt-feelings' was")
        assert second.startswith("::warning ")
        assert last.startswith("Content 0.1.0 → 1.0.0: ")

    @pytest.mark.parametrize("form", ["text", "json", "github"])
    def test_a_file_that_cannot_be_read_fails_and_one_that_is_left_out_does_not(self, app: Path, form: str) -> None:
        (app / "app.py").write_text("")
        (app / "big.json").write_bytes(b" " * 2_000_001)
        assert _run(*STEP, "--uses", app, "--format", form).exit_code == 0
        (app / "broken.json").write_bytes(b"\xff")
        result = _run(*STEP, "--uses", app, "--format", form)
        assert result.exit_code == 1
        assert "broken.json" in result.output
        assert "big.json" in result.output

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (("--uses", "nowhere"), "there is no file or folder 'nowhere'"),
            ((), "Missing option '--uses'"),
            (("--uses", ".", "--to", "9.0.0"), "no content '9.0.0'"),
            (("--uses", ".", "--format", "xml"), "'xml' is not one of"),
        ],
    )
    def test_wrong_usage(self, arguments: tuple[str, ...], message: str) -> None:
        result = _run(*STEP, *arguments)
        assert result.exit_code == 2
        assert message in result.output


NEW = wc.load("1.0.0")
LINE = f'wc.load("1.0.0", digest="{NEW.digest}")'


class TestPin:
    def test_it_prints_a_line_that_loads_exactly_that(self) -> None:
        result = _run("pin", "~=1.0")
        assert (result.exit_code, result.stdout) == (0, LINE + "\n")
        assert eval(result.stdout, {"wc": wc}) is NEW  # noqa: S307
        assert _run("pin").stdout.startswith(f'wc.load("{wc.load().version}", ')

    def test_it_writes_checks_and_the_app_loads_it(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = tmp_path / "pyproject.toml"
        path.write_text("[project]\n")
        (tmp_path / "deep").mkdir()
        monkeypatch.chdir(tmp_path / "deep")
        assert _run("pin", "--check").exit_code == 1
        written = _run("pin", "0.1.0", "--write")
        assert (written.exit_code, f"{path} now pins content 0.1.0" in written.stdout) == (0, True)
        assert f"{path} already pins content 0.1.0" in _run("pin", "0.1.0", "--write", "--project", path).stdout
        assert wc.load_pinned(tmp_path) is wc.load("0.1.0")
        assert f"{path} pins content 0.1.0" in _run("pin", "--check").stdout
        assert _run("pin", "--check", "~=0.1").exit_code == 0
        other = _run("pin", "--check", "1.0.0")
        assert (other.exit_code, "pins content 0.1.0, not 1.0.0" in other.stderr) == (1, True)
        (tmp_path / "deep" / "a.json").write_text('"hurt-feelings"')
        assert "Content 0.1.0 → 1.0.0: 1 use" in _run("impact", "--to", "1.0.0", "--uses", ".").stdout

    def test_a_pin_that_does_not_hold(self, tmp_path: Path) -> None:
        path = tmp_path / "pyproject.toml"
        path.write_text(f'[tool.withdrawal-concepts]\nversion = "1.0.0"\ndigest = "{wc.load("0.1.0").digest}"\n')
        result = _run("pin", "--check", "--project", tmp_path)
        assert result.exit_code == 1
        assert "expected sha256:ed62d8" in result.stderr
        assert str(path) in result.stderr

    def test_json(self, tmp_path: Path) -> None:
        path = tmp_path / "pyproject.toml"
        path.touch()
        facts = {"version": "1.0.0", "digest": NEW.digest, "line": LINE}
        assert json.loads(_run("pin", "1.0.0", "--format", "json").stdout) == {**facts, "path": None, "written": False}
        result = _run("pin", "1.0.0", "--write", "--project", path, "--format", "json")
        assert json.loads(result.stdout) == {**facts, "path": str(path), "written": True}

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (("--write", "--check"), "choose one"),
            (("7.0.0",), "no content '7.0.0'"),
            (("newest",), "cannot be used"),
            (("--write", "--project", "gone"), "no such file or folder"),
            (("--write", "--project", "gone.toml"), "no such file"),
        ],
    )
    def test_wrong_usage(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], message: str
    ) -> None:
        monkeypatch.chdir(tmp_path)
        result = _run("pin", *arguments)
        assert result.exit_code == 2
        assert message in result.stderr

    def test_impact_without_a_pin_asks_for_one(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "pyproject.toml").touch()
        monkeypatch.chdir(tmp_path)
        result = _run("impact", "--uses", ".")
        assert result.exit_code == 2
        assert "say --from, or pin a version" in result.stderr
