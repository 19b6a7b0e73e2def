"""New references: works of a bibliography, tidied, with an id each, as one file each in ``references/``."""

from __future__ import annotations

import html
import json
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, cast

from attrs import frozen

from withdrawal_concepts._text import normalise
from withdrawal_concepts.authoring._bibliography import BibliographyError, Work, read_bibliography
from withdrawal_concepts.authoring._folder import Folder
from withdrawal_concepts.authoring._naming import slug
from withdrawal_concepts.authoring._scaffold import open_folder, refusal, write_new
from withdrawal_concepts.authoring._unfinished import PLACEHOLDER

NOTE = f"{PLACEHOLDER}: what the work was read to show, in whom, and how surely; it is cited for no more than that"
_TEXTS = ("container-title", "volume", "issue", "page", "publisher", "genre", "number", "ISBN", "DOI", "PMID", "URL")
_CSL_TYPES = {
    "article", "article-journal", "article-magazine", "article-newspaper", "book", "broadcast", "chapter", "collection",
    "dataset", "document", "entry", "entry-dictionary", "entry-encyclopedia", "event", "hearing", "interview",
    "legislation", "manuscript", "motion_picture", "pamphlet", "paper-conference", "performance", "periodical", "post",
    "post-weblog", "regulation", "report", "review", "review-book", "software", "song", "speech", "standard", "thesis",
    "webpage",
}  # fmt: skip
"""https://docs.citationstyles.org/en/stable/specification.html, appendix III, those with words."""
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)\Z", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PAGES = re.compile(r"([A-Za-z]*)(\d+)-([A-Za-z]*)(\d+)\Z")
Outcome = Literal["written", "there already", "refused"]


@frozen
class NewReference:
    """What became of one work of a bibliography.

    Attributes:
        where: the work in its file.
        outcome: ``"written"``, ``"there already"`` or ``"refused"``.
        id: the id of the new reference, or of the one that is there already; ``""`` if refused.
        path: the file that was written, else None.
        remarks: why it was refused, or what a person should look at.
    """

    where: str
    outcome: Outcome
    id: str
    path: Path | None
    remarks: tuple[str, ...]


class _RefusedError(ValueError):
    """A work has no reference that could be written."""


def new_references(content: str | os.PathLike[str], source: str | os.PathLike[str]) -> tuple[NewReference, ...]:
    """Add the works of *source* (CSL-JSON, BibTeX or RIS, as Zotero exports them) to the folder *content*.

    One file a work, with a placeholder as its ``note``: what it was read to show is for a person to write. A
    work that is there already, by its DOI or by title and year, is not written again. Returns what became of
    each, in the order of the file. Raises InvalidContentError where *source* cannot be read as references or
    *content* is no content folder.
    """
    folder = open_folder(content)
    path = Path(source)
    try:
        works = read_bibliography(path)
    except BibliographyError as error:
        raise refusal(path, "E101", error.message, error.suggestion) from None
    tidied = [_tidied(work) for work in works]
    bases = Counter(base for _, base, _, data in tidied if data and _there(folder, data) is None)
    return tuple(_add(folder, bases, *one) for one in tidied)


def new_reference(content: str | os.PathLike[str], id: str) -> NewReference:
    """Start a reference by hand: a file with a placeholder for each text. *id* is ``family-year``."""
    folder = open_folder(content)
    path = folder.root / "references" / f"{id}.json"
    match = re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*-(\d{4})[a-z]?", id)
    if match is None:
        hint = "the family name of the first author and the year: ren-2016"
        raise refusal(folder.root / "references", "E106", f"{id!r} is not the id of a reference", hint)
    data = {
        "type": "article-journal",
        "title": f"{PLACEHOLDER}: the title",
        "author": [{"family": f"{PLACEHOLDER}: the family name", "given": ""}],
        "issued": {"date-parts": [[int(match[1])]]},
        "container-title": f"{PLACEHOLDER}: the journal or book",
        "DOI": f"{PLACEHOLDER}: the DOI, without an address before it",
    }
    _write(path, id, data)
    return NewReference(id, "written", id, path, ())


def _add(
    folder: Folder, bases: Counter[str], work: Work, base: str, remarks: list[str], data: dict[str, Any]
) -> NewReference:
    if not data:
        return NewReference(work.where, "refused", "", None, tuple(remarks))
    if (there := _there(folder, data)) is not None:
        return NewReference(work.where, "there already", there, None, ())
    id = _free_id(folder, base, bases[base] > 1)
    path = folder.root / "references" / f"{id}.json"
    _write(path, id, data)
    return NewReference(work.where, "written", id, path, tuple(remarks))


def _write(path: Path, id: str, data: dict[str, Any]) -> None:
    record = {"id": id, **data, "note": NOTE}
    write_new(path, json.dumps(record, ensure_ascii=False, indent=2) + "\n")


def _there(folder: Folder, data: dict[str, Any]) -> str | None:
    """Return the id of the reference that is this work, by DOI, or by title and year where one has no DOI."""
    year, title = data["issued"]["date-parts"][0][0], normalise(data["title"])
    for path in sorted((folder.root / "references").glob("*.json")):  # also those that were written just now
        try:
            other: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            dois = str(other.get("DOI", "")).lower(), data.get("DOI", "")
            if all(dois) and dois[0] == dois[1]:
                return path.stem
            if not all(dois) and normalise(other["title"]) == title and other["issued"]["date-parts"][0][0] == year:
                return path.stem
        except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
            continue  # what is wrong with it, the check says
    return None


