"""One quotable text a line (JSON Lines), for a retrieval index.

What an answer may quote stands in one object with all that has to be shown beside it, so that a quotation cannot lose
its evidence level, its references or the version that it comes from.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from withdrawal_concepts._glossary import Glossary
from withdrawal_concepts._model import Term
from withdrawal_concepts._wording import reference_line
from withdrawal_concepts.export._pieces import Entry, name_of, statements_of


def to_jsonl(glossary: Glossary) -> str:
    """Return one object a line: terms, then sections, in id order, each in reading order.

    Keys: id (stable within a content version), entry, kind, name, field, text, evidence (null for a summary, a
    definition and a misconception), standing (null for sections), references (id -> citation), notices (ids of notices
    to show with the entry), content (version, digest).

    >>> import json, withdrawal_concepts as wc
    >>> from withdrawal_concepts import export
    >>> json.loads(export.to_jsonl(wc.load("1.0.0")).splitlines()[0])["field"]
    'summary'
    """
    entries: list[Entry] = [*glossary.terms.values(), *glossary.sections.values()]
    lines = (json.dumps(item, ensure_ascii=False) for entry in entries for item in _quotable(glossary, entry))
    return "".join(f"{line}\n" for line in lines)


def _quotable(glossary: Glossary, entry: Entry) -> Iterator[dict[str, Any]]:
    texts: list[tuple[str, str, str | None, tuple[str, ...]]] = []
    if isinstance(entry, Term):
        texts.append(("summary", entry.summary, None, ()))
        texts += (("definition", text, None, ()) for text in entry.definition)
        texts += (("misconceptions", f"{m.claim} → {m.correction}", None, m.references) for m in entry.misconceptions)
    texts += ((field, s.text, s.evidence, s.references) for field, s in statements_of(entry))
    for number, (field, text, evidence, references) in enumerate(texts):
        yield {
            "id": f"{entry.id}#{number}",
            "entry": entry.id,
            "kind": "term" if isinstance(entry, Term) else "section",
            "name": name_of(entry),
            "field": field,
            "text": text,
            "evidence": evidence,
            "standing": entry.standing if isinstance(entry, Term) else None,
            "references": {id: reference_line(glossary.references[id]) for id in references},
            "notices": list(entry.notices),
            "content": {"version": glossary.version, "digest": glossary.digest},
        }
