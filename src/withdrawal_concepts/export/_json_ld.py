"""Terms as a schema.org DefinedTermSet (https://schema.org/DefinedTermSet), as JSON-LD.

The mapping of fields stands in the documentation (explanation, SKOS).
"""

from __future__ import annotations

from typing import Any

from withdrawal_concepts._documents import Reference
from withdrawal_concepts._glossary import Glossary
from withdrawal_concepts._model import Term
from withdrawal_concepts._wording import reference_line
from withdrawal_concepts.export._pieces import (
    BASE,
    LICENCE,
    NOT_ADVICE,
    address,
    external_address,
    is_web_address,
    references_of,
)

_TYPES = {"article-journal": "ScholarlyArticle", "book": "Book", "chapter": "Chapter", "report": "Report",
          "thesis": "Thesis"}  # fmt: skip


def to_json_ld(glossary: Glossary, *, base: str = BASE) -> dict[str, Any]:
    """Return all terms as one DefinedTermSet; *base* is what the addresses of entries start with.

    >>> import withdrawal_concepts as wc
    >>> from withdrawal_concepts import export
    >>> export.to_json_ld(wc.load())["@type"]
    'DefinedTermSet'
    """
    terms = [_term(glossary, term, base) for term in glossary.terms.values()]
    return {"@context": "https://schema.org", **_set(glossary, base), "hasDefinedTerm": terms}


def entry_json_ld(glossary: Glossary, id: str, *, base: str = BASE) -> dict[str, Any]:
    """Return one term as a DefinedTerm that names its set. Raises TermNotFoundError."""
    return {
        "@context": "https://schema.org",
        **_term(glossary, glossary.terms[id], base),
        "inDefinedTermSet": _set(glossary, base),
    }


def _set(glossary: Glossary, base: str) -> dict[str, Any]:
    own: dict[str, Any] = {
        "@type": "DefinedTermSet",
        "@id": base,
        "name": "withdrawal-concepts",
        "description": f"A glossary on why people withdraw after rejection. {NOT_ADVICE}",
        "version": glossary.version,
        "inLanguage": glossary.language,
        "license": LICENCE,
        "identifier": glossary.digest,
    }
    if glossary.released is not None:
        own["datePublished"] = glossary.released.isoformat()
    return own


def _term(glossary: Glossary, term: Term, base: str) -> dict[str, Any]:
    own: dict[str, Any] = {
        "@type": "DefinedTerm",
        "@id": address(term, base),
        "termCode": term.id,
        "name": term.name,
        "disambiguatingDescription": term.summary,
        "description": " ".join(term.definition),
        "inLanguage": glossary.language,
    }
    if term.aliases:
        own["alternateName"] = list(term.aliases)
    if is_web_address(base):
        own["url"] = address(term, base)
    if same := [external_address(other) for other in term.external_ids if other.match == "exact"]:
        own["sameAs"] = same
    if cited := references_of(glossary, term):
        # schema.org has `citation` for creative works; a term is none, so what it rests on is said of its subject.
        own["subjectOf"] = {"@type": "CreativeWork", "name": term.name, "citation": [_work(work) for work in cited]}
    return own


def _work(reference: Reference) -> dict[str, Any]:
    own: dict[str, Any] = {
        "@type": _TYPES.get(reference.type, "CreativeWork"),
        "name": reference.title,
        "datePublished": str(reference.year),
        "description": reference_line(reference),
    }
    if reference.doi:
        own["sameAs"] = f"https://doi.org/{reference.doi}"
    return own
