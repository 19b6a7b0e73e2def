"""The documentation is true: its pages are whole, its links lead somewhere, its examples run."""

from __future__ import annotations

import doctest
import importlib
import inspect
import re
import shlex
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import attrs
import pytest
from click.testing import CliRunner

import withdrawal_concepts as wc
from withdrawal_concepts import authoring, errors, export, ids, testing
from withdrawal_concepts.authoring._catalogue import rules_page, style_rules
from withdrawal_concepts.cli._main import commands
from withdrawal_concepts.testing import pytest_plugin, strategies

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
OF_THE_SITE = ("_build", "glossary", "project")
"""Folders that the site's build writes; ``index.md`` is the site's frame around README.md."""
PAGES = sorted(
    path
    for path in DOCS.rglob("*.md")
    if path.relative_to(DOCS).parts[0] not in OF_THE_SITE and path != DOCS / "index.md"
)
LINKING = [*PAGES, *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "tests/README.md"))]
PACKAGE = Path(wc.__file__).parent
RELEASED = (PACKAGE / "data" / "index.json").is_file()

needs_a_release = pytest.mark.skipif(not RELEASED, reason="no content was released yet")
_FENCE = re.compile(r"^\s*```", re.MULTILINE)
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")


def _page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def _shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def _prose(text: str) -> str:
    """The page without its code blocks."""
    return re.sub(r"^\s*```.*?^\s*```$", "", text, flags=re.MULTILINE | re.DOTALL)


def _sections(text: str) -> dict[str, str]:
    """Heading (without back-ticks) -> what stands below it, up to the next heading."""
    parts = re.split(r"^#+ (.+)$", _prose(text), flags=re.MULTILINE)
    return {heading.strip("` "): body for heading, body in zip(parts[1::2], parts[2::2], strict=True)}


