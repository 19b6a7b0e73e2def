"""A submitted form as an entry, or as a list of what it lacks, one thing at a time, in plain words."""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from attrs import define, field, frozen

from withdrawal_concepts._model import BASES, CATEGORIES, EVIDENCE_LEVELS, STANDINGS
from withdrawal_concepts._text import normalise
from withdrawal_concepts.authoring._bracket import split_bracket
from withdrawal_concepts.authoring._entry import HEADINGS, STATED_KINDS
from withdrawal_concepts.authoring._folder import Folder
from withdrawal_concepts.authoring._issue_form import FIELDS, FormError, FormField, parts_of, read_form, unsafe
from withdrawal_concepts.authoring._reader import read_text
from withdrawal_concepts.authoring._rules.evidence import FEWEST_STATEMENTS, NOT_FOUND
from withdrawal_concepts.authoring._rules.labels import FEWEST_PHRASES
from withdrawal_concepts.authoring._rules.relations import FEWEST_RELATIONS
from withdrawal_concepts.authoring._scaffold import free_path, open_folder, write_new
from withdrawal_concepts.authoring._yaml import as_scalar
from withdrawal_concepts.errors import InvalidContentError

_FEWEST = {
    "search_phrases": FEWEST_PHRASES["terms"],
    "statements": FEWEST_STATEMENTS,
    "relations": FEWEST_RELATIONS,
}
_EXAMPLE = "[limited; the DOI of the study], or [none] where no study was found"
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/[^\s;\]]+)", re.IGNORECASE)
_TIE = re.compile(
    rf"(?P<kind>{'|'.join(STATED_KINDS).replace('_', '[ _]')}):?\s+(?P<target>[^:]+?)\s*:\s*(?P<reason>.+)\Z",
    re.IGNORECASE,
)


@frozen
class IssueEntry:
    """What became of a submitted form.

    Attributes:
        path: where the entry belongs; None where the name gives no id.
        text: the entry, or ``""`` where something is missing.
        missing: what is missing or cannot be taken, one thing each, in plain words.
    """

    path: Path | None
    text: str
    missing: tuple[str, ...]


@define
class _Proposal:
    """The answers in parts, and what is missing so far."""

    folder: Folder
    answers: dict[str, str]
    parts: dict[str, list[str]] = field(factory=dict[str, list[str]])
    missing: list[str] = field(factory=list[str])

    def lacks(self, of: FormField | str, what: str) -> None:
        self.missing.append(f"{of.label if isinstance(of, FormField) else _LABELS[of]}: {what}")


_LABELS = {one.id: one.label for one in FIELDS}


def entry_from_issue(
    content: str | os.PathLike[str], form: str, *, today: datetime.date | None = None, dry_run: bool = False
) -> IssueEntry:
    """Write the entry that a submitted form proposes into the folder *content*, or say what it lacks.

    *form* is the body of the issue as GitHub renders it, or JSON: the answers by field id, or an issue with
    its ``body``. *today* is the day on which the evidence was looked at (default: the day of the call). The
    text of a form is never trusted: it becomes an entry that the reader takes as it was written, or none.
    Nothing is written where something is missing, nor with *dry_run*. Raises InvalidContentError where
    *content* is no content folder.
    """
    folder = open_folder(content)
    try:
        proposal = _Proposal(folder, read_form(form))
    except FormError as error:
        return IssueEntry(None, "", (f"{error.message}; {error.suggestion}" if error.suggestion else error.message,))
    for one in FIELDS:
        _take(proposal, one)
    path = _path(proposal)
    blocks = [
        f"## {heading}\n\n" + "\n".join(_block(proposal, name)) for heading, name in HEADINGS.items()
        if proposal.parts[name]
    ]  # fmt: skip
    front = list(_front_matter(proposal, today or datetime.date.today()))
    if not proposal.missing and path is not None:
        text = "\n".join(["---", *front, "---", "", *(f"{block}\n" for block in blocks)])
        proposal.missing += _differences(proposal, path, text)
        if not proposal.missing:
            if not dry_run:
                write_new(path, text)
            return IssueEntry(path, text, ())
    in_order = sorted(
        dict.fromkeys(proposal.missing), key=lambda what: list(_LABELS.values()).index(what.split(":")[0])
    )
    return IssueEntry(path, "", tuple(in_order))


