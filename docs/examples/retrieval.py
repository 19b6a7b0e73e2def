"""The retrieval step of a chatbot that answers only with quoted, cited statements, and shows the help notice first.

    found = retrieve(wc.load("1.0.0"), "why does it hurt so much to be ignored")
    print(found)

A language model may choose among the quotations and put them in order; `unquoted` then names every sentence of its
answer that is not one of them, and an answer with such a sentence is not shown.

Do not make a glossary the only source for a chatbot that talks to people in distress.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import withdrawal_concepts as wc

NOTHING = "The glossary has nothing on this. That says nothing about you or your question."
SAID = {"none": "no study found"}
SENTENCE = re.compile(r"(?<=[.!?])[\"'\u201d\u2019)]*\s+")


@dataclass(frozen=True)
class Quotation:
    """The entry's own words, and what has to stand beside them."""

    text: str
    evidence: str
    references: tuple[str, ...]
    entry: str
    source: str

    def __str__(self) -> str:
        beside = "; ".join((self.evidence, *self.references))
        return f"\u201c{self.text}\u201d [{beside}] ({self.source})"


@dataclass(frozen=True)
class Retrieved:
    """A notice to show first, or None, and the quotations, best first; empty where the glossary has nothing."""

    notice: wc.Notice | None
    quotations: tuple[Quotation, ...]

    def __str__(self) -> str:
        first = [self.notice.title, *self.notice.paragraphs] if self.notice else []
        return "\n\n".join([*first, *(map(str, self.quotations) if self.quotations else (NOTHING,))])


def retrieve(glossary: wc.Glossary, question: str, *, entries: int = 2, per_entry: int = 3) -> Retrieved:
    """Return what may be quoted in an answer to *question*: of the best *entries*, *per_entry* texts each."""
    result = glossary.search(question, limit=entries)
    quotations = [quotation for hit in result for quotation in list(_of(glossary, hit))[:per_entry]]
    return Retrieved(result.notice, tuple(quotations))


def _of(glossary: wc.Glossary, hit: wc.Hit) -> Iterator[Quotation]:
    """Yield the quotable texts of an entry: its summary, then the statements that share most words with the query."""
    entry, source = hit.entry, f"{hit.name}, content {glossary.version}"
    if isinstance(entry, wc.Term):
        yield Quotation(entry.summary, f"{entry.standing} name", (), entry.id, source)
    shared = {match.text: len(match.spans) for match in hit.matches}
    graded = (*entry.statements, *entry.what_helps) if isinstance(entry, wc.Term) else entry.paragraphs
    for statement in sorted(graded, key=lambda statement: -shared.get(statement.text, 0)):  # sorted() keeps their order
        cited = tuple(_citation(glossary.references[id]) for id in statement.references)
        level = SAID.get(statement.evidence, f"{statement.evidence} evidence")
        yield Quotation(statement.text, level, cited, entry.id, source)


def _citation(reference: wc.Reference) -> str:
    first, *others = [person.family or person.literal for person in reference.authors or reference.editors]
    return f"{first}{' et al.' if others else ''} {reference.year}"


def unquoted(answer: str, found: Retrieved) -> list[str]:
    """Return the sentences of *answer* that are not word for word in a quotation; empty: the answer may be shown."""
    texts = " ".join(" ".join(quotation.text.split()) for quotation in found.quotations)
    sentences = (sentence.strip(" \n\"'\u201c\u201d\u2018\u2019") for sentence in SENTENCE.split(answer))
    return [sentence for sentence in sentences if sentence and " ".join(sentence.split()) not in texts]
