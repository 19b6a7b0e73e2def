"""4xx: wording, length and reading level of public text (content style standard, sections 1 to 9)."""

from __future__ import annotations

import re
from typing import Any

from withdrawal_concepts._documents import Section
from withdrawal_concepts._findings import Finding
from withdrawal_concepts._model import Term
from withdrawal_concepts.authoring._catalogue import style_rules
from withdrawal_concepts.authoring._draft import Draft, PublicText
from withdrawal_concepts.authoring._folder import Folder
from withdrawal_concepts.authoring._rules._sentences import count_words, sentences

MOST_WORDS = 20
MOST_SUMMARY_WORDS = 25
MOST_SENTENCES = 3
SECTION_WORDS = (120, 250)
NOT_A_DIAGNOSIS = "This is an informal name for an experience. It is not a diagnosis."
GRADE_LIMIT, GRADE_AIM = 8.0, 6.0
SMOG_LIMIT, SMOG_AIM = 10.0, 9.0
FEWEST_SENTENCES_TO_SCORE = 30
"""SMOG is scaled to 30 sentences; fewer cannot be scored."""

_MEDICAL = re.compile(r"syndrome|dysphoria|trauma|disorder|response|reflex", re.IGNORECASE)
_UNSURE = re.compile(
    r"disagree|debat|disput|not clear|unclear|doubt|mixed|little or no|did not|contest|not settled", re.IGNORECASE
)
_WHERE = {"statements": "research", "what_helps": "advice", "paragraphs": "text", "relations": "reason of a relation"}
_CRISIS = re.compile(r"\b(?:suicid\w*|self-harm\w*)\b", re.IGNORECASE)
_YOU = re.compile(r"\b(?:you|your|yours|yourself)\b", re.IGNORECASE)
_OTHER_RESPONSE = re.compile(r"\b(?:others?|reach|company|angry|anger|contact|closer|connect)\b", re.IGNORECASE)
_WITHDRAWAL = re.compile(r"withdraw|isolat|exile|avoid", re.IGNORECASE)


def words_to_avoid(folder: Folder) -> None:
    """The word list, over all public text; an entry's own name and the fixed sentence are exempt."""
    for draft in folder.chosen():
        name = getattr(draft.record, "name", "") if draft.record else draft.id.replace("-", " ")
        for text in draft.texts:
            for rule in style_rules():
                for match in rule.pattern.finditer(text.text.replace(NOT_A_DIAGNOSIS, " " * len(NOT_A_DIAGNOSIS))):
                    if not name or match.group().lower() not in name.lower():
                        message = f"{match.group()!r} in the {_WHERE.get(text.field, text.field)}: {rule.why}"
                        draft.report_words(rule.code, message, rule.good, text, match.start())


def lengths(folder: Folder) -> None:
    """E108, E409, E491, W492: nothing empty, short sentences, short paragraphs, sections of a readable length."""
    for draft in folder.chosen():
        for text in draft.texts:
            found = sentences(text.text)
            if not found:
                draft.report("E108", f"the {text.field} is empty", "write it, or leave it out", line=text.line)
            for sentence in found:
                if count_words(sentence) > MOST_WORDS:
                    message = f"a sentence of {count_words(sentence)} words: {sentence[:60]!r}"
                    hint = f"at most {MOST_WORDS} words: make it two sentences"
                    draft.report_words("E491", message, hint, text, text.text.index(sentence))
            if len(found) > MOST_SENTENCES:
                draft.report(
                    "W492", f"{len(found)} sentences in one paragraph", f"at most {MOST_SENTENCES}", line=text.line
                )
        if isinstance(draft.record, Section):
            total = sum(count_words(p.text) for p in draft.record.paragraphs)
            if not SECTION_WORDS[0] <= total <= SECTION_WORDS[1]:
                draft.report("E409", f"the section has {total} words", "{} to {} words".format(*SECTION_WORDS))


