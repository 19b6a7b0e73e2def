"""Runs every rule over a content folder."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from functools import partial

from withdrawal_concepts._findings import Finding
from withdrawal_concepts.authoring._draft import Draft
from withdrawal_concepts.authoring._folder import Folder
from withdrawal_concepts.authoring._rules import (
    asked,
    evidence,
    form,
    history,
    labels,
    meaning,
    prose,
    relations,
    words,
)

FolderRule = Callable[[Folder], None]

RULES: tuple[FolderRule, ...] = (
    labels.labels,
    labels.ids,
    labels.phrases,
    labels.patterns,
    asked.asked,
    relations.targets,
    relations.hierarchy,
    relations.connected,
    relations.pointers,
    relations.positions,
    prose.words_to_avoid,
    prose.lengths,
    prose.entries,
    prose.reading_level,
    words.spelling,
    words.unexplained,
    meaning.near_phrases,
    meaning.circles,
    evidence.references,
    evidence.levels,
    history.redirects,
    form.dois,
    history.deprecated,
    history.ids,
    history.edits,
)


def check_folder(folder: Folder, today: datetime.date) -> list[Finding]:
    """Return every finding, in file and line order. A rule that crashes is a finding and stops no other."""
    all_rules: tuple[FolderRule, ...] = (*RULES, partial(history.reviews, today=today), form.form)
    for rule in all_rules:
        try:
            rule(folder)
        except Exception as error:  # a fault of ours must not hide what the other rules find
            name = getattr(rule, "__name__", "reviews")
            message = f"the rule '{name}' crashed: {type(error).__name__}: {error}"
            folder.findings.append(Finding(folder.root.as_posix(), 0, 0, "E100", message, "please report this"))
    found = list(folder.findings)
    for draft in folder.all_drafts():
        found += _not_exempt(draft)
    found = list(_once_each(found))
    return sorted({finding for finding in found if folder.wants(finding.path) or _is_in_the_way(finding, folder)})


_WORDS = re.compile(r"(['\"])(?P<words>.+?)\1 ")


def _once_each(findings: list[Finding]) -> Iterator[Finding]:
    """Yield the findings, but of two about the same words in the same place only the more severe one."""
    said: set[tuple[str, int, int, str]] = set()
    for finding in sorted(findings, key=lambda f: (f.code[0] != "E", f.code[0] != "W")):
        words = _WORDS.match(finding.message) if finding.code[1] in "45" and finding.column else None
        key = (finding.path, finding.line, finding.column, words["words"] if words else finding.message)
        if key not in said:
            said.add(key)
            yield finding


def _is_in_the_way(finding: Finding, folder: Folder) -> bool:
    """Return whether something could not be checked at all: that concerns every file."""
    places = {folder.root.as_posix(), *((folder.root / kind).as_posix() for kind in folder.drafts)}
    return finding.code in ("E100", "E101") and finding.path in places


def _not_exempt(draft: Draft) -> Iterator[Finding]:
    needed = {finding.code for finding in draft.findings}
    for finding in draft.findings:
        exempt = finding.severity != "error" and draft.allowed.get(finding.code, (0, ""))[1]
        if not exempt:
            yield finding
    for code, (line, reason) in draft.allowed.items():
        if code.startswith("E"):
            yield Finding(draft.path, line, 0, "W490", f"{code} is an error and cannot be exempted", "mend it")
        elif code not in needed:
            yield Finding(
                draft.path, line, 0, "W490", f"nothing here needs the exemption from {code}", "delete the comment"
            )
        elif not reason:
            yield Finding(draft.path, line, 0, "W490", f"the exemption from {code} has no reason", f"allow {code}: why")