def _slug(heading: str) -> str:
    """The anchor that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def _functions(section: str, names: Mapping[str, object]) -> list[tuple[str, str, Callable[..., object]]]:
    return [(section, name, f) for name, f in names.items() if inspect.isfunction(f) and not name.startswith("_")]


FUNCTIONS = [
    *_functions("Functions", {name: getattr(wc, name) for name in wc.__all__}),
    *_functions("Glossary", vars(wc.Glossary)),
    *_functions("withdrawal_concepts.testing", {name: getattr(testing, name) for name in testing.__all__}),
    *_functions("withdrawal_concepts.testing", {name: getattr(strategies, name) for name in strategies.__all__}),
    *_functions("withdrawal_concepts.authoring", {name: getattr(authoring, name) for name in authoring.__all__}),
    *_functions("withdrawal_concepts.export", {name: getattr(export, name) for name in export.__all__}),
]
"""(Section of the API page, name, function) of everything public that can be called."""


class TestReference:
    def test_the_rules_page_is_that_of_the_catalogue(self) -> None:
        assert _page("reference/rules.md") == rules_page(), "make it anew: see its last section"

    @pytest.mark.parametrize("code", authoring.rules())
    def test_every_rule_is_on_the_page(self, code: str) -> None:
        assert f"### {code}\n" in _page("reference/rules.md")

    def test_no_pattern_is_printed_and_no_method_is_named(self) -> None:
        page = rules_page()
        assert not [rule.code for rule in style_rules() if rule.pattern.pattern in page]
        (withheld,) = (rule for rule in style_rules() if rule.style == "S5")
        assert withheld.bad not in page
        assert not withheld.pattern.search(page)

    @pytest.mark.parametrize("name", wc.__all__)
    def test_every_public_name_is_in_the_api_page(self, name: str) -> None:
        assert re.search(rf"`{name}(?:\(.*?\))?`", _page("reference/api.md"))

    @pytest.mark.parametrize(
        ("module", "name"), [(m.__name__, name) for m in (authoring, export) for name in m.__all__]
    )
    def test_every_public_name_of_a_part_is_in_its_section_of_the_api_page(self, module: str, name: str) -> None:
        assert re.search(rf"`{name}(?:\(.*?\))?`", _sections(_page("reference/api.md"))[module])

    def test_every_name_of_ids_is_in_the_api_page(self) -> None:
        text = _sections(_page("reference/api.md"))["withdrawal_concepts.ids"]
        names = [name for name in vars(ids) if name.endswith("Id") or name.isupper()]
        assert len(names) == 7
        assert [name for name in names if f"`{name}`" not in text] == []

    def test_every_public_name_and_option_of_testing_is_in_the_api_page(self) -> None:
        text = _sections(_page("reference/api.md"))["withdrawal_concepts.testing"]
        options = [f"--{name.replace('_', '-')}" for name in (pytest_plugin.VERSION, pytest_plugin.STRICT)]
        names = [*testing.__all__, *strategies.__all__, pytest_plugin.VERSION, pytest_plugin.STRICT, *options]
        assert [name for name in names if not re.search(rf"`{name}[`(]", text)] == []

    @pytest.mark.parametrize(("section", "name", "function"), FUNCTIONS, ids=[name for _, name, _ in FUNCTIONS])
    def test_signatures_are_written_as_they_are(self, section: str, name: str, function: Callable[..., object]) -> None:
        signature = inspect.signature(function)
        plain = [p.replace(annotation=p.empty) for p in signature.parameters.values() if p.name != "self"]
        written = str(signature.replace(parameters=plain, return_annotation=inspect.Signature.empty))
        assert f"`{name}{written}`" in _sections(_page("reference/api.md"))[section]

    def test_every_attribute_of_a_glossary_is_in_the_api_page(self, mini: wc.Glossary) -> None:
        properties = [name for name, member in vars(wc.Glossary).items() if isinstance(member, property)]
        public = [name for name in (*vars(mini), *properties) if not name.startswith("_")]
        text = _sections(_page("reference/api.md"))["Glossary"]
        assert [name for name in public if f"`{name}`" not in text] == []

    @pytest.mark.parametrize("name", [n for n in wc.__all__ if attrs.has(getattr(wc, n, object))])
    def test_every_field_of_a_record_is_in_the_api_page(self, name: str) -> None:
        (row,) = (line for line in _page("reference/api.md").split("\n") if line.startswith(f"| `{name}` |"))
        fields = [a.name for a in attrs.fields(getattr(wc, name)) if (name, a.name) != ("Hit", "stems")]
        assert [field for field in fields if f"`{field}`" not in row] == []

    @pytest.mark.parametrize("name", errors.__all__)
    def test_every_error_has_a_section(self, name: str) -> None:
        assert name in _sections(_page("reference/errors.md"))

    @pytest.mark.parametrize("name", errors.__all__)
    def test_every_attribute_of_an_error_is_in_its_section(self, name: str) -> None:
        documented = re.findall(r"^ {4}(\w+): ", vars(errors)[name].__doc__, re.MULTILINE)
        section = _sections(_page("reference/errors.md"))[name]
        assert [attribute for attribute in documented if f"`{attribute}`" not in section] == []

    @pytest.mark.parametrize("name", commands.commands)
    def test_every_command_has_a_section_with_its_options(self, name: str) -> None:
        section = _sections(_page("reference/command-line.md"))[name]
        options = [option for p in commands.commands[name].params for option in p.opts if option.startswith("--")]
        assert [option for option in options if option not in section] == []

    @pytest.mark.parametrize("cls", [wc.Term, wc.Section, wc.Article, wc.Notice], ids=lambda cls: cls.__name__)
    def test_every_field_that_authors_write_is_in_the_file_format(self, cls: type[attrs.AttrsInstance]) -> None:
        headings = {
            "id": "the id",
            "definition": "## Definition",
            "origin": "## Origin",
            "example": "## Example",
            "statements": "## What research says",
            "misconceptions": "## Misconceptions",
            "what_helps": "## What may help",
            "lead": "## Lead",
            "paragraphs": "paragraph",
        }
        text = _page("reference/file-format.md")
        named = [headings.get(a.name, f"`{a.name}`") for a in attrs.fields(cls)]
        assert [name for name in named if name not in text] == []

    def test_the_example_of_a_term_is_valid(self, mini_copy: Path) -> None:
        (example,) = [block for block in _blocks(_page("reference/file-format.md"), "markdown") if "## Origin" in block]
        (mini_copy / "terms" / "monday-fog.md").write_text(example, encoding="utf-8")
        assert authoring.check(mini_copy) == ()
        term = authoring.load(mini_copy).terms["monday-fog"]
        assert [a.name for a in attrs.fields(wc.Term) if getattr(term, a.name) in ((), None, "")] == ["replaced_by"]

    def test_every_field_and_relation_kind_is_mapped_to_skos(self) -> None:
        from withdrawal_concepts._model import RELATION_KINDS

        names = [*(a.name for a in attrs.fields(wc.Term)), *RELATION_KINDS]
        text = _page("explanation/skos.md")
        assert [name for name in names if f"| `{name}`" not in text] == []

    def test_every_module_is_in_the_architecture(self) -> None:
        modules = {path.stem for path in PACKAGE.rglob("*.py") if "content" not in path.parts}
        text = _page("explanation/architecture.md")
        assert [module for module in sorted(modules) if f"`{module}`" not in text] == []


class TestPages:
    @pytest.mark.parametrize("page", PAGES, ids=_shown)
    def test_a_page_has_one_title_and_closed_fences(self, page: Path) -> None:
        text = page.read_text(encoding="utf-8")
        assert text.startswith("# ")
        assert len(re.findall(r"^# ", _prose(text), re.MULTILINE)) == 1
        assert len(_FENCE.findall(text)) % 2 == 0

    def test_the_index_names_every_page(self) -> None:
        linked = {(DOCS / target).resolve() for target in _LINK.findall(_page("README.md"))}
        assert [_shown(page) for page in PAGES if page != DOCS / "README.md" and page.resolve() not in linked] == []

    @pytest.mark.checkout
    @pytest.mark.parametrize("page", LINKING, ids=_shown)
    def test_links_lead_to_files_and_headings_that_are_there(self, page: Path) -> None:
        broken: list[str] = []
        for target in _LINK.findall(_prose(page.read_text(encoding="utf-8"))):
            if re.match(r"[a-z]+:", target):
                continue
            file, _, anchor = target.partition("#")
            goal = (page.parent / file).resolve() if file else page
            if not goal.exists():
                broken.append(target)
            elif anchor:
                headings = re.findall(r"^#+ (.+)$", _prose(goal.read_text(encoding="utf-8")), re.MULTILINE)
                if anchor not in map(_slug, headings):
                    broken.append(target)
        assert broken == []


def _doctest(source: str, name: str, file: str, names: dict[str, object] | None = None) -> None:
    test = doctest.DocTestParser().get_doctest(source, names or {}, name, file, 0)
    said: list[str] = []
    flags = doctest.ELLIPSIS | doctest.IGNORE_EXCEPTION_DETAIL
    failed, _ = doctest.DocTestRunner(optionflags=flags).run(test, out=said.append)
    assert not failed, "".join(said)


def _with_examples(paths: list[Path]) -> list[Path]:
    return [path for path in paths if path.exists() and ">>> " in path.read_text(encoding="utf-8")]


def _docstrings() -> Iterator[tuple[str, str]]:
    """(module, name) of every docstring of the package with an example."""
    for path in _with_examples(sorted(PACKAGE.rglob("*.py"))):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        module = importlib.import_module(".".join(part for part in parts if part != "__init__"))
        finder = doctest.DocTestFinder(exclude_empty=True)
        yield from ((module.__name__, test.name) for test in finder.find(module) if test.examples)


class TestExamples:
    @needs_a_release
    @pytest.mark.parametrize("page", _with_examples([*PAGES, ROOT / "README.md"]), ids=_shown)
    def test_examples_of_a_page_run(self, page: Path) -> None:
        text = _FENCE.sub("\n\\g<0>", page.read_text(encoding="utf-8"))  # so that no output runs on into a fence
        _doctest(text, page.name, str(page))

    @needs_a_release
    @pytest.mark.parametrize(("module", "name"), list(_docstrings()), ids=lambda value: value)
    def test_examples_of_a_docstring_run(self, module: str, name: str) -> None:
        home = importlib.import_module(module)
        (test,) = [test for test in doctest.DocTestFinder().find(home) if test.name == name]
        assert test.docstring is not None
        _doctest(test.docstring, name, test.filename or module, dict(vars(home)))

    @pytest.mark.parametrize(
        "block",
        [block for block in _blocks(_page("reference/command-line.md"), "console") if "tests/data/mini" in block],
    )
    def test_examples_of_the_command_line_print_what_the_page_says(
        self, block: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(ROOT)
        monkeypatch.setenv("COLUMNS", "80")
        line, _, expected = block.partition("\n")
        arguments = shlex.split(line.removeprefix("$ withdrawal-concepts "))
        printed = CliRunner().invoke(commands, arguments).output
        assert doctest.OutputChecker().check_output(expected, printed, doctest.ELLIPSIS), printed
