"""I112, W507: the usual form of a file, and which findings the command ``fix`` mends."""

from __future__ import annotations

import attrs

from withdrawal_concepts.authoring._fix import first_difference, fixed, plain_doi
from withdrawal_concepts.authoring._folder import Folder
from withdrawal_concepts.authoring._reader import read_text

MENDS = "withdrawal-concepts fix --write does it"


def dois(folder: Folder) -> None:
    """W507: a DOI is written without the address before it."""
    for draft in folder.chosen():
        doi = getattr(draft.record, "doi", "")
        if doi and plain_doi(doi) != doi:
            draft.report("W507", f"the DOI {doi!r} has an address before it", f'"DOI": "{plain_doi(doi)}"', at=("doi",))


def form(folder: Folder) -> None:
    """I112: a file is in its usual form. What ``fix`` mends is said where it is found; this rule comes last."""
    for draft in folder.chosen():
        after = fixed(draft.kind, draft.raw) if draft.raw else ""
        if after == draft.raw:
            continue
        codes = {"E102", "E105", "W507"} & {finding.code for finding in draft.findings}
        again = read_text(draft.kind, draft.id, after, draft.path) if codes else draft
        left = {(finding.code, finding.message) for finding in again.findings}
        mended = [f for f in draft.findings if f.code in codes and (f.code, f.message) not in left]
        for finding in mended:
            hint = "; ".join(filter(None, (finding.suggestion, MENDS)))
            draft.findings[draft.findings.index(finding)] = attrs.evolve(finding, suggestion=hint)
        if not mended and not any(finding.code[1] == "1" for finding in draft.findings):  # those come first
            line = first_difference(draft.raw, after)
            draft.report("I112", "the file is not in its usual form", MENDS, line=line)
