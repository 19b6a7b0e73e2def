"""Whatever happens to the data files of an install, what is asked for is given whole or refused with a reason."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import withdrawal_concepts as wc
from withdrawal_concepts import _load, _store
from withdrawal_concepts._versions import digest_of

DATA = Path(wc.__file__).parent / "data"
OLD, NEW = "0.1.0", "1.0.0"


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An install of its own, with the released files in it; the folder that holds them."""
    shutil.copytree(DATA, tmp_path / "data")
    monkeypatch.setattr(_store, "__file__", str(tmp_path / "_store.py"))
    monkeypatch.setattr(_load, "_loaded", {})
    _store._index.cache_clear()
    yield tmp_path / "data"
    _store._index.cache_clear()


def _index(data: Path, change: Callable[[list[dict[str, Any]]], object]) -> None:
    index = json.loads((data / "index.json").read_bytes())
    change(index["versions"])
    (data / "index.json").write_text(json.dumps(index), encoding="utf-8")


def _swap_files(data: Path) -> None:
    old, new = ((data / f"{version}.json").read_bytes() for version in (OLD, NEW))
    (data / f"{OLD}.json").write_bytes(new)
    (data / f"{NEW}.json").write_bytes(old)


def _swap_all(data: Path) -> None:
    _swap_files(data)
    _index(data, lambda v: (v[0].update(digest=v[1]["digest"]), v[1].update(digest=DIGESTS[OLD])))


def _garbage_with_its_digest(data: Path) -> None:
    (data / f"{NEW}.json").write_bytes(b"garbage")
    _index(data, lambda v: v[1].update(digest=digest_of(b"garbage")))


