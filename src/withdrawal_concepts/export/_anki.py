"""The terms as an Anki import file (https://docs.ankiweb.net/importing/text-files.html).

The first column is a stable id, so that importing a later content version updates a card and keeps its schedule.
"""

from __future__ import annotations

from html import escape

from withdrawal_concepts._glossary import Glossary
from withdrawal_concepts._model import Term
from withdrawal_concepts._wording import STANDING, content_line
from withdrawal_concepts.export._pieces import NOT_ADVICE

_HEAD = "#separator:tab\n#html:true\n#guid column:1\n#notetype:Basic\n#deck:withdrawal-concepts\n#tags column:4\n"


def to_anki(glossary: Glossary) -> str:
    """Return the header and one line a term, in id order: stable id, front, back (HTML), tags.

    >>> import withdrawal_concepts as wc
    >>> from withdrawal_concepts import export
    >>> export.to_anki(wc.load()).splitlines()[2]
    '#guid column:1'
    """
    return _HEAD + "".join(_card(glossary, term) for term in glossary.terms.values())


def _card(glossary: Glossary, term: Term) -> str:
    back = [term.summary, *term.definition, f"Standing: {STANDING[term.standing]}.", content_line(glossary), NOT_ADVICE]
    fields = (
        f"withdrawal-concepts:{term.id}",
        escape(term.name),
        "".join(f"<p>{escape(paragraph)}</p>" for paragraph in back),
        f"withdrawal-concepts {term.standing} {term.category}",
    )
    return "\t".join(" ".join(field.split()) for field in fields) + "\n"
