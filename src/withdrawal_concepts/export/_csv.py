"""The terms as a table (RFC 4180), for a spreadsheet."""

from __future__ import annotations

import csv
import io

from withdrawal_concepts._glossary import Glossary
from withdrawal_concepts._wording import author_year
from withdrawal_concepts.export._pieces import references_of

COLUMNS = (
    "id",
    "name",
    "aliases",
    "standing",
    "category",
    "summary",
    "definition",
    "references",
    "reviewed",
    "content",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def to_csv(glossary: Glossary) -> str:
    """Return a header and one row a term, in id order; several values of a cell are divided by ``"; "``.

    A cell that a spreadsheet would take for a formula starts with an apostrophe (OWASP, CSV injection).

    >>> import withdrawal_concepts as wc
    >>> from withdrawal_concepts import export
    >>> export.to_csv(wc.load()).split(",")[:2]
    ['id', 'name']
    """
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(COLUMNS)
    for term in glossary.terms.values():
        cells = (
            term.id,
            term.name,
            "; ".join(term.aliases),
            term.standing,
            term.category,
            term.summary,
            " ".join(term.definition),
            "; ".join(author_year(glossary, reference.id) for reference in references_of(glossary, term)),
            term.reviewed.isoformat(),
            glossary.version,
        )
        table.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells])
    return out.getvalue()
