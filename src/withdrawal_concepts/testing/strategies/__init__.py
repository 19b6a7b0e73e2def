"""Hypothesis strategies for everything that the package hands out.

``hypothesis.strategies.from_type(wc.Term)`` and so on work without an import: hypothesis finds these strategies by
the entry point of this package. Records are valid on their own and may hold any text that UTF-8 can carry. Where
they have to fit each other, take :func:`glossaries`: in a glossary every id leads somewhere.
"""

from __future__ import annotations

from withdrawal_concepts.errors import MissingExtraError

try:
    import hypothesis as hypothesis
except ImportError as error:
    raise MissingExtraError("withdrawal_concepts.testing.strategies", "testing") from error

from withdrawal_concepts.testing.strategies._glossaries import (
    changes,
    content_versions,
    contents,
    diffs,
    effects,
    field_matches,
    findings,
    glossaries,
    hits,
    impacts,
    mentions,
    outcomes,
    search_results,
    steps,
    uses,
)
from withdrawal_concepts.testing.strategies._records import (
    articles,
    external_ids,
    ids,
    misconceptions,
    notes,
    notices,
    patterns,
    people,
    records,
    redirects,
    references,
    relations,
    reviews,
    sections,
    sources,
    statements,
    terms,
    texts,
    tuples,
)

__all__ = [
    "articles", "changes", "content_versions", "contents", "diffs", "effects", "external_ids", "field_matches",
    "findings", "glossaries", "hits", "ids", "impacts", "mentions", "misconceptions", "notes", "notices", "outcomes",
    "patterns", "people", "records", "redirects", "references", "relations", "reviews", "search_results", "sections",
    "sources", "statements", "steps", "terms", "texts", "tuples", "uses",
]  # fmt: skip