_EMPTY = {"choice": "choose one from the list", "tick": "the box is not ticked; without it nothing can be published"}


def _take(proposal: _Proposal, one: FormField) -> None:
    """Take the parts of one answer that can be taken."""
    answer = proposal.answers[one.id]
    proposal.parts[one.id] = []
    if not answer:
        if one.required:
            proposal.lacks(one, _EMPTY.get(one.shape, "this is not written yet"))
        return
    parts = parts_of(one, answer)
    if one.shape == "tick":
        if not re.match(r"-?\s*\[[xX]\]", answer):
            proposal.lacks(one, _EMPTY["tick"])
        return
    for number, part in enumerate(parts, 1):
        if why := unsafe(part):
            proposal.lacks(one, (f"in part {number}, " if len(parts) > 1 else "") + why)
        else:
            proposal.parts[one.id].append(part)
    few = _FEWEST.get(one.id, 0)
    if len(parts) < few:
        proposal.lacks(one, f"{len(parts)} so far; {few} or more are needed, one a line")


def _path(proposal: _Proposal) -> Path | None:
    for name in proposal.parts["name"]:
        try:
            return free_path(proposal.folder, "terms", name)[0]
        except InvalidContentError as error:
            finding = error.findings[0]
            hint = "" if "--id" in finding.suggestion else f"; {finding.suggestion}"
            proposal.lacks("name", finding.message + hint)
    return None


def _choice(proposal: _Proposal, name: str, allowed: tuple[str, ...]) -> str:
    for part in proposal.parts[name]:
        chosen = part.split(":")[0].strip().lower()
        if chosen in allowed:
            return chosen
        proposal.lacks(name, "choose one of: " + ", ".join(allowed))
    return ""


def _front_matter(proposal: _Proposal, today: datetime.date) -> Iterator[str]:
    parts = proposal.parts
    yield f"name: {as_scalar(' '.join(parts['name']))}"
    if parts["aliases"]:
        yield from _list("aliases", parts["aliases"])
    yield f"summary: {as_scalar(' '.join(parts['summary']))}"
    yield f"category: {_choice(proposal, 'category', CATEGORIES)}"
    yield f"standing: {_choice(proposal, 'standing', STANDINGS)}"
    for name in ("search_phrases", "questions"):
        if parts[name]:
            yield from _list(name, parts[name])
    if parts["sources"]:
        yield "sources:"
        yield from _sources(proposal)
    yield "relations:"
    yield from _relations(proposal)
    yield f"reviewed: {today.isoformat()}"


def _list(name: str, items: list[str]) -> Iterator[str]:
    yield f"{name}:"
    yield from (f"  - {as_scalar(item)}" for item in items)


def _sources(proposal: _Proposal) -> Iterator[str]:
    articles = proposal.folder.records("articles")
    for part in proposal.parts["sources"]:
        article, colon, heading = (piece.strip() for piece in part.partition(":"))
        if not colon or article not in articles:
            proposal.lacks(
                "sources", f"write the id of an article, a colon and the heading; ids: {', '.join(articles)}"
            )
        else:
            yield f"  - article: {article}"
            yield f"    heading: {as_scalar(heading)}"


def _relations(proposal: _Proposal) -> Iterator[str]:
    kinds = ", ".join(kind.replace("_", " ") for kind in STATED_KINDS)
    ids = _ids_of_labels(proposal.folder)
    ties: dict[str, dict[str, str]] = {}
    for part in proposal.parts["relations"]:
        match = _TIE.match(part)
        if match is None:
            example = "related Loneliness: Both can follow a rejection."
            proposal.lacks(
                "relations", f"begin each line with one of: {kinds}; then a term and why, such as: {example}"
            )
            continue
        kind = match["kind"].lower().replace(" ", "_")
        target = ids.get(normalise(match["target"]), "")
        if not target:
            proposal.lacks(
                "relations", f"there is no term {_quoted(match['target'])}; use the name of one that is there"
            )
            continue
        reason = match["reason"] if match["reason"].endswith("]") else f"{match['reason']} [inference]"
        if target in ties.setdefault(kind, {}):
            proposal.lacks("relations", f"'{target}' stands there twice; keep one")
        ties[kind][target] = _cited(proposal, "relations", reason, BASES, "[inference]")
    for kind in STATED_KINDS:
        if kind in ties:
            yield f"  {kind}:"
            yield from (f"    {target}: {as_scalar(reason)}" for target, reason in ties[kind].items())


