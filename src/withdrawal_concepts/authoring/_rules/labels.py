"""2xx: names, aliases, search phrases and ids."""

from __future__ import annotations

import unicodedata

from withdrawal_concepts._convert import Path
from withdrawal_concepts._notices import Pattern
from withdrawal_concepts._text import normalise, number_variants
from withdrawal_concepts.authoring._draft import Draft
from withdrawal_concepts.authoring._folder import Folder

FEWEST_PHRASES = {"terms": 8, "sections": 12}


def labels(folder: Folder) -> None:
    """E201, E202, E203, E206, E209: every label leads to one term, and stands once."""
    owners: dict[str, Draft] = {}
    for draft in folder.drafts["terms"]:
        if draft.record is None:
            continue
        own: dict[str, str] = {}
        places: list[tuple[Path, str]] = [(("name",), draft.record.name)]
        places += [(("aliases", n), alias) for n, alias in enumerate(draft.record.aliases)]
        for at, label in places:
            key = normalise(label)
            if not any(c.isalpha() for c in key):
                draft.report("E203", f"the label {label!r} has no letter", "a word that people use", at=at)
                continue
            if len(scripts := _scripts(label)) > 1:
                draft.report(
                    "E206", f"the label {label!r} mixes scripts: {', '.join(sorted(scripts))}", "type it anew", at=at
                )
            if key in own:
                draft.report("E202", f"the label {label!r} is the same as {own[key]!r}", "leave it out", at=at)
                continue
            own[key] = label
            for form in (key, *number_variants(key)):
                other = owners.setdefault(form, draft)
                if other is not draft:
                    draft.report("E201", f"the label {label!r} is a label of '{other.id}' too", "keep it in one", at=at)
                    other.report("E201", f"{label!r} is a label of '{draft.id}' too", "keep it in one", at=("name",))
                    break
        for n, label in enumerate(draft.record.ambiguous):
            if normalise(label) not in own:
                hint = "one of: " + ", ".join(own.values())
                draft.report("E209", f"{label!r} is not a label of this term", hint, at=("ambiguous", n))
        id_key = normalise(draft.id)
        other = owners.setdefault(id_key, draft)
        if other is not draft:
            draft.report("E201", f"the id '{draft.id}' is a label of '{other.id}'", "choose another alias there")


def _scripts(label: str) -> set[str]:
    return {unicodedata.name(c, "?").split(" ")[0] for c in label if c.isalpha()} - {"MODIFIER", "FULLWIDTH"}


def ids(folder: Folder) -> None:
    """E207: terms, sections and tombstones share one space of ids."""
    seen: dict[str, str] = {}
    for kind in ("terms", "sections"):
        for draft in folder.drafts[kind]:
            if draft.id in seen:
                draft.report("E207", f"the id '{draft.id}' is used in {seen[draft.id]} as well", "choose another id")
            seen[draft.id] = draft.path


def phrases(folder: Folder) -> None:
    """W204, E205: enough search phrases, each in one entry."""
    owners: dict[str, str] = {}
    for kind, fewest in FEWEST_PHRASES.items():
        for draft in folder.drafts[kind]:
            if draft.record is None:
                continue
            own = draft.record.search_phrases
            if len(own) < fewest:
                draft.report("E205", f"{len(own)} search phrases", f"{fewest} or more", at=("search_phrases",))
            for n, phrase in enumerate(own):
                owner = owners.setdefault(normalise(phrase), draft.id)
                if owner != draft.id:
                    at: Path = ("search_phrases", n)
                    draft.report(
                        "W204", f"the search phrase {phrase!r} stands in '{owner}' too", "keep it in one", at=at
                    )


def patterns(folder: Folder) -> None:
    """E208: triggers and exceptions of notices are word patterns."""
    for draft in folder.drafts["notices"]:
        for field in ("triggers", "exceptions"):
            for n, text in enumerate(getattr(draft.record, field, ())):
                try:
                    Pattern(text)
                except ValueError as error:
                    draft.report("E208", str(error), "kill|hurt* myself", at=(field, n))
