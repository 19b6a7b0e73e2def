"""A validated, versioned glossary on why people withdraw after rejection.

>>> import withdrawal_concepts as wc
>>> wc.load().lookup("rumination").standing
'established'

Importing this package reads nothing and imports nothing: every name below is found when it is first used.
"""

from __future__ import annotations

TYPE_CHECKING = False  # importing typing alone would nearly double the cost of importing this package
if TYPE_CHECKING:
    from typing import Any

    from withdrawal_concepts._apply import apply
    from withdrawal_concepts._changes import Change
    from withdrawal_concepts._convert import from_dict, to_dict
    from withdrawal_concepts._diff import Diff, diff
    from withdrawal_concepts._documents import Article, Person, Redirect, Reference, Section
    from withdrawal_concepts._fields import FieldMatch
    from withdrawal_concepts._findings import Finding
    from withdrawal_concepts._glossary import Glossary
    from withdrawal_concepts._impact import Effect, Impact, impact
    from withdrawal_concepts._load import load
    from withdrawal_concepts._mentions import Mention
    from withdrawal_concepts._model import ExternalId, Misconception, Note, Relation, Review, Source, Statement, Term
    from withdrawal_concepts._notice import Notice
    from withdrawal_concepts._outcomes import Current, Merged, Moved, Outcome, Retired, Split
    from withdrawal_concepts._pins import load_pinned
    from withdrawal_concepts._relations import Neighbourhood, Step
    from withdrawal_concepts._search import Hit, SearchResult
    from withdrawal_concepts._store import content_versions
    from withdrawal_concepts._uses import Scan, Skipped, Use, find_uses
    from withdrawal_concepts._versions import ContentVersion
    from withdrawal_concepts.errors import (
        AmbiguousLabelError,
        ArticleNotFoundError,
        ContentDeprecationWarning,
        ContentIntegrityError,
        ContentVersionError,
        ContentVersionNotFoundError,
        InvalidContentError,
        MissingExtraError,
        NotFoundError,
        NoticeNotFoundError,
        PinError,
        ReferenceNotFoundError,
        SectionNotFoundError,
        TermNotFoundError,
        WithdrawalConceptsError,
    )

    __version__: str

_HOMES = {
    "_convert": ("from_dict", "to_dict"),
    "_apply": ("apply",),
    "_changes": ("Change",),
    "_diff": ("Diff", "diff"),
    "_findings": ("Finding",),
    "_glossary": ("Glossary",),
    "_impact": ("Effect", "Impact", "impact"),
    "_load": ("load",),
    "_mentions": ("Mention",),
    "_documents": ("Article", "Person", "Redirect", "Reference", "Section"),
    "_model": ("ExternalId", "Misconception", "Note", "Relation", "Review", "Source", "Statement", "Term"),
    "_pins": ("load_pinned",),
    "_relations": ("Neighbourhood", "Step"),
    "_outcomes": ("Current", "Merged", "Moved", "Outcome", "Retired", "Split"),
    "_notice": ("Notice",),
    "_fields": ("FieldMatch",),
    "_search": ("Hit", "SearchResult"),
    "_store": ("content_versions",),
    "_uses": ("Scan", "Skipped", "Use", "find_uses"),
    "_versions": ("ContentVersion",),
    "errors": (
        "AmbiguousLabelError",
        "ArticleNotFoundError",
        "ContentDeprecationWarning",
        "ContentIntegrityError",
        "ContentVersionError",
        "ContentVersionNotFoundError",
        "InvalidContentError",
        "MissingExtraError",
        "NotFoundError",
        "NoticeNotFoundError",
        "PinError",
        "ReferenceNotFoundError",
        "SectionNotFoundError",
        "TermNotFoundError",
        "WithdrawalConceptsError",
    ),
}

__all__ = [
    "AmbiguousLabelError",
    "Article",
    "ArticleNotFoundError",
    "Change",
    "ContentDeprecationWarning",
    "ContentIntegrityError",
    "ContentVersion",
    "ContentVersionError",
    "ContentVersionNotFoundError",
    "Current",
    "Diff",
    "Effect",
    "ExternalId",
    "FieldMatch",
    "Finding",
    "Glossary",
    "Hit",
    "Impact",
    "InvalidContentError",
    "Mention",
    "Merged",
    "Misconception",
    "MissingExtraError",
    "Moved",
    "Neighbourhood",
    "NotFoundError",
    "Note",
    "Notice",
    "NoticeNotFoundError",
    "Outcome",
    "Person",
    "PinError",
    "Redirect",
    "Reference",
    "ReferenceNotFoundError",
    "Relation",
    "Retired",
    "Review",
    "Scan",
    "SearchResult",
    "Section",
    "SectionNotFoundError",
    "Skipped",
    "Source",
    "Split",
    "Statement",
    "Step",
    "Term",
    "TermNotFoundError",
    "Use",
    "WithdrawalConceptsError",
    "__version__",
    "apply",
    "content_versions",
    "diff",
    "find_uses",
    "from_dict",
    "impact",
    "load",
    "load_pinned",
    "to_dict",
]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        value: Any = version("withdrawal-concepts")
    else:
        home = next((home for home, names in _HOMES.items() if name in names), None)
        if home is None:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        value = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = value  # the next access is a plain one
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