def _ids_of_labels(folder: Folder) -> dict[str, str]:
    ids = {normalise(id): id for id in folder.live("terms")}
    for id, term in folder.records("terms").items():
        ids |= {normalise(label): id for label in (term.name, *term.aliases)}
    return ids


def _block(proposal: _Proposal, name: str) -> Iterator[str]:
    parts = proposal.parts[name]
    if name in ("definition", "example"):
        yield "\n\n".join(parts)
    elif name == "origin":
        yield _cited(proposal, name, " ".join(parts), (), "[the DOI of the study]")
    elif name == "misconceptions":
        for part in parts:
            if "→" not in part and "->" not in part:
                proposal.lacks(name, "write what people often hear, an arrow ->, and what is known instead")
            elif "[" not in part and NOT_FOUND not in part:
                proposal.lacks(
                    name, "end each line with where it stands: [the DOI of the study], or write 'We found no ...'"
                )
            else:
                yield f"- {_cited(proposal, name, part.replace('->', '→'), (), '[@family-2020]')}"
    else:
        for part in parts:
            yield f"- {_cited(proposal, name, part, EVIDENCE_LEVELS, _EXAMPLE)}"


def _cited(proposal: _Proposal, name: str, text: str, firsts: tuple[str, ...], example: str) -> str:
    """Return a claim with its bracket, DOIs replaced by the ids of their references."""
    references = proposal.folder.records("references")
    by_doi = {reference.doi.lower(): id for id, reference in references.items() if reference.doi}

    def known(match: re.Match[str]) -> str:
        doi = match[1].lower()
        if doi not in by_doi:
            proposal.lacks(
                name, f"the work with the DOI {doi} is not among the references yet; a maintainer can add it"
            )
        return f"@{by_doi.get(doi, 'family-2020')}"

    body, bracket, inside = text.rpartition("[")
    text = body + bracket + (_DOI.sub(known, inside) if bracket else inside)
    read = split_bracket(text, firsts, example)
    if read.problem:
        proposal.lacks(name, f"{read.problem}; {read.suggestion} ({_quoted(text)})")
    for id in read.references:
        if id not in references and id != "family-2020":
            proposal.lacks(name, f"there is no reference {_quoted(id)}; use one that is there, or write its DOI")
    return text


def _quoted(text: str) -> str:
    return repr(text if len(text) <= 50 else text[:47] + "...")


def _differences(proposal: _Proposal, path: Path, text: str) -> Iterator[str]:
    """Yield why the reader does not take the entry as it was written: the last net, whatever was tried."""
    draft = read_text("terms", path.stem, text, path.name)
    for finding in draft.findings:
        yield f"{_label_at(text, finding.line)}: {finding.message}; {finding.suggestion}"
    if draft.record is None:
        return
    for name in ("name", "summary", "aliases", "search_phrases", "questions", "definition", "example"):
        if _plain(getattr(draft.record, name)) != proposal.parts[name]:
            yield f"{_LABELS[name]}: it reads otherwise than it was written; leave out signs such as & and *"
    for name in ("statements", "misconceptions", "what_helps", "relations", "sources"):
        if len(getattr(draft.record, name)) != len(proposal.parts[name]):
            yield f"{_LABELS[name]}: it reads otherwise than it was written; write one thing a line"


def _label_at(text: str, line: int) -> str:
    """Return the label of the field whose text stands in a line of the entry."""
    before = "\n".join(text.split("\n")[:line])
    names = re.findall(r"^(?:## (.+)|(\w+):.*)$", before, re.MULTILINE)
    heading, key = names[-1] if names else ("", "name")
    return _LABELS.get(HEADINGS.get(heading, key), _LABELS["name"])


def _plain(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)
