"""6xx: dates of review, ids that went away, and what changed since the last release."""

from __future__ import annotations

import datetime

from withdrawal_concepts._documents import Redirect
from withdrawal_concepts._findings import Finding
from withdrawal_concepts.authoring._folder import Folder


def reviews(folder: Folder, today: datetime.date) -> None:
    """E604: nobody looked at an entry in the future, and no review is overdue."""
    for draft in folder.all_drafts():
        reviewed = getattr(draft.record, "reviewed", None)
        if reviewed is None:
            continue
        if reviewed > today:
            draft.report(
                "E604", f"reviewed on {reviewed}, which lies in the future", f"at most {today}", at=("reviewed",)
            )
        elif draft.record.next_review < today:
            draft.report(
                "E604",
                f"the review was due on {draft.record.next_review}",
                "look at the evidence again, then set reviewed",
                at=("reviewed",),
            )


def redirects(folder: Folder) -> None:
    """E602, E606: exactly one fate, and one hop to live entries."""
    gone = folder.redirects()
    for draft in folder.all_drafts():
        redirect = draft.redirect
        if redirect is None:
            continue
        fates = [name for name in ("moved_to", "merged_into", "split_into", "retired") if getattr(redirect, name)]
        if len(fates) != 1:
            draft.report("E606", f"{len(fates)} of moved_to, merged_into, split_into, retired", "exactly one")
        if redirect.split_into and len(redirect.split_into) < 2:
            draft.report("E606", "split_into names one id", "two or more, or moved_to", at=("split_into",))
        if redirect.consider and not redirect.retired:
            draft.report("E606", "consider goes with retired", "leave it out", at=("consider",))
        live = folder.live(draft.kind)
        for target in (redirect.moved_to, redirect.merged_into, *redirect.split_into, *redirect.consider):
            if target and target not in live:
                further = gone[target].redirect if target in gone else None
                hint = f"{further.hint}: name that" if further else "one hop to an entry that is there"
                draft.report("E602", f"'{target}' is not a live entry of the {draft.kind}", hint)


def deprecated(folder: Folder) -> None:
    """E605: what replaces a deprecated term is a live term that is not deprecated itself."""
    terms = folder.records("terms")
    for draft in folder.drafts["terms"]:
        term = draft.record
        if term is None or not term.replaced_by:
            continue
        if term.status != "deprecated":
            draft.report(
                "E605", "replaced_by goes with a deprecated term", "status: deprecated, or leave it out",
                at=("replaced_by",),
            )  # fmt: skip
        other = terms.get(term.replaced_by)
        if term.replaced_by not in folder.live("terms"):
            draft.report(
                "E605", f"'{term.replaced_by}' is not a live term", "a term that is there", at=("replaced_by",)
            )
        elif other is not None and other.status == "deprecated":
            draft.report(
                "E605", f"'{term.replaced_by}' is deprecated itself", "the term to use in the end", at=("replaced_by",)
            )


def ids(folder: Folder) -> None:
    """E601, E603: a released id stays, and is never used for something else."""
    if folder.released is None:
        return
    since = folder.released.version
    here = {kind: {draft.id: draft for draft in folder.drafts[kind]} for kind in ("terms", "sections")}
    for kind, other in (("terms", "sections"), ("sections", "terms")):
        for id in getattr(folder.released, kind):
            if id in here[kind]:
                continue
            if id in here[other]:
                message = f"'{id}' is one of the {kind} of content {since}"
                here[other][id].report("E603", message, "choose another id", line=1)
            else:
                _missing(folder, kind, id, "E601", f"'{id}' is in content {since}, and its file is gone")
    for id, redirect in folder.released.redirects.items():
        draft = here["terms"].get(id) or here["sections"].get(id)
        if draft is None:
            kind = "sections" if _targets(redirect) & here["sections"].keys() else "terms"
            _missing(folder, kind, id, "E601", f"the tombstone '{id}' is in content {since}, and is gone")
        elif draft.record is not None:
            draft.report("E603", f"'{id}' went away before content {since}", "choose another id", line=1)


def _targets(redirect: Redirect) -> set[str]:
    return {redirect.moved_to, redirect.merged_into, *redirect.split_into, *redirect.consider}


def _missing(folder: Folder, kind: str, id: str, code: str, message: str) -> None:
    hint = "keep the file, with moved_to, merged_into, split_into or retired"
    folder.findings.append(Finding((folder.root / kind / f"{id}.md").as_posix(), 0, 0, code, message, hint))


def edits(folder: Folder) -> None:
    """E607, E608, W609: a changed definition says how it changed, and a changed meaning has an id of its own."""
    if folder.released is None:
        return
    since, released = folder.released.version, dict(folder.released.terms.items())
    for draft in folder.drafts["terms"]:
        before = released.get(draft.id)
        if draft.record is None or (before is None and not draft.edit):
            continue
        changed = before is not None and before.definition != draft.record.definition
        if changed and not draft.edit:
            message = f"the definition is not that of content {since}"
            hint = "add 'edit: editorial' (a slip) or 'edit: clarified' (the same, said better); else make a new term"
            draft.report("E607", message, hint, at=("definition",))
        elif draft.edit == "meaning":
            hint = "make a new term, and let this one stay, or say in its file what became of it"
            draft.report("E608", "another meaning under the same id", hint, at=("edit",))
        elif draft.edit and not changed:
            draft.report("W609", f"there is no other definition in content {since}", "delete the line", at=("edit",))
