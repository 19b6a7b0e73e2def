"""2xx: names, aliases, search phrases and ids."""

from __future__ import annotations

import unicodedata

from attrs import frozen

from withdrawal_concepts._convert import Path
from withdrawal_concepts._notices import check_pattern
from withdrawal_concepts._text import normalise, number_variants
from withdrawal_concepts.authoring._draft import Draft
from withdrawal_concepts.authoring._folder import Folder

FEWEST_PHRASES = {"terms": 8, "sections": 12}


def labels(folder: Folder) -> None:
    """E201, E202, E203, E206, E209: every label leads to one term, and stands once."""
    owners: dict[str, _Label] = {}
    for draft in folder.drafts["terms"]:
        if draft.record is None:
            continue
        own: dict[str, str] = {}
        places = [_Label(draft, ("name",), draft.record.name)]
        places += [_Label(draft, ("aliases", n), alias) for n, alias in enumerate(draft.record.aliases)]
        clashes: dict[str, tuple[_Label, _Label]] = {}
        for label in places:
            key = normalise(label.text)
            if not any(c.isalpha() for c in key):
                draft.report("E203", f"the label {label.text!r} has no letter", "a word that people use", at=label.at)
                continue
            if len(scripts := scripts_of(label.text)) > 1:
                message = f"the label {label.text!r} mixes scripts: {', '.join(sorted(scripts))}"
                draft.report("E206", message, "type it anew", at=label.at)
            if key in own:
                message = f"the label {label.text!r} is the same as {own[key]!r}"
                draft.report("E202", message, "leave it out", at=label.at)
                continue
            own[key] = label.text
            for form in (key, *number_variants(key)):
                other = owners.setdefault(form, label)
                if other.draft is not draft:
                    clashes.setdefault(other.draft.id, (other, label))
        id_label = _Label(draft, (), draft.id)
        other = owners.setdefault(normalise(draft.id), id_label)
        if other.draft is not draft:
            clashes.setdefault(other.draft.id, (other, id_label))
        for pair in clashes.values():
            _clash(folder, *pair)
        for n, text in enumerate(draft.record.ambiguous):
            if normalise(text) not in own:
                hint = "one of: " + ", ".join(own.values())
                draft.report("E209", f"{text!r} is not a label of this term", hint, at=("ambiguous", n))


@frozen
class _Label:
    """A label of a term, and where it stands; the id stands nowhere."""

    draft: Draft
    at: Path
    text: str

    @property
    def what(self) -> str:
        return {"name": "the name", "aliases": "an alias"}[str(self.at[0])] if self.at else "the id"


def _clash(folder: Folder, one: _Label, other: _Label) -> None:
    """Find a label of two terms once: where it is easier to give up, or in the file that was asked about."""
    first, second = sorted((one, other), key=lambda label: (bool(label.at), label.at[:1] == ("aliases",)))
    if folder.wants(first.draft.path) and not folder.wants(second.draft.path):
        first, second = second, first
    message = f"the label {second.text!r} is {first.what} of '{first.draft.id}', too"
    second.draft.report("E201", message, "keep it in one of the two", at=second.at)


def scripts_of(label: str) -> set[str]:
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
    owners: dict[str, _Label] = {}
    for kind, fewest in FEWEST_PHRASES.items():
        for draft in folder.drafts[kind]:
            if draft.record is None:
                continue
            own = draft.record.search_phrases
            if len(own) < fewest:
                draft.report("E205", f"{len(own)} search phrases", f"{fewest} or more", at=("search_phrases",))
            for n, phrase in enumerate(own):
                here = _Label(draft, ("search_phrases", n), phrase)
                there = owners.setdefault(normalise(phrase), here)
                if there.draft is draft:
                    if there is not here:
                        draft.report("W204", f"the search phrase {phrase!r} stands here twice", "keep one", at=here.at)
                    continue
                if folder.wants(there.draft.path) and not folder.wants(draft.path):
                    there, here = here, there
                message = f"the search phrase {here.text!r} stands in '{there.draft.id}', too"
                here.draft.report("W204", message, "keep it in the one that answers it best", at=here.at)


def patterns(folder: Folder) -> None:
    """E208: triggers and exceptions of notices are word patterns."""
    for draft in folder.drafts["notices"]:
        for field in ("triggers", "exceptions"):
            for n, text in enumerate(getattr(draft.record, field, ())):
                try:
                    check_pattern(text)
                except ValueError as error:
                    draft.report("E208", str(error), "kill|hurt* myself", at=(field, n))
