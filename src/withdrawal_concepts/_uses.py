"""Where files name entries of a glossary: ids as whole tokens, labels at the bounds of words."""

from __future__ import annotations

import os
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from withdrawal_concepts import _literals
from withdrawal_concepts._literals import Piece
from withdrawal_concepts._text import LONGEST_LABEL, nearest, normalise, number_variants

if TYPE_CHECKING:
    from withdrawal_concepts._glossary import Glossary

LARGEST_FILE = 2_000_000
"""Bytes. Larger files are data or were made by a program; they are left out and named."""
NOT_ENTERED = frozenset(
    {
        ".git", ".hg", ".svn", "node_modules", "__pycache__", "site-packages", ".venv", ".tox", ".nox",
        ".mypy_cache", ".pytest_cache", ".ruff_cache", ".hypothesis", ".eggs",
    }
)  # fmt: skip
_LISTS = frozenset({".txt", ".ids", ".lst", ""})
_TOKEN = re.compile(r"(?<![\w-])[a-z0-9]+(?:-[a-z0-9]+)+(?![\w-])")
_ALIKE = 0.85
"""A literal at least this much like an id (0 to 1, by difflib) is taken for a misspelling of it."""


@frozen
class Use:
    """One place where a caller names an entry.

    Attributes:
        text: the id or label, as it is written there.
        path: the file, as it was given or found; ``""`` where there is none.
        line, column: 1-based, in characters; 0 where there is no file.
    """

    text: str
    path: str = ""
    line: int = 0
    column: int = 0

    @property
    def place(self) -> str:
        """``path:line:column``, as editors and terminals know it."""
        return ":".join([self.path, *(str(n) for n in (self.line, self.column) if n)])


@frozen
class Skipped:
    """A file or folder that was not looked at, and why; *unread* where that was not on purpose."""

    path: str
    reason: str
    unread: bool = False


@frozen
class Scan:
    """What a look at files has found: the uses in the order of files and lines, and what was left out."""

    uses: tuple[Use, ...]
    files: int
    skipped: tuple[Skipped, ...] = ()


def find_uses(paths: Iterable[str | os.PathLike[str]], before: Glossary, after: Glossary | None = None) -> Scan:
    r"""Return where the files and folders of *paths* name entries of *before*.

    With *after*, ids that only this glossary knows are seen as well. In Python, string literals count, in JSON,
    YAML, TOML and JavaScript strings and scalars, in HTML, templates and Markdown running text, too; comments
    never. A ``.txt`` file that is named itself, and any file of an unknown kind, is a list: an id or label a line.
    Folders are walked in the order of names; repositories' own files, virtual environments, binary files and
    files of more than 2,000,000 bytes are left out. Nothing is left out silently: see ``Scan.skipped``.

    >>> import tempfile, pathlib, withdrawal_concepts as wc
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "app.py")
    ...     _ = path.write_text("# loneliness\nSHOWN = ['loneliness', 'Social Pain']\n")
    ...     [(use.text, use.line, use.column) for use in wc.find_uses([folder], wc.load()).uses]
    [('loneliness', 2, 11), ('Social Pain', 2, 25)]
    """
    matcher = _Matcher(before, after or before)
    uses: list[Use] = []
    skipped: list[Skipped] = []
    seen: dict[str, bool] = {}
    for path, take in _files(paths, skipped):
        if (real := os.path.realpath(path)) not in seen:
            source = _read(path, skipped)
            seen[real] = source is not None
            uses += matcher.uses(source or "", take, path)
    return Scan(tuple(uses), sum(seen.values()), tuple(skipped))


_Take = Callable[[str], Iterator[Piece]]


def _files(paths: Iterable[str | os.PathLike[str]], skipped: list[Skipped]) -> Iterator[tuple[str, _Take]]:
    def closed(error: OSError) -> None:
        skipped.append(_unread(error))

    every = [os.fspath(path) for path in paths]
    named = {os.path.realpath(path) for path in every if not Path(path).is_dir()}  # named: seen as what it is named as
    for given in every:
        path = Path(given)
        if not path.is_dir():
            suffix = path.suffix.lower()
            yield given, _literals.listed if suffix in _LISTS else _literals.TAKES.get(suffix, _literals.listed)
            continue
        for folder, inner, names in os.walk(given, onerror=closed):
            inner[:] = sorted(name for name in inner if not _left_out(Path(folder, name)))
            for name in sorted(names):
                found = str(Path(folder, name))
                take = _literals.TAKES.get(Path(name).suffix.lower())
                if take and os.path.realpath(found) not in named:
                    yield found, take


