"""5xx: references, evidence levels, and words that fit them (style standard, section 5; GRADE guidelines 26)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from withdrawal_concepts._convert import Path
from withdrawal_concepts._documents import Article, Section
from withdrawal_concepts._model import EvidenceLevel, Misconception, Note, Relation, Statement, Term
from withdrawal_concepts._text import nearest
from withdrawal_concepts.authoring._draft import Draft, PublicText
from withdrawal_concepts.authoring._folder import Folder
from withdrawal_concepts.authoring._rules._sentences import sentences

FEWEST_STATEMENTS = 3
NOT_FOUND = "We found no"

_TOO_STRONG = re.compile(r"\b(?:always|proves?|leads?\s+to|causes?|lowers|raises|makes|drives)\b", re.IGNORECASE)
_FREQUENCY = re.compile(r"\b(?:often|typically|usually|most\s+people)\b", re.IGNORECASE)
_POSSIBLE = re.compile(r"\b(?:may|can|might|is\s+thought\s+to)\b", re.IGNORECASE)
_NEEDED: dict[EvidenceLevel, tuple[re.Pattern[str], str]] = {
    "limited": (
        re.compile(
            r"\b(?:may|might|could|one|two|three|four|five|few|some|small|early|single|stud(?:y|ies)|experiments?|students)\b",
            re.IGNORECASE,
        ),
        "'may', 'some people' or 'In one study of ...'",
    ),
    "conflicting": (
        re.compile(
            r"disagree|not clear|unclear|mixed|debat|disput|conflict|doubt|others|not settled|open|differ|did not"
            r"|little or no|not sure|not known",
            re.IGNORECASE,
        ),
        "'Studies disagree' or 'It is not clear whether ...', with both sides",
    ),
}

Citing = Statement | Note | Misconception | Relation


def _citing(draft: Draft) -> Iterator[tuple[Path, Citing]]:
    record = draft.record
    if isinstance(record, Term):
        if record.origin:
            yield ("origin",), record.origin
        for name in ("statements", "misconceptions", "what_helps", "relations"):
            yield from (((name, n), item) for n, item in enumerate(getattr(record, name)))
    elif isinstance(record, Section):
        yield from ((("paragraphs", n), item) for n, item in enumerate(record.paragraphs))
    elif isinstance(record, Article):
        yield from ((("lead", n), item) for n, item in enumerate(record.lead))


def references(folder: Folder) -> None:
    """E501, E502, W506, E508: what is cited exists, claims cite, and every reference is used."""
    known = [draft.id for draft in folder.drafts["references"]]
    used: set[str] = set()
    for kind in ("terms", "sections", "articles"):
        for draft in folder.drafts[kind]:
            cited: set[str] = set()
            for at, item in _citing(draft):
                cited |= set(item.references)
                for id in item.references:
                    if id not in known:
                        close = nearest(id, known, 1)
                        hint = f"add references/{id}.json" + (f", or did you mean '{close[0]}'?" if close else "")
                        draft.report("E501", f"there is no reference '{id}'", hint, at=at)
                if not item.references and _needs_reference(item):
                    draft.report(
                        "E502", "a claim without a reference", f"add @family-2020, or say '{NOT_FOUND} ...'", at=at
                    )
            used |= cited
            if kind == "terms" and draft.record is not None and not (draft.record.sources or cited):
                draft.report(
                    "E508", "the entry has no source", "name the heading of an article, or cite", at=("sources",)
                )
    unread = any(draft.record is None and draft.redirect is None for draft in folder.all_drafts())
    for draft in folder.drafts["references"] if not unread else ():  # an entry that cannot be read may cite it
        if draft.id not in used and draft.record is not None:
            draft.report("W506", "nothing cites this reference", "cite it, or take the file away")


def _needs_reference(item: Citing) -> bool:
    if isinstance(item, Statement):
        return item.evidence != "none"
    if isinstance(item, Misconception):
        return NOT_FOUND not in item.correction
    return isinstance(item, Relation) and item.basis not in ("inference", "theory")


def levels(folder: Folder) -> None:
    """E503, E504, E505: enough statements, and words that fit the level of each."""
    for kind in ("terms", "sections", "articles"):
        for draft in folder.drafts[kind]:
            if isinstance(draft.record, Term) and len(draft.record.statements) < FEWEST_STATEMENTS:
                count = len(draft.record.statements)
                draft.report(
                    "E503", f"{count} statements about the research", f"{FEWEST_STATEMENTS} or more", at=("statements",)
                )
            for at, item in _citing(draft):
                if isinstance(item, Statement):
                    _words_fit(draft, at, item)


def _words_fit(draft: Draft, at: Path, item: Statement) -> None:
    text, level = item.text, item.evidence
    public = PublicText(str(at[0]), text, draft.where(at)[0])
    if level == "none":
        absent = [sentence for sentence in sentences(text) if NOT_FOUND in sentence]
        if not absent:
            draft.report(
                "E504",
                "level none, but nothing says that no study was found",
                f"'{NOT_FOUND} ...', or another level",
                at=at,
            )
        for sentence in absent:
            claimed = sentence.split(NOT_FOUND)[0]
            if found := _POSSIBLE.search(claimed):
                draft.report("E504", f"{found.group()!r} before '{NOT_FOUND}'", "say only what was not found", at=at)
    if level in _NEEDED and not _NEEDED[level][0].search(text):
        draft.report("E505", f"level {level} needs words that show it: {text[:60]!r}", _NEEDED[level][1], at=at)
    if level != "strong" and (found := _TOO_STRONG.search(text)):
        message, hint = f"{found.group()!r} is too strong for level {level}", "'is linked with', 'may', 'came before'"
        draft.report_words("E505", message, hint, public, found.start())
    if level in ("limited", "conflicting", "none") and (found := _FREQUENCY.search(text)):
        message = f"{found.group()!r} needs a study that counts people"
        draft.report_words("E505", message, "'some people', 'may'", public, found.start())
