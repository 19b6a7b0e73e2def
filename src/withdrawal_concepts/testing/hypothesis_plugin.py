"""Tells hypothesis which strategy draws which class; hypothesis calls :func:`register` when it is imported.

Only the classes are imported for that. The strategies are, when one of them is first asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

STRATEGIES = {
    "Article": "articles",
    "ContentVersion": "content_versions",
    "ExternalId": "external_ids",
    "Finding": "findings",
    "Glossary": "glossaries",
    "Misconception": "misconceptions",
    "Note": "notes",
    "Notice": "notices",
    "Person": "people",
    "Redirect": "redirects",
    "Reference": "references",
    "Relation": "relations",
    "Review": "reviews",
    "Section": "sections",
    "Source": "sources",
    "Statement": "statements",
    "Term": "terms",
}
"""Public class -> the strategy that draws it.

Every class here is imported whenever hypothesis is, by whomever, so answers (hits, changes and so on) are left out:
their modules cost three times as much as all of these. ``strategies.hits()`` and its like draw them.
"""


def register() -> None:
    """Register the strategies of the public classes."""
    from hypothesis.strategies import register_type_strategy

    package = import_module("withdrawal_concepts")
    for name, strategy in STRATEGIES.items():
        register_type_strategy(getattr(package, name), _drawn_by(strategy))


def _drawn_by(name: str) -> Callable[[Any], SearchStrategy[Any]]:
    def strategy(_: object) -> SearchStrategy[Any]:
        drawn: SearchStrategy[Any] = getattr(import_module("withdrawal_concepts.testing.strategies"), name)()
        return drawn

    return strategy
