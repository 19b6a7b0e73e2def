"""Mends what is mechanical in one file: order of keys, spaces, quotes, arrows, line breaks, the form of a DOI.

Each step is tried alone, and kept only if the file says the same afterwards: equal data in the front matter, equal
blocks in the body, but for spaces, quotes and arrows. So no word and no comment can get lost, whatever is in a file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from difflib import unified_diff
from pathlib import Path
from typing import Any, cast

from attrs import frozen

from withdrawal_concepts.authoring._markdown import Block, Unsupported, read_body
from withdrawal_concepts.authoring._reader import MOST_BYTES
from withdrawal_concepts.authoring._yaml import FrontMatterError, read_front_matter

KEYS = (
    "name", "title", "aliases", "ambiguous", "summary", "category", "standing", "status", "replaced_by", "level",
    "article", "position", "published", "source", "links", "triggers", "exceptions", "terms", "search_phrases",
    "questions", "sources", "relations", "external_ids", "notices", "edit", "reviewed", "next_review", "review",
    "moved_to", "merged_into", "split_into", "retired", "consider",
)  # fmt: skip
"""The keys of a front matter, in the order in which they are written."""
_CSL_KEYS = (
    "id", "type", "title", "author", "editor", "issued", "container-title", "volume", "issue", "page", "publisher",
    "genre", "number", "ISBN", "DOI", "PMID", "URL",
)  # fmt: skip
_ROUNDS = 5
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(?P<doi>10\.\d{4,9}/\S+?)[.,;]?\Z", re.IGNORECASE)
_STRAIGHT = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"'})
_OTHER_SPACES = re.compile(r"[\t\u00a0\u2000-\u200a\u202f\u205f\u3000]")


@frozen
class Fixed:
    """One file before and after; the two are equal where there is nothing to mend."""

    path: str
    before: str
    after: str

    @property
    def changed(self) -> bool:
        """Whether there is something to mend."""
        return self.before != self.after

    @property
    def diff(self) -> str:
        """The difference as a unified diff; ``""`` where there is none."""
        before, after = self.before.splitlines(keepends=True), self.after.splitlines(keepends=True)
        shown = unified_diff(before, after, fromfile=self.path, tofile=self.path)
        return "".join(line if line.endswith("\n") else line + "\n\\ No newline at end of file\n" for line in shown)


def fixed(kind: str, text: str) -> str:
    """Return the text of a file of this kind in its usual form: what can be mended without a thought is mended."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    for _ in range(_ROUNDS):  # one step may make room for another
        before, text = text, _reference(text) if kind == "references" else _entry(text)
        if text == before:
            break
    return text


def fixed_file(path: Path) -> Fixed:
    """Return a file of a content folder before and after; one that cannot be read stays as it is. Writes nothing."""
    data = path.read_bytes() if path.stat().st_size <= MOST_BYTES else b"\xff"
    try:
        before = data.decode("utf-8")
    except UnicodeDecodeError:
        return Fixed(path.as_posix(), "", "")
    return Fixed(path.as_posix(), before, fixed(path.absolute().parent.name, before))


def plain_doi(text: str) -> str:
    """Return a DOI without the address before it, or *text* itself where it is none."""
    match = _DOI.match(text.strip())
    return match["doi"] if match else text


# -- entries -----------------------------------------------------------------------------------------


def _entry(text: str) -> str:
    lines = text.split("\n")
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), 0)
    if lines[0].rstrip() != "---" or not end:
        return _last_line(_trailing(text))
    front, body = "\n".join(lines[1:end]), "\n".join(lines[end + 1 :])
    for step in (_trailing, _tabs, _double_quotes, _straight_prose, _order):
        front = _kept(front, step, _front_says)
    for step in (_trailing, _spaces, _straight, _arrows, _bullets, _one_line, _blank_lines):
        body = _kept(body, step, _body_says)
    return f"---\n{front}\n---\n" + (f"\n{body.strip()}\n" if body.strip() else "")


def _kept(text: str, step: Callable[[str], str], says: Callable[[str], Any]) -> str:
    """Return what *step* makes of *text*, if that says the same; a text that cannot be read may become readable."""
    after = step(text)
    if after == text:
        return text
    before, now = says(text), says(after)
    if before == now or (before is None and step in (_trailing, _tabs)):
        return after
    return text


def _front_says(text: str) -> Any:
    try:
        data = read_front_matter(text).data
    except FrontMatterError:
        return None
    return [sorted((key, _plain(value)) for key, value in data.items()), sorted(re.findall(r"#.*", _plain(text)))]


def _plain(value: Any) -> Any:
    """Return data with spaces and quotes made alike, in a form that can be compared and sorted."""
    if isinstance(value, dict):
        return repr([(key, _plain(item)) for key, item in cast("dict[str, Any]", value).items()])
    if isinstance(value, list):
        return repr([_plain(item) for item in value])  # pyright: ignore[reportUnknownVariableType]
    return "\n".join(" ".join(line.split()) for line in str(value).translate(_STRAIGHT).strip().split("\n"))


