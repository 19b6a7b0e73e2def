"""A pin is written exactly or not at all: no other byte changes, and a failure leaves the file as it was."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import withdrawal_concepts as wc
from withdrawal_concepts.cli import _files
from withdrawal_concepts.cli._pyproject import with_pin, write_pin

D1, D2 = "sha256:" + 64 * "1", "sha256:" + 64 * "2"
TABLE = f'[tool.withdrawal-concepts]\nversion = "1.0.0"\ndigest = "{D1}"\n'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", TABLE),
        ("[project]\nname = 'x'\n", "[project]\nname = 'x'\n\n" + TABLE),
        ("[project]\nname = 'x'", "[project]\nname = 'x'\n\n" + TABLE),
        ("[a]\r\nb = 1\r\n", "[a]\r\nb = 1\r\n\r\n" + TABLE.replace("\n", "\r\n")),
        (TABLE, TABLE),
        (TABLE.replace("1.0.0", "0.1.0").replace(D1, D2), TABLE),
        (
            "[ tool . 'withdrawal-concepts' ] # why\n# QA said\n  version='0.1.0' # old\n\n[tool.x]\nversion = '3'\n",
            f"[ tool . 'withdrawal-concepts' ] # why\ndigest = \"{D1}\"\n# QA said\n  version=\"1.0.0\" # old\n\n"
            "[tool.x]\nversion = '3'\n",
        ),
        ("[tool.withdrawal-concepts]\n", TABLE),
        ("[tool.withdrawal-concepts]\r\n", TABLE.replace("\n", "\r\n")),
        ("[tool.withdrawal-concepts]", TABLE.rstrip("\n")),
        ("x = '''\n[tool.other]\nversion = '2'\n'''\n" + TABLE, "x = '''\n[tool.other]\nversion = '2'\n'''\n" + TABLE),
    ],
    ids=lambda value: "",
)  # fmt: skip
def test_what_is_written(before: str, after: str) -> None:
    assert with_pin(before, "1.0.0", D1, "p.toml") == after


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("[broken", "not valid TOML"),
        ("tool = 3\n", "by hand"),
        ("[tool]\nwithdrawal-concepts = {version = '0.1.0'}\n", "by hand"),
        ("[tool]\nwithdrawal-concepts.version = '0.1.0'\n", "by hand"),
        ("[[tool.withdrawal-concepts]]\nversion = '0.1.0'\n", "by hand"),
        ("tool = {x = 1}\n", "by hand"),
        ("x = '''\n[tool.withdrawal-concepts]\n'''\n", "by hand"),
        ("[tool.withdrawal-concepts]\nversion = 1\n", "by hand"),
        ("[tool.withdrawal-concepts]\nversion = '''0.1.0'''\n", "by hand"),
        (TABLE + "extra = 1\n", "no such key"),
    ],
)
def test_what_cannot_be_written_safely_is_refused(tmp_path: Path, text: str, hint: str) -> None:
    path = tmp_path / "pyproject.toml"
    path.write_text(text)
    with pytest.raises(wc.PinError, match=hint) as caught:
        write_pin(path, "1.0.0", D2)
    assert caught.value.path == str(path)
    assert path.read_text() == text


_lines = st.sampled_from(
    [
        "", "# a comment", "[project]", "name = 'x'", "[tool.ruff]", "line-length = 120", "version = '9.9.9'",
        "[tool.withdrawal-concepts]", 'version = "0.1.0"  # pinned', f"digest = '{D2}'", "[[tool.x]]", "'''", "a.b = 1",
        "list = [", "  '[tool.withdrawal-concepts]',", "]", "[tool]", "withdrawal-concepts.digest = 'x'", 'é = "ü"',
    ]
)  # fmt: skip


@given(st.lists(_lines, max_size=12), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_whatever_the_file_holds_the_rest_of_it_stays(lines: list[str], end: str, closed: bool) -> None:
    text = end.join(lines) + (end if closed else "")
    try:
        old = tomllib.loads(text)
        new_text = with_pin(text, "1.0.0", D1, "p.toml")
    except (tomllib.TOMLDecodeError, wc.PinError):
        return
    new = tomllib.loads(new_text)
    assert new["tool"].pop("withdrawal-concepts") == {"version": "1.0.0", "digest": D1}
    pinned = old.get("tool", {}).pop("withdrawal-concepts", {}).get("version")
    assert {**new, "tool": new["tool"]} == {**old, "tool": old.get("tool", {})}
    was, now = text.split("\n"), iter(new_text.split("\n"))
    replaced = ("0.1.0", D2, *([f"'{pinned}'"] if pinned else []))
    kept = [line for line in was if line.strip() and not any(part in line for part in replaced)]
    assert all(any(line.rstrip("\r") == other.rstrip("\r") for other in now) for line in kept)
    assert with_pin(new_text, "1.0.0", D1, "p.toml") == new_text


class TestTheFile:
    def test_it_is_written_once(self, tmp_path: Path) -> None:
        path = tmp_path / "pyproject.toml"
        path.write_bytes("# é\r\n".encode())
        path.chmod(0o640)
        assert write_pin(path, "1.0.0", D1) is True
        assert path.read_bytes().startswith("# é\r\n\r\n[tool.withdrawal-concepts]\r\n".encode())
        assert path.stat().st_mode & 0o777 == 0o640
        stamp = path.stat().st_mtime_ns
        assert write_pin(path, "1.0.0", D1) is False
        assert path.stat().st_mtime_ns == stamp
        assert [left.name for left in tmp_path.iterdir()] == ["pyproject.toml"]

    def test_a_link_stays_a_link(self, tmp_path: Path) -> None:
        (tmp_path / "real.toml").touch()
        link = tmp_path / "pyproject.toml"
        link.symlink_to("real.toml")
        write_pin(link, "1.0.0", D1)
        assert link.is_symlink()
        assert (tmp_path / "real.toml").read_text() == TABLE

    @pytest.mark.parametrize("step", ["os.fsync", "shutil.copymode"])
    def test_a_failure_at_any_step_leaves_the_file_alone(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
    ) -> None:
        path = tmp_path / "pyproject.toml"
        path.write_text("[project]\n")

        def fail(*_: object) -> None:
            raise OSError(28, "no space left", str(path))

        module, name = step.split(".")
        monkeypatch.setattr(getattr(_files, module), name, fail)
        with pytest.raises(OSError, match="no space left"):
            write_pin(path, "1.0.0", D1)
        assert path.read_text() == "[project]\n"
        assert [left.name for left in tmp_path.iterdir()] == ["pyproject.toml"]

    def test_no_file_is_made(self, tmp_path: Path) -> None:
        with pytest.raises(wc.PinError, match="no such file"):
            write_pin(tmp_path / "pyproject.toml", "1.0.0", D1)
        assert [left.name for left in tmp_path.iterdir()] == []
