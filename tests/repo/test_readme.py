"""The README shows what happens today: its examples are run, and its outputs compared."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from withdrawal_concepts.cli._main import commands

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", README, flags=re.MULTILINE | re.DOTALL)


def _after(language: str) -> tuple[str, str]:
    """Return the block of that language and the text block after it."""
    place = next(n for n, (name, _) in enumerate(BLOCKS) if name == language)
    assert BLOCKS[place + 1][0] == "text"
    return BLOCKS[place][1], BLOCKS[place + 1][1]


def test_the_python_example_prints_what_it_says() -> None:
    code, output = _after("python")
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(compile(code, "README.md", "exec"), {})
    assert said.getvalue() == output


def test_the_command_prints_what_it_says() -> None:
    command, output = _after("console")
    install, _, run = command.strip().partition(" && ")
    assert install == 'python -m pip install ".[cli]"'
    result = CliRunner().invoke(commands, shlex.split(run)[1:])
    assert result.exit_code == 0
    assert result.output == output


SHOWN = [
    (command, output)
    for name, block in BLOCKS
    if name == "console"
    for command, output in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, flags=re.MULTILINE)
]


@pytest.mark.parametrize(("command", "output"), SHOWN, ids=[command for command, _ in SHOWN])
def test_each_command_with_a_prompt_prints_what_it_says(
    command: str, output: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if "src/" in command and not (ROOT / "src").is_dir():
        pytest.skip("needs a checkout")
    monkeypatch.chdir(ROOT)
    typed, _, run = command.rpartition(" | ")
    result = CliRunner().invoke(commands, shlex.split(run)[1:], input=typed.removeprefix("echo ") + "\n")
    assert result.stdout == output
    assert result.stderr == ""


def test_there_are_such_commands() -> None:
    assert len(SHOWN) == 4


@pytest.mark.parametrize("mark", ["readme-run", "readme-test"])
def test_each_command_that_ci_reads_is_there_once(mark: str) -> None:
    found = re.findall(rf"<!-- {mark} -->\n```console\n(python -m pip install .* && .*)\n```\n", README)
    assert len(found) == 1


def test_it_says_that_no_health_professional_has_approved_the_content() -> None:
    assert "No health professional has approved it yet." in README
