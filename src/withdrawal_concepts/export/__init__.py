"""One content version, or one entry of it, in the formats of other tools.

>>> import withdrawal_concepts as wc
>>> from withdrawal_concepts import export
>>> print(export.to_bibtex(wc.load("1.0.0"), "ghosting").splitlines()[1])
  title = {Ghosting},

Every format carries the content version, the digest, and each statement's evidence level with its references, as far as
the format has a place for them. Search phrases and questions are there to be matched, not to be shown: only SKOS, which
has hidden labels, carries the phrases.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from withdrawal_concepts._glossary import Glossary
from withdrawal_concepts.export._anki import to_anki
from withdrawal_concepts.export._citation import entry_csl, reference_csl, to_bibtex
from withdrawal_concepts.export._csv import to_csv
from withdrawal_concepts.export._json_ld import entry_json_ld, to_json_ld
from withdrawal_concepts.export._jsonl import to_jsonl
from withdrawal_concepts.export._markdown import entry_markdown, to_markdown
from withdrawal_concepts.export._pieces import BASE
from withdrawal_concepts.export._python import to_python
from withdrawal_concepts.export._skos import to_skos

__all__ = [
    "BASE",
    "FORMATS",
    "entry_csl",
    "entry_json_ld",
    "entry_markdown",
    "entry_text",
    "reference_csl",
    "to_anki",
    "to_bibtex",
    "to_csv",
    "to_json_ld",
    "to_jsonl",
    "to_markdown",
    "to_python",
    "to_skos",
]


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def entry_text(glossary: Glossary, id: str, form: str, *, base: str = BASE) -> str:
    """Return one entry as text: *form* is ``"bibtex"``, ``"csl-json"``, ``"json-ld"`` (terms only) or ``"markdown"``.

    Raises TermNotFoundError, and ValueError for another form.

    >>> import withdrawal_concepts as wc
    >>> from withdrawal_concepts import export
    >>> export.entry_text(wc.load(), "ghosting", "markdown").splitlines()[0]
    '# Ghosting'
    """
    if form == "bibtex":
        return to_bibtex(glossary, id, base=base)
    if form == "csl-json":
        return _json([entry_csl(glossary, id, base=base)])
    if form == "json-ld":
        return _json(entry_json_ld(glossary, id, base=base))
    if form == "markdown":
        return entry_markdown(glossary, id)
    raise ValueError(f"form must be bibtex, csl-json, json-ld or markdown, not {form!r}")


FORMATS: dict[str, Callable[[Glossary, str], str]] = {
    "anki": lambda glossary, _: to_anki(glossary),
    "csl-json": lambda glossary, _: _json([reference_csl(r) for r in glossary.references.values()]),
    "csv": lambda glossary, _: to_csv(glossary),
    "json-ld": lambda glossary, base: _json(to_json_ld(glossary, base=base)),
    "jsonl": lambda glossary, _: to_jsonl(glossary),
    "markdown": lambda glossary, _: to_markdown(glossary),
    "python": lambda glossary, _: to_python(glossary),
    "skos": lambda glossary, base: to_skos(glossary, base=base),
}
"""Name -> what writes a whole content version: (glossary, base) -> text; *base* as in :data:`BASE`."""
