"""An entry as something to cite, and the references that it cites: CSL-JSON and BibTeX.

CSL-JSON: https://docs.citationstyles.org. An entry is cited with its content version, because its text may change with
the next one.
"""

from __future__ import annotations

import re
from typing import Any

from withdrawal_concepts._documents import Person, Reference
from withdrawal_concepts._glossary import Glossary
from withdrawal_concepts.export._pieces import BASE, address, entry_of, is_web_address, name_of

AUTHOR = "The withdrawal-concepts maintainers"
TITLE = "withdrawal-concepts: a glossary on why people withdraw after rejection"

_FIELDS = {
    "container_title": "container-title",
    "doi": "DOI",
    "isbn": "ISBN",
    "pmid": "PMID",
    "url": "URL",
}
_SAME = ("volume", "issue", "page", "publisher", "genre", "number")


def reference_csl(reference: Reference) -> dict[str, Any]:
    """Return a reference as a CSL-JSON item, without the editors' note on what it may be cited for.

    >>> import withdrawal_concepts as wc
    >>> from withdrawal_concepts import export
    >>> export.reference_csl(wc.load().references["mann-2022"])["issued"]
    {'date-parts': [[2022]]}
    """
    item: dict[str, Any] = {"id": reference.id, "type": reference.type, "title": reference.title}
    if reference.authors:
        item["author"] = [_person(person) for person in reference.authors]
    if reference.editors:
        item["editor"] = [_person(person) for person in reference.editors]
    item["issued"] = {"date-parts": [[reference.year]]}
    for ours, theirs in {**_FIELDS, **dict(zip(_SAME, _SAME, strict=True))}.items():
        if value := getattr(reference, ours):
            item[theirs] = value
    return item


def _person(person: Person) -> dict[str, str]:
    names = {"family": person.family, "given": person.given, "literal": person.literal}
    return {part: name for part, name in names.items() if name}


def entry_csl(glossary: Glossary, id: str, *, base: str = BASE) -> dict[str, Any]:
    """Return the CSL-JSON item that cites a term or section of this content version.

    *base* is the address of the glossary; with the default, which is no web address, there is no ``URL``. Raises
    TermNotFoundError.

    >>> import withdrawal_concepts as wc
    >>> from withdrawal_concepts import export
    >>> export.entry_csl(wc.load("1.0.0"), "ghosting")["version"]
    '1.0.0'
    """
    entry = entry_of(glossary, id)
    item: dict[str, Any] = {
        "id": f"withdrawal-concepts-{glossary.version}-{entry.id}",
        "type": "entry-encyclopedia",
        "title": name_of(entry),
        "author": [{"literal": AUTHOR}],
        "container-title": TITLE,
        "version": glossary.version,
        "note": f"content {glossary.version}, {glossary.digest}",
    }
    if glossary.released is not None:
        day = glossary.released
        item["issued"] = {"date-parts": [[day.year, day.month, day.day]]}
    if is_web_address(base):
        item["URL"] = address(entry, base)
    return item


def to_bibtex(glossary: Glossary, id: str, *, base: str = BASE) -> str:
    """Return the BibTeX entry that cites a term or section of this content version.

    Without a web address as *base* there is no ``url``. Raises TermNotFoundError.
    """
    item = entry_csl(glossary, id, base=base)
    fields = {
        "title": _tex(item["title"]),
        "author": "{" + _tex(AUTHOR) + "}",
        "howpublished": _tex(TITLE),
        "edition": _tex(f"Content version {glossary.version}"),
        "note": _tex(glossary.digest),
    }
    if glossary.released is not None:
        fields |= {"year": str(glossary.released.year), "month": str(glossary.released.month)}
    if "URL" in item:
        fields["url"] = item["URL"]
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items()]
    return "\n".join([f"@misc{{{item['id']},", *lines, "}"]) + "\n"


_TEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


def _tex(text: str) -> str:
    return re.sub(r"[\\~^&%$#_{}]", lambda sign: _TEX.get(sign[0], "\\" + sign[0]), text)
