"""Nothing public is undocumented, nothing documented is missing, no Markdown file of the repository has a dead link.

What single pages promise is held by ``test_docs.py``; here everything is found by itself, so that a new module, class,
command or page cannot be forgotten.
"""

from __future__ import annotations

import importlib
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import attrs
import click
import pytest

import withdrawal_concepts as wc
from withdrawal_concepts import errors
from withdrawal_concepts.cli._main import commands

ROOT = Path(__file__).parents[2]
API = (ROOT / "docs" / "reference" / "api.md").read_text(encoding="utf-8")
COMMAND_LINE = (ROOT / "docs" / "reference" / "command-line.md").read_text(encoding="utf-8")
NOT_OURS = {"_build", "content", "data", "build", "dist", "node_modules", "venv"}
"""Folders of which no Markdown file is documentation: entries, and what tools make."""


def _parts() -> Iterator[str]:
    """Every public module of the package with names of its own, but for the package itself."""
    package = Path(wc.__file__).parent
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package).with_suffix("").parts
        name = ".".join(part for part in parts if part != "__init__")
        if name and not any(part.startswith("_") for part in parts if part != "__init__"):
            yield f"withdrawal_concepts.{name}"


PARTS = [
    name
    for name in _parts()
    if name not in ("withdrawal_concepts.errors", "withdrawal_concepts.cli")
    and hasattr(importlib.import_module(name), "__all__")  # a plugin that only a tool loads has no names for people
]
PUBLIC_CLASSES = {
    name: vars_of
    for part in ("withdrawal_concepts", *PARTS)
    for name in importlib.import_module(part).__all__
    if inspect.isclass(vars_of := getattr(importlib.import_module(part), name)) and name not in errors.__all__
}


def _section(page: str, heading: str) -> str:
    """What stands below a heading, up to the next one of its level or above."""
    found = re.search(rf"^(#+) `?{re.escape(heading)}`?\n", page, re.MULTILINE)
    assert found, f"there is no section {heading!r}"
    rest = page[found.end() :]
    end = re.search(rf"^#{{1,{len(found[1])}}} ", rest, re.MULTILINE)
    return rest[: end.start()] if end else rest


def _named(name: str, text: str) -> bool:
    return re.search(rf"`{re.escape(name)}(?:\([^`]*\))?`", text) is not None


@pytest.mark.parametrize("part", PARTS)
def test_each_public_module_has_a_section_with_all_its_names(part: str) -> None:
    section = _section(API, ".".join(part.split(".")[:2]))  # a part of a part has no section of its own
    assert [name for name in importlib.import_module(part).__all__ if not _named(name, section)] == []


@pytest.mark.parametrize("name", PUBLIC_CLASSES)
def test_what_can_be_asked_of_a_class_is_documented(name: str) -> None:
    cls = PUBLIC_CLASSES[name]
    fields = {a.name for a in attrs.fields(cls)} if attrs.has(cls) else set()
    kinds = (property, classmethod, staticmethod)
    members = [
        member
        for member, value in vars(cls).items()
        if not member.startswith("_")
        and member not in fields
        and (isinstance(value, kinds) or inspect.isfunction(value) or type(value).__name__ == "cached_property")
    ]
    rows = "\n".join(line for line in API.split("\n") if f"`{name}`" in line) + (
        _section(API, name) if f"## `{name}`" in API else ""
    )
    assert [member for member in members if not _named(member, rows)] == []


def test_the_api_page_names_nothing_that_is_not_there() -> None:
    rows = re.findall(r"^\| `(\w+)(?:\([^`]*\))?` \|", API, re.MULTILINE)
    there = {name for part in ("withdrawal_concepts", *PARTS) for name in importlib.import_module(part).__all__}
    there |= {name for name in dir(wc.Glossary) if not name.startswith("_")} | set(vars(wc.load()))
    assert len(rows) > 50
    assert [name for name in rows if name not in there] == []


def _subcommands() -> Iterator[tuple[str, str, click.Command]]:
    for name, group in commands.commands.items():
        if isinstance(group, click.Group):
            yield from ((name, sub, command) for sub, command in group.commands.items())


@pytest.mark.parametrize(("group", "name", "command"), list(_subcommands()), ids=lambda value: str(value))
def test_each_part_of_a_command_is_documented_with_its_options(group: str, name: str, command: click.Command) -> None:
    section = _section(COMMAND_LINE, group)
    options = [o for p in command.params for o in p.opts if o.startswith("--") and not getattr(p, "hidden", False)]
    assert re.search(rf"\b{group} {name}\b", section)
    assert [option for option in options if option not in section] == []


def test_the_command_line_page_has_no_section_of_a_command_that_is_gone() -> None:
    sections = re.findall(r"^## `([\w-]+)`$", COMMAND_LINE, re.MULTILINE)
    assert sorted(sections) == sorted(commands.commands)


def test_the_page_of_errors_has_no_section_of_an_error_that_is_gone() -> None:
    page = (ROOT / "docs" / "reference" / "errors.md").read_text(encoding="utf-8")
    sections = re.findall(r"^##+ `?(\w+(?:Error|Warning))`?$", page, re.MULTILINE)
    assert sorted(sections) == sorted(errors.__all__)


def _markdown_files() -> Iterator[Path]:
    for path in sorted(ROOT.rglob("*.md")):
        folders = path.relative_to(ROOT).parts[:-1]
        hidden = any(folder.startswith(".") and folder != ".github" for folder in folders)
        if not hidden and not NOT_OURS & {*folders} and folders[:2] not in (("docs", "glossary"), ("docs", "project")):
            yield path


@pytest.mark.checkout
@pytest.mark.parametrize("path", list(_markdown_files()), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_relative_link_of_a_markdown_file_is_dead(path: Path) -> None:
    text = re.sub(r"^\s*```.*?^\s*```$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    text = re.sub(r"`[^`\n]*`", "", text)
    targets = re.findall(r"\]\(<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\)", text)
    targets += re.findall(r"^\[[^\]]+\]: <?(\S+?)>?$", text, re.MULTILINE)
    targets += re.findall(r"\b(?:src|href)=\"([^\"]+)\"", text)
    here = [target for target in targets if not re.match(r"[a-z]+:|//|#", target)]
    if path == ROOT / "docs" / "index.md":  # the frame of the site links pages that its build makes; see tests/docs
        here = [target for target in here if not target.endswith(".html")]
    assert [target for target in here if not (path.parent / target.partition("#")[0]).exists()] == []
