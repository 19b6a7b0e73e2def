"""The public names: sorted, lazy, nothing imported before it is used."""

from __future__ import annotations

import importlib.metadata
import json
import subprocess
import sys
import types

import pytest

import withdrawal_concepts as wc


def _in_a_new_process(script: str) -> list[str]:
    """The modules that *script* brings in, beyond those of a bare interpreter."""
    code = (
        f"import sys; before = set(sys.modules)\n{script}\nfound = sorted(set(sys.modules) - before)\n"
        "import json; print(json.dumps(found))"
    )
    # -I: no user site, no PYTHON* variables; what .pth files import is there before and does not count
    run = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)
    found: list[str] = json.loads(run.stdout)
    return found


def test_all_is_sorted_and_whole() -> None:
    assert list(wc.__all__) == sorted(wc.__all__)
    assert len(set(wc.__all__)) == len(wc.__all__)


def test_dir_is_all() -> None:
    assert dir(wc) == list(wc.__all__)


@pytest.mark.parametrize("name", wc.__all__)
def test_every_name_is_there_and_stays_the_same_object(name: str) -> None:
    assert getattr(wc, name) is getattr(wc, name)
    assert name in vars(wc)  # the second access is a plain one


def test_star_import() -> None:
    names: dict[str, object] = {}
    exec("from withdrawal_concepts import *", names)
    assert set(wc.__all__) <= set(names)


def test_importing_it_imports_nothing_else() -> None:
    assert _in_a_new_process("import withdrawal_concepts") == ["__future__", "withdrawal_concepts"]


def test_dir_imports_nothing() -> None:
    assert "attr" not in _in_a_new_process("import withdrawal_concepts as wc; dir(wc); wc.__all__")


def test_the_version_needs_none_of_our_modules() -> None:
    found = _in_a_new_process("import withdrawal_concepts as wc; wc.__version__")
    assert [name for name in found if name.startswith("withdrawal_concepts")] == ["withdrawal_concepts"]


@pytest.mark.parametrize("name", ["Term", "load", "TermNotFoundError", "content_versions"])
def test_a_name_of_the_run_time_brings_in_no_optional_dependency(name: str) -> None:
    found = set(_in_a_new_process(f"import withdrawal_concepts as wc; wc.{name}"))
    optional = {"click", "rich", "yaml", "markdown_it", "textstat", "hypothesis", "cattrs", "networkx"}
    assert not found & optional
    assert not [m for m in found if m.startswith(("withdrawal_concepts.authoring", "withdrawal_concepts.cli"))]


def test_the_version_is_that_of_the_package() -> None:
    assert wc.__version__ == importlib.metadata.version("withdrawal-concepts")


@pytest.mark.parametrize("name", ["nope", "Terms", "_nope", "__path_", ""])
def test_an_unknown_attribute(name: str) -> None:
    with pytest.raises(AttributeError, match="withdrawal_concepts") as caught:
        getattr(wc, name)
    assert repr(name) in str(caught.value)
    assert not hasattr(wc, name)


def test_an_unknown_name_cannot_be_imported() -> None:
    with pytest.raises(ImportError):
        exec("from withdrawal_concepts import nope")


def test_every_public_name_comes_from_the_home_that_is_written_down() -> None:
    listed = [name for names in wc._HOMES.values() for name in names]
    assert sorted([*listed, "__version__"]) == list(wc.__all__)


def test_public_classes_and_functions_are_ours() -> None:
    for name in wc.__all__:
        value = getattr(wc, name)
        if isinstance(value, type | types.FunctionType):
            assert value.__module__.startswith("withdrawal_concepts")
