"""Takes source files apart: the texts in which a program may name an entry, and where they stand.

Comments, docstrings and code are left out. Only Python is parsed; for everything else patterns that cannot run
long tell strings from comments, so a text in a place that they do not foresee may be missed or seen twice.
"""

from __future__ import annotations

import ast
import io
import json
import re
import tokenize
from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import NamedTuple

ASKING_METHODS = frozenset(
    {"lookup", "resolve", "relations", "related", "broader", "narrower", "ancestors", "descendants"}
)
GROUPS = frozenset({"terms", "sections", "articles", "references", "notices"})


class Piece(NamedTuple):
    """A text in a file. *start* and *stop* say between which characters of the file it stands, quotes included."""

    text: str
    start: int
    stop: int
    literal: bool
    """A string, key or scalar: the whole of it may be an id. Otherwise running text."""
    asked: bool = False
    """The program asks a glossary for it: an id or label, whatever it looks like."""


def python(source: str) -> Iterator[Piece]:
    """Yield the string literals of Python source, docstrings excepted; raise SyntaxError for anything else."""
    try:
        tree = ast.parse(source)
    except (ValueError, RecursionError, MemoryError) as error:
        raise SyntaxError(str(error)) from error
    place = _places(source)
    nodes = list(ast.walk(tree))
    skipped = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    asked = _asked(nodes)
    for node in nodes:
        if isinstance(node, ast.JoinedStr):
            skipped |= {id(part) for part in node.values}
            for part in node.values:
                if isinstance(part, ast.Constant):
                    yield Piece(str(part.value), *place(node), literal=len(node.values) == 1)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped:
            yield Piece(node.value, *place(node), literal=True, asked=id(node) in asked)


def _places(source: str) -> Callable[[ast.expr], tuple[int, int]]:
    """Return what gives the characters between which a node stands; ast counts lines, and bytes in them."""
    lines = re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+", source)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))

    def offset(line: int, column: int) -> int:
        return starts[line - 1] + len(lines[line - 1].encode()[:column].decode())

    def place(node: ast.expr) -> tuple[int, int]:
        end = (node.end_lineno or node.lineno, node.end_col_offset or node.col_offset)
        return offset(node.lineno, node.col_offset), offset(*end)

    return place


