"""6xx: dates of review, and ids that went away."""

from __future__ import annotations

import datetime

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
                draft.report(
                    "E602", f"'{target}' is not a live entry of the {draft.kind}", "one hop to an entry that is there"
                )