def _left_out(folder: Path) -> bool:
    return folder.name in NOT_ENTERED or (folder / "pyvenv.cfg").exists()


def _unread(error: OSError) -> Skipped:
    return Skipped(str(error.filename), error.strerror or str(error), unread=True)


def _read(path: str, skipped: list[Skipped]) -> str | None:
    """Return the text of a file; where there is none to look at, say so in *skipped*."""
    try:
        data = Path(path).read_bytes() if Path(path).stat().st_size <= LARGEST_FILE else None
    except OSError as error:
        skipped.append(_unread(error))
        return None
    if data is None:
        skipped.append(Skipped(path, f"larger than {LARGEST_FILE:,} bytes"))
    elif b"\0" in data[:8192] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        skipped.append(Skipped(path, "not text"))
    else:
        try:
            if path.endswith((".py", ".pyi")):
                return _literals.decode_python(data)
            return data.decode("utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
        except (UnicodeError, SyntaxError) as error:
            skipped.append(Skipped(path, f"its characters cannot be read ({error})", unread=True))
    return None


class _Matcher:
    """Knows the ids and labels that a caller may write."""

    def __init__(self, before: Glossary, after: Glossary) -> None:
        self._before = before
        groups = [(g, getattr(g, name)) for g in (before, after) for name in (*sorted(_literals.GROUPS), "redirects")]
        self._ids = {id for _, group in groups for id in group}
        entries = {id for g in (before, after) for group in (g.terms, g.sections, g.redirects) for id in group}
        # "about" and "withdraw" are ids of a notice and of an article, and words that any program may hold.
        self._certain = {id for id in self._ids if "-" in id} | entries
        self._like = sorted(id for id in entries if "-" in id)
        unsure = {normalise(label) for term in before.terms.values() for label in term.ambiguous}
        self._labels = set(before.labels) - unsure
        self._misspelt: dict[str, bool] = {}

    def uses(self, source: str, take: _Take, path: str) -> Iterator[Use]:
        starts = [0, *(match.end() for match in re.finditer(r"\r\n|\r|\n", source))]
        found = sorted(self._found(source, take))
        for at, text in dict.fromkeys(found):
            line = bisect_right(starts, at)
            yield Use(text, path, line, at - starts[line - 1] + 1)

    def _found(self, source: str, take: _Take) -> Iterator[tuple[int, str]]:
        try:
            pieces = list(take(source))
        except SyntaxError:  # Python of another age, or a template of Python: its strings are strings all the same
            pieces = list(_literals.toml(source))
        for piece in pieces:
            at = piece.start
            for text in self._named(piece):
                place = source.find(text, at, piece.stop)
                yield (piece.start if place < 0 else place), text  # where escapes hide it: where the string starts
                at = piece.start if place < 0 else place + len(text)

    def _named(self, piece: Piece) -> Iterable[str]:
        text = piece.text.strip()
        if piece.literal and text and len(text) <= LONGEST_LABEL and (piece.asked or self._is_whole(text)):
            return (text,)
        return self._inside(piece.text)

    def _is_whole(self, text: str) -> bool:
        """Whether the whole literal is an id or a label, or certainly meant to be one."""
        if text in self._certain:
            return True
        if text in self._ids or not (text[0].isalnum() and (text[-1].isalnum() or text[-1] == ")")):
            return False
        key = normalise(text)
        if any(form in self._labels for form in chain((key,), number_variants(key))):
            return True
        if not _TOKEN.fullmatch(text):
            return False
        if text not in self._misspelt:  # an id with a word more or less is an id of the app's own
            like = [id for id in self._like if id.count("-") == text.count("-")]
            self._misspelt[text] = bool(nearest(text, like, 1, _ALIKE))
        return self._misspelt[text]

    def _inside(self, text: str) -> Iterator[str]:
        """Yield the ids with a hyphen and the labels of several words in a longer text; the longest at each place."""
        found = [(m.start(), m.end()) for m in _TOKEN.finditer(text) if m.group() in self._ids]
        for mention in self._before.mentions(text):
            apart = not any(text[i : i + 1] in ("-", "_") for i in (mention.start - 1, mention.end) if i >= 0)
            if apart and " " in normalise(mention.text):
                found.append((mention.start, mention.end))
        at = 0
        for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
            if start >= at:
                yield text[start:end]
                at = end
