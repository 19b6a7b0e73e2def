"""What a new file of each kind holds: notes for its author, and a placeholder for each text that is wanted."""

from __future__ import annotations

from withdrawal_concepts._model import CATEGORIES, EVIDENCE_LEVELS, STANDINGS, NoticeLevel
from withdrawal_concepts.authoring._entry import STATED_KINDS
from withdrawal_concepts.authoring._rules.labels import FEWEST_PHRASES
from withdrawal_concepts.authoring._rules.prose import MOST_SUMMARY_WORDS, NOT_A_DIAGNOSIS, SECTION_WORDS
from withdrawal_concepts.authoring._rules.relations import FEWEST_RELATIONS
from withdrawal_concepts.authoring._unfinished import PLACEHOLDER
from withdrawal_concepts.authoring._yaml import as_scalar

NOTICE_LEVELS: tuple[NoticeLevel, ...] = ("about", "signpost", "professional", "today", "now")
_HEAD = """\
# Lines that start with # are notes for you; delete them when you are done.
# Replace each {todo}. `withdrawal-concepts check` lists those that are left.
# How to write: CONTRIBUTING.md. Every key: docs/reference/file-format.md."""
_REVIEWED = """\
# The day on which you looked at the evidence: year-month-day. Never a day on which nobody did.
reviewed: "{todo}: the day on which you looked at the evidence, such as 2026-11-22\""""
_BRACKETS = (
    "Each {what} ends in a bracket: its level ({levels}), then references. "
    "Where there is nothing: We found no study ... [none]"
)

_TERM = """\
---
{head}
name: {name}
# Other names that people use for the same thing, such as [left on read, going dark].
aliases: []
# It is shown alone, in lists.
summary: "{todo}: one sentence of at most {summary_words} words, with the name in it"
# {categories}
category: "{todo}: one of the words above"
# established: research has it under this name. adapted: popular words for something that research knows
# under other names. informal: an everyday or invented name. contested: good sources disagree.
standing: "{todo}: established, adapted, informal or contested"
# What people type when they live through it, not its name. Matched, never shown.
search_phrases:
  - "{todo}: {phrases} or more, one a line, such as: they stopped answering me"
# Ties to other terms, {relations} or more: {kinds}.
# At the end, what the tie rests on: experiment, longitudinal, correlational, qualitative, theory, inference.
relations:
  related:
    {todo}-id-of-another-term: "{todo}: one sentence that says why. [inference]"
# Only if the idea comes from one of the two articles:
# sources:
#   - article: isolate
#     heading: Lead
{reviewed}
---

## Definition

<!-- If the standing is informal, the first paragraph holds: {not_a_diagnosis} -->

{todo}: what it is, in everyday words: Some people ...

## Example

{todo}: one person, one scene, two or three sentences

## What research says

<!-- {brackets} -->

- {todo}: what a study found, and about whom [limited; @{todo}]
- {todo}: a second statement [limited; @{todo}]
- {todo}: a third statement, or what was not found [none]

## Misconceptions

- {todo}: what people often hear → {todo}: what is known instead [@{todo}]

## What may help

- {todo}: something that the reader could do: You could ... [limited; @{todo}]
"""

_SECTION = """\
---
{head}
title: {name}
# The article that it is a section of, and its place in it.
article: {article}
position: {position}
# Ids of terms that it speaks of.
terms:
  - {todo}-id-of-a-term
# What people type when this section answers them. Matched, never shown.
search_phrases:
  - "{todo}: {phrases} or more, one a line"
sources:
  - article: {article}
    heading: {name}
{reviewed}
---

<!-- Paragraphs of at most three sentences, {least} to {most} words in all. {brackets} -->

{todo}: what the article claims here, and what research says of it [limited; @{todo}]
"""

_ARTICLE = """\
---
{head}
title: {name}
published: "{todo}: the day of publication, year-month-day"
source: "{todo}: what kind of text it is, who wrote it, whether it lists sources"
# Ids of terms that it speaks of.
terms: []
{reviewed}
---

## Lead

<!-- {brackets} -->

{todo}: the untitled beginning of the article, in our own words [limited; @{todo}]
"""

_NOTICE = """\
---
{head}
title: {name}
# From least to most urgent: {notice_levels}.
level: "{todo}: one of the words above"
{reviewed}
---

{todo}: whom this is for, and what they can do now
"""

_TEMPLATES = {"term": _TERM, "section": _SECTION, "article": _ARTICLE, "notice": _NOTICE}
_PARTS = {"term": "bullet", "section": "paragraph", "article": "paragraph", "notice": "paragraph"}


def entry_text(kind: str, name: str, *, article: str = "", position: int = 0) -> str:
    """Return the text of a new entry of *kind* with this name or title."""
    todo = PLACEHOLDER
    return _TEMPLATES[kind].format(
        todo=todo,
        name=as_scalar(name),
        head=_HEAD.format(todo=todo),
        reviewed=_REVIEWED.format(todo=todo),
        brackets=_BRACKETS.format(what=_PARTS[kind], levels=", ".join(EVIDENCE_LEVELS)),
        not_a_diagnosis=NOT_A_DIAGNOSIS,
        summary_words=MOST_SUMMARY_WORDS,
        categories=", ".join(CATEGORIES),
        standings=", ".join(STANDINGS),
        kinds=", ".join(STATED_KINDS),
        relations=FEWEST_RELATIONS,
        phrases=FEWEST_PHRASES.get(f"{kind}s", 0),
        notice_levels=", ".join(NOTICE_LEVELS),
        least=SECTION_WORDS[0],
        most=SECTION_WORDS[1],
        article=as_scalar(article) if article else f'"{todo}: the id of an article"',
        position=position or f'"{todo}: a number from 1"',
    )