def _body_says(text: str) -> Any:
    said: list[tuple[str, str]] = []
    for block in read_body(text, 1):
        if isinstance(block, Block):
            words = " ".join(block.text.translate(_STRAIGHT).replace("->", "→").split())
            said.append((block.kind, words))
        elif block != Unsupported("a forced line break", block.line):
            said.append(("", block.what))
    comments = [" ".join(part.partition("-->")[0].split()) for part in text.translate(_STRAIGHT).split("<!--")[1:]]
    return said, comments


def _trailing(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.split("\n"))


def _last_line(text: str) -> str:
    return text.strip("\n") + "\n"


def _tabs(text: str) -> str:
    """Indents are spaces; a tab or another kind of space elsewhere is one space."""

    def indented(line: str) -> str:
        rest = line.lstrip("\t ")
        return line[: len(line) - len(rest)].replace("\t", "  ") + _OTHER_SPACES.sub(" ", rest)

    return "\n".join(map(indented, text.split("\n")))


def _spaces(text: str) -> str:
    return re.sub(r"(?<=\S) {2,}(?=\S)", " ", _OTHER_SPACES.sub(" ", text))


def _double_quotes(text: str) -> str:
    """A text in single quotes is put in double ones, where neither is in it."""
    quoted = re.compile(r"""^(?P<before>\s*(?:- )*(?:[\w-]+: )?)'(?P<text>(?:[^'"\\]|'')*)'$""", re.MULTILINE)
    return quoted.sub(lambda m: f'{m["before"]}"{m["text"].replace(chr(39) * 2, chr(39))}"', text)


def _straight(text: str) -> str:
    return text.translate(_STRAIGHT)


def _straight_prose(text: str) -> str:
    """Straight quotes in summary and reasons; labels and phrases stay as they were typed."""
    lines = text.split("\n")
    return "\n".join(line if re.match(r"\s*-|(?:name|title):", line) else _straight(line) for line in lines)


def _order(text: str) -> str:
    """Keys in their order, each with the lines below it and the comments above it; what is unknown comes last."""
    groups: list[tuple[str, list[str]]] = []
    waiting: list[str] = []
    for line in text.split("\n"):
        match = re.match(r"(?P<key>[A-Za-z_][\w-]*):(?:\s|$)", line)
        if match:
            groups.append((match["key"], [*waiting, line]))
            waiting = []
        elif line.startswith("#"):
            waiting.append(line)
        elif groups:
            groups[-1][1].extend([*waiting, line])
            waiting = []
        else:
            return text
    groups.sort(key=lambda group: KEYS.index(group[0]) if group[0] in KEYS else len(KEYS))
    return "\n".join([*(line for _, lines in groups for line in lines), *waiting])


def _arrows(text: str) -> str:
    return re.sub(r"(?<=\s)->(?=\s)", "→", text)


def _bullets(text: str) -> str:
    return re.sub(r"^[*+](?= )", "-", text, flags=re.MULTILINE)


def _one_line(text: str) -> str:
    """Each paragraph and each bullet on one line."""
    lines: list[str] = []
    for line in text.split("\n"):
        starts = re.match(r"(?:[-#<>|*+=_`~]|\d+[.)]|\s*$)", line.lstrip())
        if not lines or starts or re.match(r"\s*(?:$|#|<|>|```|~~~)", lines[-1]) or lines[-1].rstrip().endswith("-->"):
            lines.append(line)
        else:
            lines[-1] = f"{lines[-1].rstrip()} {line.strip()}"
    return "\n".join(lines)


def _blank_lines(text: str) -> str:
    """One empty line around a heading, and never two."""
    text = re.sub(r"^(?P<heading>## .*)\n(?=[^\n])", r"\g<heading>\n\n", text, flags=re.MULTILINE)
    text = re.sub(r"(?P<before>[^\n])\n(?=## )", r"\g<before>\n\n", text)
    return re.sub(r"\n{3,}", "\n\n", text)


# -- references --------------------------------------------------------------------------------------


def _reference(text: str) -> str:
    """The usual form of CSL-JSON: keys in their order, two spaces of indent, the DOI without an address."""
    try:
        data = json.loads(text, object_pairs_hook=_unique)
        if not isinstance(data, dict):
            raise ValueError
        last = [key for key in ("note",) if key in data]
        known = [key for key in _CSL_KEYS if key in data]
        others = [key for key in cast("dict[str, Any]", data) if key not in (*known, *last)]
        ordered: dict[str, Any] = {key: data[key] for key in (*known, *others, *last)}
        if isinstance(ordered.get("DOI"), str):
            ordered["DOI"] = plain_doi(ordered["DOI"])
        written = json.dumps(ordered, indent=2, ensure_ascii=False) + "\n"
        written.encode()  # half a character can be read from an escape, and not be written
    except (ValueError, RecursionError):  # repeated keys, or no JSON: nothing that could be put in order
        return _last_line(_trailing(text))
    return written if json.loads(written) == ordered else text


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) != len(pairs):
        raise ValueError
    return dict(pairs)


def first_difference(before: str, after: str) -> int:
    """Return the number of the first line in which two texts differ."""
    pairs: Iterator[tuple[str, str]] = zip(before.split("\n"), after.split("\n"), strict=False)
    same = 0
    for one, other in pairs:
        if one != other:
            break
        same += 1
    return min(same, before.count("\n")) + 1
