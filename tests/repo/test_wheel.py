"""What is in the wheel, and that it is the wheel that is tested; CI sets WITHDRAWAL_CONCEPTS_WHEEL."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import withdrawal_concepts as wc

WHEEL = os.environ.get("WITHDRAWAL_CONCEPTS_WHEEL", "")
pytestmark = pytest.mark.skipif(not WHEEL, reason="no wheel was built: .ci/run builds one")


def _names() -> list[str]:
    with zipfile.ZipFile(WHEEL) as wheel:
        return wheel.namelist()


def test_it_holds_the_data_and_the_types_and_no_authored_sources() -> None:
    names = _names()
    assert "withdrawal_concepts/py.typed" in names
    assert "withdrawal_concepts/data/index.json" in names
    for version in wc.content_versions():
        assert f"withdrawal_concepts/data/{version.version}.json" in names
    assert "withdrawal_concepts/testing/mini.json" in names
    assert not [name for name in names if name.startswith("withdrawal_concepts/content/")]


def test_pytest_and_hypothesis_find_what_it_offers_to_tests() -> None:
    with zipfile.ZipFile(WHEEL) as wheel:
        (name,) = [name for name in wheel.namelist() if name.endswith(".dist-info/entry_points.txt")]
        entry_points = wheel.read(name).decode()
    assert "[pytest11]\nwithdrawal_concepts = withdrawal_concepts.testing.pytest_plugin\n" in entry_points
    assert (
        "[hypothesis]\nwithdrawal_concepts = withdrawal_concepts.testing.hypothesis_plugin:register\n" in entry_points
    )


def test_it_is_smaller_than_one_megabyte() -> None:
    assert Path(WHEEL).stat().st_size < 1_000_000


def test_its_metadata_say_both_licences() -> None:
    with zipfile.ZipFile(WHEEL) as wheel:
        (name,) = [name for name in wheel.namelist() if name.endswith(".dist-info/METADATA")]
        metadata = wheel.read(name).decode()
    assert "License-Expression: MIT AND CC-BY-4.0" in metadata
    assert wc.__version__ in metadata


def test_the_installed_wheel_is_what_answers() -> None:
    assert wc.__file__ is not None
    assert "site-packages" in Path(wc.__file__).parts


def test_it_works_from_inside_a_zip() -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import withdrawal_concepts as wc; g = wc.load();"
        "print(wc.__file__, g.lookup('loneliness').id, len(g.search('left on read')))"
    )
    said = subprocess.run([sys.executable, "-c", code, WHEEL], capture_output=True, text=True, check=True).stdout
    path, id, hits = said.split()
    assert path.startswith(WHEEL)
    assert (id, int(hits) > 0) == ("loneliness", True)