def _flip(file: str) -> Callable[[Path], None]:
    def do(data: Path) -> None:
        raw = bytearray((data / file).read_bytes())
        raw[len(raw) // 2] ^= 1
        (data / file).write_bytes(raw)

    return do


DIGESTS = {version.version: version.digest for version in wc.content_versions()}
OF_NEW: dict[str, Callable[[Path], object]] = {
    "a byte flipped": _flip(f"{NEW}.json"),
    "cut short": lambda data: (data / f"{NEW}.json").write_bytes((data / f"{NEW}.json").read_bytes()[:5000]),
    "emptied": lambda data: (data / f"{NEW}.json").write_bytes(b""),
    "two versions swapped": _swap_files,
    "two versions swapped, digests and all": _swap_all,
    "garbage with its digest": _garbage_with_its_digest,
    "another digest in the index": lambda data: _index(data, lambda v: v[1].update(digest="sha256:" + 64 * "0")),
    "gone": lambda data: (data / f"{NEW}.json").unlink(),
    "a folder": lambda data: ((data / f"{NEW}.json").unlink(), (data / f"{NEW}.json").mkdir()),
}
OF_INDEX: dict[str, Callable[[Path], object]] = {
    "gone": lambda data: (data / "index.json").unlink(),
    "no text": lambda data: (data / "index.json").write_bytes(b"\xff\x00{"),
    "cut short": lambda data: (data / "index.json").write_bytes((data / "index.json").read_bytes()[:90]),
    "deep": lambda data: (data / "index.json").write_text("[" * 100_000),
    "a list": lambda data: (data / "index.json").write_text("[]"),
    "without versions": lambda data: (data / "index.json").write_text("{}"),
    "numbers": lambda data: (data / "index.json").write_text('{"versions": [1]}'),
    "no digest": lambda data: _index(data, lambda v: v[0].pop("digest")),
    "a digest of null": lambda data: _index(data, lambda v: v[0].update(digest=None)),
    "an unknown key": lambda data: _index(data, lambda v: v[0].update(size="9")),
    "an unknown status": lambda data: _index(data, lambda v: v[0].update(status="new")),
    "no version number": lambda data: _index(data, lambda v: v[0].update(version="one")),
    "no day": lambda data: _index(data, lambda v: v[0].update(released="2026-13-41")),
    "a version twice": lambda data: _index(data, lambda v: v.append(v[0])),
}


@pytest.mark.parametrize("damage", OF_NEW)
@pytest.mark.parametrize("ask", [None, NEW, "~=1.0"])
def test_a_damaged_version_is_refused(damage: str, ask: str | None, install: Path) -> None:
    OF_NEW[damage](install)
    with pytest.raises(wc.ContentIntegrityError) as caught:
        wc.load(ask)
    assert caught.value.version == NEW
    assert "reinstall" in str(caught.value)
    assert caught.value.reason or caught.value.actual != caught.value.expected
    assert [version.version for version in wc.content_versions()] == [OLD, NEW]
    if "swapped" not in damage:
        assert len(wc.load(OLD, digest=DIGESTS[OLD]).terms) == 19  # the other one is still whole


@pytest.mark.parametrize("damage", OF_INDEX)
def test_a_damaged_index_is_refused(damage: str, install: Path) -> None:
    OF_INDEX[damage](install)
    for ask in (wc.content_versions, wc.load, lambda: wc.load(NEW), lambda: wc.load(digest=DIGESTS[NEW])):
        with pytest.raises(wc.ContentIntegrityError, match=r"index\.json cannot be read: .*; reinstall"):
            ask()


@pytest.mark.parametrize(
    "damage", [_flip(f"{NEW}.search"), lambda data: (data / f"{NEW}.search").unlink()], ids=["byte", "gone"]
)
def test_a_damaged_search_table_is_refused(damage: Callable[[Path], object], install: Path) -> None:
    damage(install)
    glossary = wc.load(NEW)
    assert glossary.lookup("ghosting").id == "ghosting"
    with pytest.raises(wc.ContentIntegrityError, match=r"1\.0\.0\.search"):
        glossary.search("left on read")


def test_the_order_of_the_index_does_not_matter(install: Path) -> None:
    _index(install, lambda versions: versions.reverse())
    assert [version.version for version in wc.content_versions()] == [OLD, NEW]
    assert wc.load().version == NEW


def test_an_empty_index_says_that_there_is_nothing(install: Path) -> None:
    _index(install, lambda versions: versions.clear())
    assert wc.content_versions() == ()
    for ask in (None, NEW, ">=1"):
        with pytest.raises(wc.ContentVersionNotFoundError, match="there: none"):
            wc.load(ask)


def test_a_digest_alone_selects_its_version() -> None:
    assert {version: wc.load(digest=digest).version for version, digest in DIGESTS.items()} == {OLD: OLD, NEW: NEW}
    with pytest.raises(wc.ContentVersionNotFoundError, match=r"there: 0\.1\.0, 1\.0\.0") as caught:
        wc.load(digest="sha256:" + 64 * "0")
    assert caught.value.requested == "sha256:" + 64 * "0"


def test_a_version_that_was_left_out_names_its_successor(install: Path) -> None:
    left = {"status": "retired", "successor": NEW, "package": "0.9.0", "retires": "2028-11-22"}
    _index(install, lambda versions: versions[0].update(left))
    (install / f"{OLD}.json").unlink()
    assert [version.version for version in wc.content_versions()] == [NEW]
    for ask in (lambda: wc.load(OLD), lambda: wc.load("<1"), lambda: wc.load(digest=DIGESTS[OLD])):
        with pytest.raises(wc.ContentVersionNotFoundError) as caught:
            ask()
        assert caught.value.available == (NEW,)
        assert 'move to "1.0.0"' in caught.value.hint
        assert '"withdrawal-concepts==0.9.0"' in caught.value.hint


def test_a_version_that_will_go_warns_at_the_caller(install: Path) -> None:
    _index(install, lambda v: v[0].update({"status": "retiring", "successor": NEW, "retires": "2028-11-22"}))
    for ask in (OLD, "<1", None):
        with pytest.warns(wc.ContentDeprecationWarning) as caught:
            wc.load(ask, digest=DIGESTS[OLD])
        (warning,) = caught
        assert warning.filename == __file__
        assert isinstance(warning.message, wc.ContentDeprecationWarning)
        assert (warning.message.subject, warning.message.successor) == (OLD, NEW)
        assert "2028-11-22" in warning.message.hint
        assert '"1.0.0"' in warning.message.hint
    assert wc.load(NEW).version == NEW


def test_a_damaged_version_that_will_go_is_refused_without_a_warning(install: Path) -> None:
    _index(install, lambda v: v[0].update({"status": "retiring", "successor": NEW, "retires": "2028-11-22"}))
    _flip(f"{OLD}.json")(install)
    with pytest.raises(wc.ContentIntegrityError):
        wc.load(OLD)
