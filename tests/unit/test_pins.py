"""A pin in pyproject.toml loads exactly what it says, or says what is wrong with it, and where."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import withdrawal_concepts as wc

OLD, NEW = (next(v for v in wc.content_versions() if v.version == version) for version in ("0.1.0", "1.0.0"))
TABLE = "tool.withdrawal-concepts"


def _table(version: str = NEW.version, digest: str = NEW.digest) -> str:
    return f'[{TABLE}]\nversion = "{version}"\ndigest = "{digest}"\n'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'app'\n\n" + _table())
    (tmp_path / "src" / "app").mkdir(parents=True)
    (tmp_path / "src" / "app" / "main.py").touch()
    return tmp_path


@pytest.mark.parametrize("start", ["pyproject.toml", ".", "src", "src/app", "src/app/main.py"])
def test_the_file_itself_or_the_nearest_upward(project: Path, start: str) -> None:
    assert wc.load_pinned(project / start) is wc.load(NEW.version)
    assert wc.load_pinned(os.fspath(project / start)) is wc.load(NEW.version)


def test_the_nearest_file_is_the_last_word(project: Path) -> None:
    inner = project / "src" / "app" / "pyproject.toml"
    inner.write_text(_table(OLD.version, OLD.digest))
    assert wc.load_pinned(project / "src" / "app").version == OLD.version
    inner.write_text("[project]\n")
    with pytest.raises(wc.PinError) as caught:
        wc.load_pinned(project / "src" / "app")
    assert (caught.value.path, caught.value.key) == (str(inner), TABLE)


def test_another_name_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "content.toml").write_text(_table())
    assert wc.load_pinned(tmp_path / "content.toml").version == NEW.version


def test_two_apps_in_one_process_pin_what_they_want(tmp_path: Path) -> None:
    for version in (OLD, NEW):
        folder = tmp_path / version.version
        folder.mkdir()
        (folder / "pyproject.toml").write_text(_table(version.version, version.digest))
    assert [wc.load_pinned(tmp_path / v.version).digest for v in (OLD, NEW)] == [OLD.digest, NEW.digest]


def test_it_depends_on_neither_the_environment_nor_the_working_directory(
    project: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "pyproject.toml").write_text(_table(OLD.version, OLD.digest))
    monkeypatch.chdir(elsewhere)
    assert wc.load_pinned(project).version == NEW.version


DIGEST = f'digest = "{NEW.digest}"\n'


@pytest.mark.parametrize(
    ("text", "key", "hint"),
    [
        ("", TABLE, "there is no such table"),
        ("[tool.other]\n", TABLE, "pin --write"),
        ("tool = 3\n", TABLE, "there is no such table"),
        ("[tool]\nwithdrawal-concepts = '1.0.0'\n", TABLE, "has to be a table"),
        (f"[[{TABLE}]]\n", TABLE, "has to be a table"),
        (f"[{TABLE}]\n", f"{TABLE}.version", "a pin needs it"),
        (f"[{TABLE}]\nversion = '1.0.0'\n", f"{TABLE}.digest", "a pin needs it"),
        (f"[{TABLE}]\nversion = 1.0\n{DIGEST}", f"{TABLE}.version", "1.0 has to be a text"),
        (f"[{TABLE}]\nversion = '~=1.0'\n{DIGEST}", f"{TABLE}.version", "'~=1.0' is no exact version"),
        (f"[{TABLE}]\nversion = '1.0'\n{DIGEST}", f"{TABLE}.version", "'1.0' is no exact version"),
        (f"[{TABLE}]\nversion = '1.0.0'\ndigest = 'sha256:12'\n", f"{TABLE}.digest", "'sha256:12' is not"),
        (f"[{TABLE}]\nversion = '1.0.0'\ndigest = ['x']\n", f"{TABLE}.digest", "has to be a text"),
        (_table() + "verison = '1.0.0'\n", f"{TABLE}.verison", "no such key"),
        (_table() + "[broken\n", "", "not valid TOML"),
    ],
    ids=lambda value: "",
)
def test_what_is_wrong_and_where(tmp_path: Path, text: str, key: str, hint: str) -> None:
    path = tmp_path / "pyproject.toml"
    path.write_text(text)
    with pytest.raises(wc.PinError) as caught:
        wc.load_pinned(tmp_path)
    assert (caught.value.path, caught.value.key) == (str(path), key)
    assert hint in caught.value.hint
    assert caught.value.missing == ("no such table" in caught.value.hint)
    assert str(path) in str(caught.value)


def test_what_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_bytes(b"x = '\xff'")
    with pytest.raises(wc.PinError, match="UTF-8"):
        wc.load_pinned(tmp_path)


@pytest.mark.parametrize("start", ["gone", "gone/pyproject.toml", "gone.toml"])
def test_no_file(tmp_path: Path, start: str) -> None:
    with pytest.raises(wc.PinError, match="there is no such file") as caught:
        wc.load_pinned(tmp_path / start)
    assert caught.value.path == str(tmp_path / start)


def test_no_file_up_to_the_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os.path, "isfile", lambda path: False)
    with pytest.raises(wc.PinError, match="or in a folder above"):
        wc.load_pinned(tmp_path)


def test_a_version_that_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "pyproject.toml"
    path.write_text(_table("7.0.0"))
    with pytest.raises(wc.ContentVersionNotFoundError) as caught:
        wc.load_pinned(path)
    assert (caught.value.requested, "1.0.0" in caught.value.available) == ("7.0.0", True)
    assert f"pinned in {path} ({TABLE}.version)" in str(caught.value)


def test_other_bytes_than_those_that_were_pinned(tmp_path: Path) -> None:
    path = tmp_path / "pyproject.toml"
    path.write_text(_table(NEW.version, OLD.digest))
    with pytest.raises(wc.ContentIntegrityError) as caught:
        wc.load_pinned(path)
    assert (caught.value.expected, caught.value.actual) == (OLD.digest, NEW.digest)
    assert caught.value.pinned_in == f"{path} ({TABLE}.digest)"