def _asked(nodes: list[ast.AST]) -> set[int]:
    """Return the nodes that are asked for: ``.terms["x"]``, ``.terms.get("x")``, ``.lookup("x")`` and so on.

    Other libraries have methods of these names, too, so this counts in files that import the package alone.
    """
    modules = [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
    modules += [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    if not any(module.split(".")[0] == "withdrawal_concepts" for module in modules):
        return set()
    found: set[int] = set()
    for node in nodes:
        if isinstance(node, ast.Subscript) and _is_group(node.value):
            found.add(id(node.slice))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            named = node.func.attr in ASKING_METHODS
            if named or (node.func.attr == "get" and _is_group(node.func.value)):
                found.add(id(node.args[0]))
    return found


def _is_group(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr in GROUPS


def notebook(source: str) -> Iterator[Piece]:
    """Yield what the cells of a Jupyter notebook hold, each as Python or Markdown; what they printed is left out.

    Raises SyntaxError for anything else than a notebook.
    """
    try:
        cells = [(cell["cell_type"], "".join(cell["source"])) for cell in json.loads(source)["cells"]]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise SyntaxError(str(error)) from error
    at = 0
    for kind, text in cells:
        starts, spans = [0], [(at, at)]  # of each line: where it starts in the cell, and where it stands in the file
        for line in text.splitlines(keepends=True):
            forms = (json.dumps(line, ensure_ascii=ascii)[1:-1] for ascii in (False, True))
            place, written = max((source.find(form, at), form) for form in forms)
            at = place + len(written) if place >= 0 else at
            spans.append((place if place >= 0 else at, at))
            starts.append(starts[-1] + len(line))
        spans = spans[1:] or spans
        for piece in _of_cell(kind, text):
            first, last = (bisect_right(starts[:-1] or starts, n) - 1 for n in (piece.start, max(piece.stop - 1, 0)))
            yield piece._replace(start=spans[first][0], stop=spans[max(first, last)][1])


def _of_cell(kind: str, text: str) -> list[Piece]:
    if kind != "code":
        return list(markdown(text))
    try:
        return list(python(text))
    except SyntaxError:  # a command of the notebook, such as %time or !ls
        return list(toml(text))


def decode_python(data: bytes) -> str:
    """Return the text of a Python file in the encoding that it declares (PEP 263). Raises SyntaxError, UnicodeError."""
    encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
    return data.decode(encoding)


_STRINGS = r""""(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'"""
_SCRIPT = re.compile(rf"//[^\n]*|/\*(?:[^*]|\*(?!/))*(?:\*/)?|{_STRINGS}|`(?:[^`\\]|\\.)*`", re.DOTALL)
_MARKUP_COMMENT = r"<!--.*?(?:-->|\Z)|\{#.*?(?:#\}|\Z)"
_COMPONENT = re.compile(rf"<!--.*?(?:-->|\Z)|{_SCRIPT.pattern}", re.DOTALL)
_MARKUP = re.compile(rf"{_MARKUP_COMMENT}|{_STRINGS}", re.DOTALL)
_MARKDOWN = re.compile(rf"{_MARKUP_COMMENT}|(?<!`)(`+)(?!`)[^`\n]+\1(?!`)", re.DOTALL)
_TOML = re.compile(rf'#[^\n]*|"""(?:[^\\]|\\.)*?"""|\'\'\'.*?\'\'\'|{_STRINGS}|[A-Za-z0-9_-]+', re.DOTALL)
_YAML = re.compile(
    rf"(?:(?<=\s)|^)#[^\n]*|{_STRINGS}|[^\s,\[\]{{}}\"'#:-](?:[^\n,\[\]{{}}:#]|:(?!\s)|(?<!\s)#)*", re.MULTILINE
)
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.DOTALL)


def script(source: str) -> Iterator[Piece]:
    """Yield the strings of JavaScript, TypeScript or JSON (with or without comments)."""
    for match in _SCRIPT.finditer(source):
        if not match.group().startswith("/"):
            yield _quoted(match)


def component(source: str) -> Iterator[Piece]:
    """Yield the strings of a script with markup in it, and the text between them."""
    yield from _mixed(_COMPONENT, source, ("/", "<!--"))


def markup(source: str) -> Iterator[Piece]:
    """Yield the attributes and strings of HTML or a template, and the text between them."""
    yield from _mixed(_MARKUP, source, ("<!--", "{#"))


def markdown(source: str) -> Iterator[Piece]:
    """Yield the code spans of Markdown or reStructuredText, and the text between them."""
    yield from _mixed(_MARKDOWN, source, ("<!--", "{#"))


def toml(source: str) -> Iterator[Piece]:
    """Yield the strings and keys of TOML or an ini file."""
    for match in _TOML.finditer(source):
        text = match.group()
        if text.startswith(('"', "'")):
            yield _quoted(match)
        elif not text.startswith("#"):
            yield Piece(text, *match.span(), literal=True)


def yaml(source: str) -> Iterator[Piece]:
    """Yield the scalars of YAML, quoted or plain; the lines of a block are scalars of their own."""
    for match in _YAML.finditer(source):
        text = match.group()
        if text.startswith(('"', "'")):
            yield _quoted(match)
        elif not text.startswith("#"):
            yield Piece(text.strip(), *match.span(), literal=True)


def prose(source: str) -> Iterator[Piece]:
    """Yield the whole as running text."""
    yield Piece(source, 0, len(source), literal=False)


def cells(source: str) -> Iterator[Piece]:
    """Yield the cells of a table whose columns stand between commas, semicolons or tabs."""
    for match in re.finditer(r'"[^"]*"|[^,;\t\r\n"]+', source):
        yield Piece(match.group().strip('"'), *match.span(), literal=True)


def listed(source: str) -> Iterator[Piece]:
    """Yield the lines of a plain list of ids or labels; blank lines and comments (``#``) are left out."""
    for match in re.finditer(r"[^\r\n]+", source):
        text = re.sub(r"(^|\s)#.*", "", match.group()).strip()
        if text:
            yield Piece(text, *match.span(), literal=True, asked=True)


def _mixed(pattern: re.Pattern[str], source: str, comments: tuple[str, ...]) -> Iterator[Piece]:
    at = 0
    for match in pattern.finditer(source):
        yield Piece(source[at : match.start()], at, match.start(), literal=False)
        if not match.group().startswith(comments):
            yield _quoted(match)
        at = match.end()
    yield Piece(source[at:], at, len(source), literal=False)


def _quoted(match: re.Match[str]) -> Piece:
    text = match.group()
    quote = next((mark for mark in ('"""', "'''") if len(text) >= 6 and text.startswith(mark)), text[0])
    if text[0] == "`":
        quote = text[: len(text) - len(text.lstrip("`"))]
    inner = text[len(quote) : -len(quote)]
    return Piece(_ESCAPE.sub(_unescape, inner), *match.span(), literal=True)


def _unescape(match: re.Match[str]) -> str:
    code = match.group(1) or match.group(2) or match.group(3)
    if code is None:
        return " " if match.group(4) in "nrtfv" else match.group(4)
    return chr(min(int(code, 16), 0x10FFFF))


TAKES: dict[str, Callable[[str], Iterator[Piece]]] = {
    **dict.fromkeys((".py", ".pyi"), python),
    **dict.fromkeys((".js", ".mjs", ".cjs", ".ts", ".mts", ".cts"), script),
    **dict.fromkeys((".json", ".json5", ".jsonc", ".jsonl", ".geojson", ".webmanifest"), script),
    ".ipynb": notebook,
    **dict.fromkeys((".jsx", ".tsx", ".vue", ".svelte"), component),
    **dict.fromkeys((".html", ".htm", ".xhtml", ".xml", ".jinja", ".jinja2", ".j2", ".njk", ".hbs"), markup),
    **dict.fromkeys((".md", ".mdx", ".markdown", ".rst"), markdown),
    **dict.fromkeys((".toml", ".ini", ".cfg", ".properties"), toml),
    **dict.fromkeys((".yaml", ".yml"), yaml),
    **dict.fromkeys((".csv", ".tsv"), cells),
    ".txt": prose,
}
"""File suffix -> what takes such a file apart."""
