"""A release is whole or not at all, and says what changed."""

from __future__ import annotations

import datetime
import json
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import withdrawal_concepts as wc
from withdrawal_concepts import authoring
from withdrawal_concepts.authoring import _released
from withdrawal_concepts.authoring._released import read_released
from withdrawal_concepts.errors import ContentIntegrityError

DAY, LATER = datetime.date(2024, 6, 1), datetime.date(2025, 2, 3)
REST = "terms/planned-rest.md"


def _edit(folder: Path, old: str, new: str, file: str = REST) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert text.count(old) == 1, (text.count(old), old)
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")


def _state(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, with its bytes."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.fixture
def data(mini_copy: Path) -> Path:
    """A data folder with content 1.0.0, beside a content folder that has changed since."""
    data = mini_copy.parent / "data"
    authoring.release(mini_copy, data, version="1.0.0", released=DAY)
    _edit(mini_copy, "  - rest plan\n", "  - rest plan\n  - quiet hour\n")
    _edit(mini_copy, "The plan is made before the day begins.", "The plan is made before the day starts.")
    _edit(mini_copy, "reviewed:", "edit: clarified\nreviewed:")
    return data


def _release(content: Path, version: str = "1.1.0", **options: Any) -> authoring.Release:
    return authoring.release(content, content.parent / "data", version=version, released=LATER, **options)


def test_a_release_adds_a_version_and_touches_no_other(data: Path, mini_copy: Path) -> None:
    before = _state(data)
    made = _release(mini_copy)
    after = _state(data)
    assert set(after) - set(before) == {"1.1.0.json", "changes/1.1.0.json"}
    assert {name for name in before if before[name] != after[name]} == {"index.json", "CHANGELOG.md"}
    one, two = read_released(data).versions
    assert (one.version, one.status, one.released) == ("1.0.0", "superseded", DAY)
    assert (two.version, two.status, two.released, two.digest) == ("1.1.0", "current", LATER, made.digest)
    old, new = (wc.load(data / f"{v.version}.json", digest=v.digest) for v in (one, two))
    assert wc.diff(old, new).bump == made.bump == "minor"
    assert wc.apply(wc.diff(old, new), old) == new


def test_the_notes_say_what_changed_entry_by_entry(data: Path, mini_copy: Path) -> None:
    made = _release(mini_copy)
    assert made.notes.split("\n") == [
        "## 1.1.0 - 2025-02-03",
        "",
        "Changes since 1.0.0 (they require a minor version).",
        "",
        "### Terms",
        "",
        "1 changed.",
        "",
        "- `planned-rest`",
        "  - definition (clarified) reworded: '...made before the day begins.' → '...made before the day starts.'",
        "  - aliases added: 'quiet hour'",
        "",
    ]
    changelog = (data / "CHANGELOG.md").read_text(encoding="utf-8")
    assert changelog.startswith("# Changes of the content\n")
    assert changelog.index("## 1.1.0 - 2025-02-03") < changelog.index("## 1.0.0 - 2024-06-01\n\nFirst release.\n")


def test_the_changes_are_there_for_programs(data: Path, mini_copy: Path) -> None:
    made = _release(mini_copy)
    first = json.loads((data / "changes/1.0.0.json").read_bytes())
    assert (first["before"], first["bump"], first["changes"]) == (None, None, [])
    told = json.loads((data / "changes/1.1.0.json").read_bytes())
    assert told["before"] == {"version": "1.0.0", "digest": first["after"]["digest"]}
    assert told["after"] == {"version": "1.1.0", "digest": made.digest}
    assert told["bump"] == "minor"
    by_field = {change["field"]: change for change in told["changes"]}
    assert by_field["aliases"]["after"] == "quiet hour"
    assert by_field["definition"]["edit"] == "clarified"
    assert by_field["definition"]["before"].endswith("before the day begins.")


def test_what_is_only_for_matching_is_never_told(data: Path, mini_copy: Path) -> None:
    _edit(mini_copy, "  - rest on purpose\n", "  - rest on purpose\n  - zzz nobody sees this\n")
    made = _release(mini_copy)
    assert "search phrases added: 1" in made.notes
    for name in ("CHANGELOG.md", "changes/1.1.0.json"):
        assert b"nobody sees" not in (data / name).read_bytes()


def test_the_kind_of_edit_is_no_part_of_the_content_and_is_spent(data: Path, mini_copy: Path) -> None:
    before = (mini_copy / REST).read_bytes()
    _release(mini_copy)
    assert b"clarified" not in (data / "1.1.0.json").read_bytes()
    assert (mini_copy / REST).read_bytes() == before.replace(b"edit: clarified\n", b"")
    assert authoring.check(mini_copy, today=LATER) == ()


def test_a_dry_run_writes_nothing(data: Path, mini_copy: Path) -> None:
    before = _state(mini_copy.parent)
    assert _release(mini_copy, dry_run=True).bump == "minor"
    assert _state(mini_copy.parent) == before


def test_equal_content_gives_equal_bytes(data: Path, mini_copy: Path, tmp_path: Path) -> None:
    made = _release(mini_copy)
    again = authoring.release(mini_copy, tmp_path / "other", version="1.1.0", released=LATER)
    assert again.digest == made.digest


REFUSED: dict[str, tuple[str, Callable[[Path], object], type[Exception], str]] = {
    "too small": ("1.0.1", lambda _: None, wc.ContentVersionError, r"require at least 1\.1\.0"),
    "older": ("0.9.0", lambda _: None, wc.ContentVersionError, r"the newest release is 1\.0\.0"),
    "the same": ("1.0.0", lambda _: None, wc.ContentVersionError, r"the newest release is 1\.0\.0"),
    "no number": ("next", lambda _: None, wc.ContentVersionError, "three whole numbers"),
    "another meaning": (
        "2.0.0",
        lambda folder: _edit(folder, "edit: clarified", "edit: meaning"),
        wc.InvalidContentError,
        "E608",
    ),
    "not declared": ("2.0.0", lambda folder: _edit(folder, "edit: clarified\n", ""), wc.InvalidContentError, "E607"),
    "an id gone": (
        "2.0.0",
        lambda folder: (folder / "terms/me-time.md").unlink(),
        wc.InvalidContentError,
        "E601",
    ),
    "a label taken away": (
        "1.1.0",
        lambda folder: _edit(folder, "  - rest plan\n", ""),
        wc.ContentVersionError,
        r"require at least 2\.0\.0 \(.*'rest plan' led to planned-rest, now to nothing",
    ),
    "a changed byte in what was released": (
        "1.1.0",
        lambda folder: (folder.parent / "data/1.0.0.json").write_bytes(b"{}"),
        ContentIntegrityError,
        "is not what was pinned",
    ),
    "a released file that is gone": (
        "1.1.0",
        lambda folder: (folder.parent / "data/1.0.0.json").unlink(),
        ContentIntegrityError,
        "cannot be read",
    ),
    "a damaged index": (
        "1.1.0",
        lambda folder: (folder.parent / "data/index.json").write_bytes(b"{"),
        ContentIntegrityError,
        r"index\.json",
    ),
}


@pytest.mark.parametrize("why", REFUSED)
def test_a_release_that_is_refused_writes_nothing(why: str, data: Path, mini_copy: Path) -> None:
    version, change, error, words = REFUSED[why]
    change(mini_copy)
    before = _state(mini_copy.parent)
    with pytest.raises(error, match=words):
        _release(mini_copy, version)
    assert _state(mini_copy.parent) == before


def test_nothing_changed_is_nothing_to_release(mini_copy: Path) -> None:
    authoring.release(mini_copy, mini_copy.parent / "data", version="1.0.0", released=DAY)
    with pytest.raises(wc.ContentVersionError, match="nothing changed since"):
        _release(mini_copy, "2.0.0")


@pytest.mark.parametrize("step", range(1, 13))
def test_a_disk_that_fails_at_any_step_leaves_all_as_it_was(
    step: int, data: Path, mini_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _state(mini_copy.parent)
    left = iter([False] * (step - 1) + [True])

    def fail(real: Callable[..., Any]) -> Callable[..., Any]:
        def do(*args: Any) -> Any:
            if next(left, False):
                raise OSError(28, "No space left on device")
            return real(*args)

        return do

    monkeypatch.setattr(_released, "_write", fail(_released._write))
    monkeypatch.setattr(_released, "_sync_folder", fail(_released._sync_folder))
    monkeypatch.setattr(Path, "replace", fail(Path.replace))
    with pytest.raises(OSError, match="No space left"):
        _release(mini_copy)
    monkeypatch.undo()
    assert _state(mini_copy.parent) == before
    assert _release(mini_copy).version == "1.1.0"


def _killed_at(step: int, content: Path) -> bool:
    """Release in a process that is killed (signal 9) at a step of its writing; whether it came that far."""
    child = os.fork()
    if child == 0:
        try:
            left = iter([False] * (step - 1) + [True])

            def deadly(real: Callable[..., Any]) -> Callable[..., Any]:
                def do(*args: Any) -> Any:
                    if next(left, False):
                        os.kill(os.getpid(), signal.SIGKILL)
                    done = real(*args)
                    if next(left, False):
                        os.kill(os.getpid(), signal.SIGKILL)
                    return done

                return do

            os.fsync = deadly(os.fsync)
            os.replace = deadly(os.replace)
            Path.replace = deadly(Path.replace)  # type: ignore[method-assign]
            Path.unlink = deadly(Path.unlink)  # type: ignore[method-assign]
            _release(content)
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process is killed here, which needs fork")
def test_a_release_that_is_killed_at_any_step_leaves_the_old_state_or_the_new_one(data: Path, mini_copy: Path) -> None:
    old_index, old_content = _state(data), _state(mini_copy)
    seen: set[int] = set()
    step = 0
    while _killed_at(step := step + 1, mini_copy):
        known = read_released(data)
        seen.add(len(known.versions))
        for version in known.versions:  # whole, whichever they are
            assert wc.load(data / f"{version.version}.json", digest=version.digest).version == version.version
        if len(known.versions) == 1:
            made = _release(mini_copy)  # the next attempt finds nothing in its way
            assert made.bump == "minor"
        else:
            with pytest.raises((wc.ContentVersionError, wc.InvalidContentError)):
                _release(mini_copy)
        state = _state(data)
        assert not [name for name in state if name.endswith(_released.NEW)]
        assert len(read_released(data).versions) == 2
        assert state["1.0.0.json"] == old_index["1.0.0.json"]
        assert state["CHANGELOG.md"].count(b"\n## ") == 2
        for folder, files in ((data, old_index), (mini_copy, old_content)):
            for name in _state(folder).keys() - files.keys():
                (folder / name).unlink()
            for name, before in files.items():
                (folder / name).write_bytes(before)
    assert seen == {1, 2}
    assert step > 20
    assert len(read_released(data).versions) == 2


def test_notes_of_a_version_that_was_never_released_do_not_stay(data: Path, mini_copy: Path) -> None:
    changelog = data / "CHANGELOG.md"
    text = changelog.read_text(encoding="utf-8")
    stray = "## 1.0.5 - 2024-07-01\n\nOf a release that was interrupted.\n\n"
    changelog.write_text(text.replace("## 1.0.0", stray + "## 1.0.0"), encoding="utf-8")
    _release(mini_copy)
    assert "1.0.5" not in changelog.read_text(encoding="utf-8")
    assert changelog.read_text(encoding="utf-8").count("\n## ") == 2


def test_a_redirect_and_a_new_entry_are_told_by_name(data: Path, mini_copy: Path) -> None:
    text = (mini_copy / "terms/cafe-pause.md").read_text(encoding="utf-8")
    (mini_copy / "terms/tea-pause.md").write_text(text, encoding="utf-8")
    (mini_copy / "terms/cafe-pause.md").write_text("---\nmoved_to: tea-pause\n---\n", encoding="utf-8")
    for path in mini_copy.rglob("*.md"):
        if path.name != "cafe-pause.md":
            path.write_text(path.read_text(encoding="utf-8").replace("cafe-pause", "tea-pause"), encoding="utf-8")
    made = _release(mini_copy, "2.0.0")
    assert "- `cafe-pause`: moved: it moved to 'tea-pause'" in made.notes
    assert "- `tea-pause`: Café pause, added" in made.notes
