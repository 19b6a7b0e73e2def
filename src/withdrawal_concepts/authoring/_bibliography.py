"""References as Zotero exports them (CSL-JSON, BibTeX, RIS), as CSL-JSON that is not yet tidied.

The only module that imports bibtexparser and rispy, and only when a file of that kind is read.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from attrs import frozen

from withdrawal_concepts.errors import MissingExtraError

MOST_BYTES = 2_000_000
MOST_WORKS = 100
"""An entry cites a handful of works; a whole library is a mistake."""

_BIBTEX_TYPES = {
    "article": "article-journal",
    "book": "book",
    "booklet": "pamphlet",
    "collection": "book",
    "conference": "paper-conference",
    "dataset": "dataset",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "mastersthesis": "thesis",
    "online": "webpage",
    "phdthesis": "thesis",
    "proceedings": "book",
    "report": "report",
    "techreport": "report",
    "thesis": "thesis",
    "unpublished": "manuscript",
}
_RIS_TYPES = {
    "BLOG": "post-weblog",
    "BOOK": "book",
    "CHAP": "chapter",
    "CONF": "paper-conference",
    "CPAPER": "paper-conference",
    "DATA": "dataset",
    "EBOOK": "book",
    "ECHAP": "chapter",
    "EDBOOK": "book",
    "EJOUR": "article-journal",
    "ELEC": "webpage",
    "INPR": "article-journal",
    "JOUR": "article-journal",
    "MANSCPT": "manuscript",
    "MGZN": "article-magazine",
    "NEWS": "article-newspaper",
    "RPRT": "report",
    "THES": "thesis",
    "UNPB": "manuscript",
}
_THESES = {"phdthesis": "PhD thesis", "mastersthesis": "Master's thesis"}


class BibliographyError(ValueError):
    """The file cannot be read as references. *message* says why, *suggestion* what would be right."""

    def __init__(self, message: str, suggestion: str = "") -> None:
        super().__init__(message, suggestion)
        self.message, self.suggestion = message, suggestion


@frozen
class Work:
    """One work of a file: where it stands there, as CSL-JSON or as the reason why it cannot be read."""

    where: str
    data: dict[str, Any]
    problem: str = ""


def read_bibliography(path: Path) -> list[Work]:
    """Return the works of a file in its order. Raises BibliographyError; OSError where it cannot be opened."""
    if path.stat().st_size > MOST_BYTES:
        raise BibliographyError(f"the file has more than {MOST_BYTES} bytes", "export the works that you cite")
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BibliographyError(f"byte {error.start} is not UTF-8 text", "export as UTF-8") from None
    try:
        works = _format(text)(text)
    except RecursionError:
        raise BibliographyError("the file is nested too deeply") from None
    except ModuleNotFoundError as error:
        raise MissingExtraError("reading BibTeX or RIS", "authoring") from error
    if not works:
        raise BibliographyError("there is no reference in this file", "export from Zotero as CSL JSON, BibTeX or RIS")
    if len(works) > MOST_WORKS:
        raise BibliographyError(f"there are {len(works)} references in this file", f"at most {MOST_WORKS} at once")
    return works


def _format(text: str) -> Callable[[str], list[Work]]:
    """Return the reader for what the text is; the ending of a file name says less."""
    if text.lstrip()[:1] in ("[", "{"):
        return _csl
    if re.search(r"^TY {1,2}- ", text, re.MULTILINE):
        return _ris
    if re.search(r"@\w+\s*[{(]", text):
        return _bibtex
    raise BibliographyError("this is no CSL-JSON, BibTeX or RIS", "export from Zotero in one of these formats")


def _csl(text: str) -> list[Work]:
    try:
        data: Any = json.loads(text)
    except ValueError as error:
        raise BibliographyError(f"this is not JSON: {str(error)[:80]}", "export as CSL JSON") from None
    if isinstance(data, dict) and isinstance(data.get("items"), list):  # pyright: ignore[reportUnknownMemberType]
        data = cast("Any", data["items"])
    items: list[Any] = data if isinstance(data, list) else [data]  # pyright: ignore[reportUnknownVariableType]
    works: list[Work] = []
    for number, item in enumerate(items, 1):
        where = f"work {number}"
        if isinstance(item, dict):
            works.append(Work(where, cast("dict[str, Any]", item)))
        else:
            works.append(Work(where, {}, "this is not a CSL-JSON record"))
    return works


def _bibtex(text: str) -> list[Work]:
    from bibtexparser import middlewares
    from bibtexparser.entrypoint import parse_string

    logging.getLogger("bibtexparser").addHandler(logging.NullHandler())  # what it says is in failed_blocks, too
    library = parse_string(
        text,
        append_middleware=[
            middlewares.NormalizeFieldKeys(),
            middlewares.LatexDecodingMiddleware(keep_braced_groups=True),
            middlewares.SeparateCoAuthors(),
            middlewares.SplitNameParts(),
        ],
    )
    works = [
        (entry.start_line or 0, Work(f"'{entry.key}'", _bibtex_work(entry.entry_type.lower(), entry.fields_dict)))
        for entry in library.entries
    ]
    for block in library.failed_blocks:
        line = block.start_line or 0
        said = getattr(block.error, "abort_reason", "") or str(block.error)
        reason = " ".join(said.split())[:160] or type(block.error).__name__
        works.append((line, Work(f"line {line + 1}", {}, f"this cannot be read: {reason}")))
    return [work for _, work in sorted(works, key=lambda pair: pair[0])]


def _bibtex_work(kind: str, fields: Any) -> dict[str, Any]:
    def text(*names: str) -> str:
        found = (fields[name].value for name in names if name in fields)
        return next((re.sub(r"[{}$]", "", value).strip() for value in found if isinstance(value, str)), "")

    def people(name: str) -> list[dict[str, str]]:
        value: Any = fields[name].value if name in fields else None
        return [_bibtex_person(person) for person in value] if isinstance(value, list) else []  # pyright: ignore[reportUnknownVariableType]

    number, subtitle = text("number"), text("subtitle")
    is_article = kind == "article"
    work = {
        "type": _BIBTEX_TYPES.get(kind, "document"),
        "title": text("title") + (f": {subtitle}" if subtitle else ""),
        "author": people("author"),
        "editor": people("editor"),
        "issued": {"raw": text("date") or " ".join(part for part in (text("year"), text("month")) if part)},
        "container-title": text("journaltitle", "journal", "booktitle"),
        "volume": text("volume"),
        "issue": text("issue") or (number if is_article else ""),
        "number": "" if is_article else number,
        "page": text("pages"),
        "publisher": text("publisher", "institution", "school", "organization"),
        "genre": text("type") or _THESES.get(kind, ""),
        "ISBN": text("isbn"),
        "DOI": text("doi"),
        "PMID": text("pmid"),
        "URL": text("url"),
        "note": text("note", "annotation", "annote"),
    }
    if kind == "misc":
        work["type"] = "webpage" if work["URL"] and not work["DOI"] else "document"
    return work


def _bibtex_person(person: Any) -> dict[str, str]:
    first, von, last, jr = (" ".join(part) for part in (person.first, person.von, person.last, person.jr))
    if not first and not von and last.startswith("{"):
        return {"literal": re.sub(r"[{}]", "", last)}
    parts = {"family": last, "given": first, "non-dropping-particle": von, "suffix": jr}
    return {name: re.sub(r"[{}]", "", value) for name, value in parts.items() if value}


def _ris(text: str) -> list[Work]:
    import rispy  # pyright: ignore[reportMissingTypeStubs]

    text = re.sub(r"^(\w\w) - ", r"\1  - ", text, flags=re.MULTILINE)  # some exports have one space
    whole = ""
    for part in re.split(r"^(?=TY {2}- )", text, flags=re.MULTILINE)[1:]:
        # Without an end, rispy would take this work and the next for one, or drop it.
        whole += part if re.search(r"^ER {2}-", part, re.MULTILINE) else f"{part.rstrip()}\nER  - \n"
    entries: list[dict[str, Any]] = cast("Any", rispy).loads(whole)  # it has no types
    return [Work(f"work {number}", _ris_work(entry)) for number, entry in enumerate(entries, 1)]


def _ris_work(entry: dict[str, Any]) -> dict[str, Any]:
    unknown: dict[str, list[str]] = entry.get("unknown_tag", {})

    def text(*names: str) -> str:
        return next((str(entry[name]).strip() for name in names if entry.get(name)), "")

    def people(*names: str) -> list[dict[str, str]]:
        return [_ris_person(person) for name in names for person in entry.get(name, ())]

    kind = _RIS_TYPES.get(text("type_of_reference"), "document")
    first, last = text("start_page"), text("end_page")
    issue = text("number")
    return {
        "type": kind,
        "title": text("title", "primary_title"),
        "author": people("first_authors", "authors"),
        "editor": [*people("secondary_authors"), *(_ris_person(person) for person in unknown.get("ED", ()))],
        "issued": {"raw": text("date", "year", "publication_year").replace("/", "-")},
        "container-title": text("secondary_title", "journal_name", "alternate_title3") if kind != "book" else "",
        "volume": text("volume"),
        "issue": issue if kind.startswith("article") else "",
        "number": "" if kind.startswith("article") else issue,
        "page": f"{first}-{last}" if first and last and "-" not in first else first,
        "publisher": text("publisher"),
        "genre": text("type_of_work") if kind in ("thesis", "report", "manuscript") else "",
        "ISBN": text("issn") if kind in ("book", "chapter", "thesis", "report") else "",
        "DOI": text("doi"),
        "URL": next(iter(entry.get("urls", ())), ""),
        "note": " ".join(entry.get("notes", ())),
    }


def _ris_person(name: str) -> dict[str, str]:
    family, comma, rest = name.partition(",")
    if not comma:
        return {"literal": name.strip()}
    given, _, suffix = rest.partition(",")
    parts = {"family": family.strip(), "given": given.strip(), "suffix": suffix.strip()}
    return {name: value for name, value in parts.items() if value}
