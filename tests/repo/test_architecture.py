"""Imports point down the layers, each dependency has one home, modules stay small, public names are documented."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path
from types import FunctionType

import pytest

import withdrawal_concepts as wc
from withdrawal_concepts import authoring, export

PACKAGE = "withdrawal_concepts"
ROOT = Path(wc.__file__).parent

LAYERS: tuple[set[str], ...] = (
    {
        "errors", "_wording", "_html", "_text", "_edits", "_sounds", "_graph", "_findings", "_literals", "_days", "ids",
        "_json_reader", "_porter2", "",
    },
    {"_versions", "_records", "_deprecation"},
    {"_model", "_documents", "_notice"},
    {"_convert", "_outcomes", "_snapshot"},
    {
        "_codec", "_payload", "_shipped", "_shipped_documents",
        "_search", "_fields", "_lexical", "_learned", "_features", "_vocabulary", "_guesses", "_mentions",
        "_notices", "_relations", "_labels",
        "_diff", "_diff_labels", "_diff_lists", "_changes", "_uses",
    },
    {"_store", "_impact"},
    {"_glossary", "_load", "_apply"},
    {"_pins"},
    {"export", "authoring", "testing"},
    {"cli", "__main__"},
)  # fmt: skip
"""Module, or package with all that it holds, by layer; ``""`` is the package itself, which only names things."""

RUN_TIME = set().union(*LAYERS[:8])
HOMES = {
    "cattrs": {"_convert"},
    "yaml": {"authoring._yaml"},
    "bibtexparser": {"authoring._bibliography"},
    "rispy": {"authoring._bibliography"},
    "markdown_it": {"authoring._markdown"},
    "msgspec": {"authoring._editors"},
    "codespell_lib": {"authoring._spelling"},
    "importlib_resources": {"_store", "authoring._catalogue", "authoring._spelling"},
    "textstat": {"authoring._rules.prose"},
    "snowballstemmer": {"_text"},
    "click": {"cli"},
    "rich": {"cli"},
    "rdflib": {"export._skos"},
    "hypothesis": {"testing"},
    "pytest": {"testing"},
    "_datetime": {"_days"},
    "_json": {"_json_reader"},
    "networkx": set(),
    "importlib.resources": set(),
    "pkg_resources": set(),
}
"""Dependency -> the only modules (or packages) that may import it."""

MOST_LINES = 330


def _modules() -> dict[str, Path]:
    """Dotted name below the package -> file; a package by its own name."""
    found = {}
    for path in sorted(ROOT.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(part for part in parts if part != "__init__")] = path
    return found


MODULES = _modules()
each_module = pytest.mark.parametrize("module", MODULES, ids=[name or "(package)" for name in MODULES])


def _imports(module: str, *, for_types: bool = True) -> Iterator[str]:
    """Every dotted name that *module* imports, wherever in the file the statement stands."""
    tree = ast.parse(MODULES[module].read_text(encoding="utf-8"))
    skipped: set[ast.AST] = set()
    if not for_types:
        for node in ast.walk(tree):
            if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
                skipped |= {inner for statement in node.body for inner in ast.walk(statement)}
    for node in ast.walk(tree):
        if node in skipped:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}:{node.lineno}: imports are absolute here"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _own(imported: str) -> str | None:
    """The module of the package that *imported* (a module, or a name in one) comes from, or None."""
    if imported != PACKAGE and not imported.startswith(PACKAGE + "."):
        return None
    name = imported.removeprefix(PACKAGE).lstrip(".")
    while name and name not in MODULES:
        name = name.rpartition(".")[0]
    return name


def _layer(module: str) -> int | None:
    top = module.split(".")[0]
    return next((number for number, names in enumerate(LAYERS) if top in names), None)


@each_module
def test_every_module_has_a_layer(module: str) -> None:
    assert _layer(module) is not None, f"say in LAYERS where {module!r} belongs"


def test_every_layer_is_of_modules_that_are_there() -> None:
    assert {name for names in LAYERS for name in names} <= {module.split(".")[0] for module in MODULES}


@each_module
def test_no_import_points_up(module: str) -> None:
    own = _layer(module)
    assert own is not None
    up = set()
    for imported in _imports(module, for_types=False):
        target = _own(imported)
        layer = _layer(target) if target else None  # the package itself names everything and imports nothing
        if module and layer is not None and layer > own:
            up.add(imported)
    assert up == set()


@each_module
def test_types_come_from_no_more_than_the_run_time(module: str) -> None:
    """Imports for type checkers alone may point up (an error holds findings), but not out of the run time."""
    tops = {target.split(".")[0] for name in _imports(module) if (target := _own(name))}
    if module.split(".")[0] in RUN_TIME:
        assert tops <= RUN_TIME


@each_module
def test_the_run_time_knows_nothing_of_authoring_export_testing_or_the_command_line(module: str) -> None:
    if module.split(".")[0] in RUN_TIME:
        imported = {target.split(".")[0] for name in _imports(module) if (target := _own(name))}
        assert not imported & {"authoring", "export", "testing", "cli"}


@pytest.mark.parametrize("dependency", HOMES)
def test_each_dependency_has_one_home(dependency: str) -> None:
    users = {
        module
        for module in MODULES
        for imported in _imports(module)
        if imported == dependency or imported.startswith(dependency + ".")
    }
    strangers = {m for m in users if not any(m == home or m.startswith(home + ".") for home in HOMES[dependency])}
    assert strangers == set()


@each_module
def test_nothing_reads_the_environment_the_network_or_the_clock_at_run_time(module: str) -> None:
    if module.split(".")[0] not in RUN_TIME:
        return
    tree = ast.parse(MODULES[module].read_text(encoding="utf-8"))
    forbidden = {"os.environ", "os.getenv", "datetime.date.today", "datetime.datetime.now", "time.time"}
    used = {ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert not used & forbidden
    assert not {name.split(".")[0] for name in _imports(module)} & {
        "urllib",
        "http",
        "socket",
        "requests",
        "random",
        "time",
    }


@each_module
def test_no_module_is_too_long(module: str) -> None:
    lines = MODULES[module].read_text(encoding="utf-8").count("\n")
    assert lines <= MOST_LINES, f"{module} has {lines} lines: look for the seam"


@each_module
def test_every_module_says_what_it_is(module: str) -> None:
    doc = ast.get_docstring(ast.parse(MODULES[module].read_text(encoding="utf-8")))
    assert doc
    assert doc.split("\n")[0].endswith(".")


@each_module
def test_annotations_are_never_evaluated_at_import(module: str) -> None:
    tree = ast.parse(MODULES[module].read_text(encoding="utf-8"))
    if any(isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AnnAssign) for node in ast.walk(tree)):
        assert "from __future__ import annotations" in MODULES[module].read_text(encoding="utf-8")


DOCUMENTED = [
    *((f"wc.{name}", getattr(wc, name)) for name in wc.__all__ if name not in {"__version__", "Outcome"}),
    *((f"authoring.{name}", getattr(authoring, name)) for name in authoring.__all__),
    *((f"export.{name}", getattr(export, name)) for name in export.__all__ if name not in {"BASE", "FORMATS"}),
]


@pytest.mark.parametrize(("name", "value"), DOCUMENTED, ids=[name for name, _ in DOCUMENTED])
def test_every_public_name_is_documented(name: str, value: object) -> None:
    doc = inspect.getdoc(value)
    assert doc
    assert vars(value).get("__doc__") if isinstance(value, type) else True
    assert doc.split("\n")[0].rstrip().endswith((".", ":", "?")) or "\n\n" not in doc


@pytest.mark.parametrize(
    ("name", "value"),
    [(n, v) for n, v in DOCUMENTED if isinstance(v, type)],
    ids=lambda v: v if isinstance(v, str) else "",
)
def test_every_public_method_is_documented(name: str, value: type) -> None:
    undocumented = [
        attribute
        for attribute, member in vars(value).items()
        if not attribute.startswith("_") and isinstance(member, FunctionType | property) and not inspect.getdoc(member)
    ]
    assert undocumented == []


def test_public_names_of_authoring_are_sorted() -> None:
    assert list(authoring.__all__) == sorted(authoring.__all__)


class TestTheseTests:
    """The net itself holds: an arrow that points up would be seen."""

    def test_layers_are_disjoint(self) -> None:
        names = [name for layer in LAYERS for name in layer]
        assert len(names) == len(set(names))

    @pytest.mark.parametrize(
        ("imported", "module"),
        [
            ("withdrawal_concepts", ""),
            ("withdrawal_concepts._text", "_text"),
            ("withdrawal_concepts._text.normalise", "_text"),
            ("withdrawal_concepts.authoring._yaml.read_front_matter", "authoring._yaml"),
            ("withdrawal_concepts.load", ""),
            ("withdrawal_concepts_other", None),
            ("json", None),
        ],
    )
    def test_names_lead_to_modules(self, imported: str, module: str | None) -> None:
        assert _own(imported) == module

    def test_imports_inside_functions_are_seen(self) -> None:
        assert "withdrawal_concepts.authoring._check" in set(_imports("authoring"))
        assert "importlib" in set(_imports(""))

    def test_there_is_something_to_look_at(self) -> None:
        assert len(MODULES) > 20
        assert all(_layer(name) is not None for name in ("errors", "_glossary", "authoring._yaml", "cli"))