def _free_id(folder: Folder, base: str, several: bool) -> str:
    """Return *base*, with the next free letter where another work has the same author and year."""
    taken = {path.stem for path in (folder.root / "references").glob(f"{base}*.json")}
    letters = [chr(code) for code in range(ord("a"), ord("z") + 1)]
    used = {letter for letter in letters if base + letter in taken or (letter == "a" and base in taken)}
    if not used and not several:
        return base
    for letter in letters[letters.index(max(used)) + 1 :] if used else letters:
        return base + letter
    raise refusal(folder.root / "references", "E106", f"no letter is left for '{base}'", "choose an id by hand")


def _tidied(work: Work) -> tuple[Work, str, list[str], dict[str, Any]]:
    """Return a work, the base of its id, remarks, and its record without id and note (empty if refused)."""
    if work.problem:
        return work, "", [work.problem], {}
    remarks: list[str] = []
    try:
        data = _record(work.data, remarks)
        first = (data["author"] or data.get("editor", []))[0]
        family = slug(first.get("family") or first["literal"])
        if not family:
            raise _RefusedError("the name of the first author gives no id: it has no letter from a to z")
    except _RefusedError as error:
        return work, "", [str(error)], {}
    return work, f"{family}-{data['issued']['date-parts'][0][0]}", remarks, data


def _record(raw: dict[str, Any], remarks: list[str]) -> dict[str, Any]:
    kind = str(raw.get("type", ""))
    if kind not in _CSL_TYPES:
        raise _RefusedError(f"{kind!r} is not a CSL type, such as article-journal, chapter, book, report or thesis")
    title = _clean(raw.get("title"))
    if not title:
        raise _RefusedError("the title is missing")
    authors, editors = (list(_people(raw.get(role), remarks)) for role in ("author", "editor"))
    if not authors:  # an edited book is cited by its editors
        authors, editors = editors, []
    if not authors:
        raise _RefusedError("the author is missing")
    texts = {name: _clean(raw.get(name)) for name in _TEXTS}
    texts["DOI"] = _doi(texts["DOI"], remarks)
    texts["page"] = _pages(texts["page"])
    if not texts["PMID"] and (found := re.search(r"PMID:\s*(\d+)", str(raw.get("note", "")))):
        texts["PMID"] = found[1]
    if texts["DOI"]:
        texts["URL"] = ""  # the DOI is the address
    record: dict[str, Any] = {"type": kind, "title": title.rstrip("."), "author": authors}
    if editors:
        record["editor"] = editors
    record["issued"] = {"date-parts": [_date(raw.get("issued"))]}
    return record | {name: text for name, text in texts.items() if text}


def _clean(value: Any) -> str:
    """Return a text on one line, without markup and invisible characters."""
    value = next(iter(_items(value)), value)
    text = str(value) if isinstance(value, str | int) else ""
    text = html.unescape(re.sub(r"</?(?:[bi]|em|strong|su[bp]|sc|span|nc|scp|jats:\w+)(?:\s[^<>]*)?>", "", text))
    text = unicodedata.normalize("NFC", text)
    kept = (c for c in text if c in "\t\n\r" or unicodedata.category(c) not in ("Cc", "Cf", "Co", "Cn", "Cs"))
    return " ".join("".join(kept).split())


def _doi(text: str, remarks: list[str]) -> str:
    if not text:
        return ""
    match = _DOI.match(text.rstrip(" .,;"))
    if match is None:
        remarks.append(f"the DOI {text!r} is not one (10. and so on); it was left out")
        return ""
    return match[1].lower()


def _pages(text: str) -> str:
    """Return pages with one hyphen; a last page that was cut short (1345-67) in full."""
    text = re.sub(r"\s*[-\u2010-\u2015\u2212]+\s*", "-", text)
    if match := _PAGES.match(text):
        before, first, letters, last = match.groups()
        if len(last) < len(first):
            last = first[: len(first) - len(last)] + last
        return f"{before}{first}-{letters}{last}"
    return text


def _date(issued: Any) -> list[int]:
    """Return year, and month where it is known."""
    year: Any
    month: Any
    try:
        year, month, *_ = [*_items(issued["date-parts"][0]), None, None]
    except (TypeError, LookupError):
        year = month = None
        form = _mapping(issued)
        raw = _clean(form.get("raw") or form.get("literal") or issued)
        if match := re.search(r"\b(\d{4})\b(?:[-/](\d{1,2})\b)?", raw):
            year, month = match.groups()
            word = re.search(r"[A-Za-z]{3}", raw)
            if month is None and word and word[0].lower() in _MONTHS:
                month = _MONTHS.index(word[0].lower()) + 1
        else:
            year = raw
    if not re.fullmatch(r"1[5-9]\d\d|20\d\d", str(year)):
        raise _RefusedError(f"the year is {str(year)[:40]!r}, not four digits" if year else "the year is missing")
    known = re.fullmatch(r"0?[1-9]|1[0-2]", str(month))
    return [int(str(year)), int(str(month))] if known else [int(str(year))]


def _people(people: Any, remarks: list[str]) -> Iterator[dict[str, str]]:
    for person in _items(people):
        parts = {name: _clean(value) for name, value in _mapping(person).items()}
        particle = " ".join(parts[p] for p in ("dropping-particle", "non-dropping-particle") if parts.get(p))
        family, given = parts.get("family", ""), parts.get("given", "")
        if family.lower() in ("others", "et al", "et al.") and not given:
            remarks.append("the list of people is cut short ('and others'): write all of them")
        elif literal := parts.get("literal") or ("" if given else family):
            yield {"literal": f"{particle} {literal}".strip()}
        elif family:
            suffix = f", {parts['suffix']}" if parts.get("suffix") else ""
            yield {"family": f"{particle} {family}".strip(), "given": given + suffix}


def _mapping(value: Any) -> dict[str, Any]:
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def _items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []  # pyright: ignore[reportUnknownVariableType]