def entries(folder: Folder) -> None:
    """E408, E493, E494, E496, W497, E498, I499: what a term has to say, and to whom."""
    for draft in folder.chosen():
        if isinstance(draft.record, Term) and draft.record.definition:
            for rule in (_summary, _definition, _standing):
                rule(draft, draft.record)
            _person(draft)
        if (
            draft.record is not None
            and draft.kind != "notices"
            and not {"talk-to-someone-today", "get-help-now"} <= set(getattr(draft.record, "notices", ()))
        ):
            for text in draft.texts:
                if found := _CRISIS.search(text.text):
                    message = f"{found.group()!r} without a help notice"
                    hint = "notices: [talk-to-someone-today, get-help-now]"
                    draft.report_words("E494", message, hint, text, found.start())


def _summary(draft: Draft, term: Term) -> None:
    found = sentences(term.summary)
    many = "1 sentence" if len(found) == 1 else f"{len(found)} sentences"
    if len(found) != 1 or count_words(term.summary) > MOST_SUMMARY_WORDS:
        draft.report(
            "E408",
            f"the summary has {many} and {count_words(term.summary)} words",
            f"one sentence of at most {MOST_SUMMARY_WORDS} words",
            at=("summary",),
        )
    if not any(label.lower() in term.summary.lower() for label in (term.name, *term.aliases)):
        draft.report("E408", "the summary does not name the entry", f"'{term.name} is ...'", at=("summary",))


def _definition(draft: Draft, term: Term) -> None:
    first = term.definition[0]
    if re.match(r"(?:It|This|They|These|That|Those)\b", first):
        draft.report(
            "E498", f"the first sentence begins with {first.split()[0]!r}", "'Some people ...'", at=("definition", 0)
        )
    if _WITHDRAWAL.search(term.name) and not _OTHER_RESPONSE.search(" ".join(term.definition)):
        draft.report(
            "I499", "no other response than pulling away is named", "'Others look for company.'", at=("definition", 0)
        )


def _standing(draft: Draft, term: Term) -> None:
    first = term.definition[0]
    if (term.standing == "informal" or _MEDICAL.search(term.name)) and NOT_A_DIAGNOSIS not in first:
        draft.report(
            "E493", "the first paragraph does not hold the fixed sentence", NOT_A_DIAGNOSIS, at=("definition", 0)
        )
    if term.standing == "contested" and not _UNSURE.search(first):
        draft.report(
            "E496",
            "the first paragraph does not say that this is disputed",
            "'Studies disagree on ...'",
            at=("definition", 0),
        )


def _person(draft: Draft) -> None:
    for text in draft.texts:
        if text.field in ("definition", "summary") and (found := _YOU.search(text.text)):
            message = f"{found.group()!r} in the {text.field}"
            draft.report_words("W497", message, "'some people'", text, found.start())


def reading_level(folder: Folder) -> None:
    """E484, W485: Flesch-Kincaid grade and SMOG over all public text, pooled; one entry is too short to score."""
    if folder.only is not None:
        return  # it is about all texts together
    if sum(len(sentences(text.text)) for text in _pool(folder)) < FEWEST_SENTENCES_TO_SCORE:
        return
    grade, smog = reading_scores(folder)
    for name, score, limit, aim in (
        ("Flesch-Kincaid grade", grade, GRADE_LIMIT, GRADE_AIM),
        ("SMOG", smog, SMOG_LIMIT, SMOG_AIM),
    ):
        if score > aim:
            code, wanted = ("E484", limit) if score > limit else ("W485", aim)
            message = f"the {name} of all public text is {score:.1f}"
            folder.findings.append(Finding(folder.root.as_posix(), 0, 0, code, message, f"at most {wanted:.0f}"))


def _pool(folder: Folder) -> list[PublicText]:
    return [text for draft in folder.all_drafts() for text in draft.texts]


def reading_scores(folder: Folder) -> tuple[float, float]:
    """Return Flesch-Kincaid grade and SMOG of all public text (textstat 0.7.3: later releases need a network)."""
    import textstat  # pyright: ignore[reportMissingTypeStubs]

    pooled = " ".join(t.text if t.text.endswith((".", "?")) else t.text + "." for t in _pool(folder))
    scores: Any = textstat  # it has no types
    return float(scores.flesch_kincaid_grade(pooled)), float(scores.smog_index(pooled))
