"""Released content never changes and never goes: a version, once written here, keeps its bytes for ever.

The ledger stands here and the files are read as files, so that nothing that is checked says how it is checked.
A release adds its line; what withdraws one is the retention rule alone (docs, version numbers).
"""

from __future__ import annotations

import datetime
import hashlib
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import withdrawal_concepts as wc

DATA = Path(wc.__file__).parent / "data"
LEDGER = {
    "0.1.0": "ed62d8f7721f6411ae95d4a741c7d69167e1673a3292920c869dc57ff63e81c4",
    "1.0.0": "c9e87d5142fb09cb1bb4b950c44b8106df29abb154533daf18dc19fc8756f99a",
}
"""Version -> SHA-256 of its file. Lines are added, never changed."""

KEPT_MONTHS, KEPT_MAJORS = 24, 2


def _wrong(data: Path) -> list[str]:
    """Everything in which a data folder is not what was released."""
    entries = {entry["version"]: entry for entry in json.loads((data / "index.json").read_bytes())["versions"]}
    files = {path.name.removesuffix(".json") for path in data.iterdir() if re.fullmatch(r"[\d.]+\.json", path.name)}
    wrong = [f"{version}: not in the ledger" for version in {*entries, *files} - LEDGER.keys()]
    wrong += [f"{version}: a file that no index names" for version in files - entries.keys()]
    newest = max(int(version.split(".")[0]) for version in LEDGER)
    for version, digest in LEDGER.items():
        entry = entries.get(version)
        if entry is None:
            wrong.append(f"{version}: gone from the index")
        elif entry["digest"] != f"sha256:{digest}":
            wrong.append(f"{version}: another digest in the index")
        elif entry["status"] == "retired":
            wrong += [f"{version}: {why}" for why in _too_early(entry, newest, entries)]
        elif version not in files:
            wrong.append(f"{version}: its file is gone")
        elif hashlib.sha256((data / f"{version}.json").read_bytes()).hexdigest() != digest:
            wrong.append(f"{version}: its bytes changed")
    return wrong


def _too_early(entry: dict[str, Any], newest: int, entries: dict[str, Any]) -> list[str]:
    """Why a version may not be left out yet."""
    released, retires = (datetime.date.fromisoformat(entry[key]) for key in ("released", "retires"))
    months = 12 * (retires.year - released.year) + retires.month - released.month - (retires.day < released.day)
    why = []
    if months < KEPT_MONTHS:
        why.append(f"left out after {months} months, not {KEPT_MONTHS}")
    if newest - int(entry["version"].split(".")[0]) < KEPT_MAJORS:
        why.append(f"one of the last {KEPT_MAJORS} majors")
    if entries.get(entry.get("successor"), {"status": "retired"})["status"] == "retired":
        why.append("no successor that is there")
    return why


def test_what_was_released_is_there_unchanged() -> None:
    assert _wrong(DATA) == []


def test_the_package_gives_these_bytes() -> None:
    assert {version.version: version.digest for version in wc.content_versions()} == {
        version: f"sha256:{digest}" for version, digest in LEDGER.items()
    }
    for version, digest in LEDGER.items():
        assert wc.load(version, digest=f"sha256:{digest}").version == version


def _edit(data: Path, change: Callable[[dict[str, Any]], object]) -> None:
    index = json.loads((data / "index.json").read_bytes())
    change(index)
    (data / "index.json").write_text(json.dumps(index), encoding="utf-8")


def _release_again(data: Path) -> None:
    """Other bytes, with an index that says so: everything fits, but it is not what was released."""
    (data / "1.0.0.json").write_bytes((data / "0.1.0.json").read_bytes())
    _edit(data, lambda index: index["versions"][1].update(digest=f"sha256:{LEDGER['0.1.0']}"))


def _add_a_space(data: Path) -> None:
    (data / "1.0.0.json").write_bytes((data / "1.0.0.json").read_bytes() + b" ")


def _retire(data: Path, **facts: str) -> None:
    _edit(data, lambda index: index["versions"][0].update(facts, status="retired"))


BREAKS: dict[str, tuple[Callable[[Path], object], str]] = {
    "a space more": (_add_a_space, "1.0.0: its bytes changed"),
    "a file gone": (lambda d: (d / "0.1.0.json").unlink(), "0.1.0: its file is gone"),
    "a version gone": (lambda d: _edit(d, lambda i: i["versions"].pop(0)), "0.1.0: gone from the index"),
    "released again": (_release_again, "1.0.0: another digest in the index"),
    "a version more": (
        lambda d: _edit(d, lambda i: i["versions"].append({**i["versions"][0], "version": "1.1.0"})),
        "1.1.0: not in the ledger",
    ),
    "a file more": (lambda d: shutil.copy(d / "1.0.0.json", d / "1.1.0.json"), "1.1.0: a file that no index names"),
    "left out too early": (
        lambda d: _retire(d, retires="2028-11-21", successor="1.0.0"),
        "0.1.0: left out after 23 months, not 24",
    ),
    "left out of the last majors": (
        lambda d: _retire(d, retires="2029-01-01", successor="1.0.0"),
        "0.1.0: one of the last 2 majors",
    ),
    "left out without a successor": (
        lambda d: _retire(d, retires="2029-01-01"),
        "0.1.0: no successor that is there",
    ),
}


@pytest.mark.parametrize("what", BREAKS)
def test_any_change_of_what_was_released_is_found(what: str, tmp_path: Path) -> None:
    data = Path(shutil.copytree(DATA, tmp_path / "data"))
    change, words = BREAKS[what]
    change(data)
    assert words in _wrong(data)


def test_a_search_table_may_be_learned_anew(tmp_path: Path) -> None:
    data = Path(shutil.copytree(DATA, tmp_path / "data"))
    (data / "1.0.0.search").write_bytes(b"{}")
    _edit(data, lambda index: index["versions"][1].update(search="sha256:0"))
    assert _wrong(data) == []


def test_two_versions_live_side_by_side() -> None:
    old, new = wc.load("0.1.0"), wc.load("1.0.0")
    assert old != new
    assert (len(old.terms), len(new.terms)) == (19, 60)
    assert old.terms["ego-depletion-response"].name == new.terms["ego-depletion-response"].name
    assert wc.diff(old, new).bump == "minor"
    assert wc.apply(wc.diff(old, new), old) == new
    assert wc.apply(wc.diff(new, old), new) == old
