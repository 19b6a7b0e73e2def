"""An entry, or all of them, as Markdown: text that a person or a language model can read as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from withdrawal_concepts._documents import Section
from withdrawal_concepts._glossary import Glossary
from withdrawal_concepts._model import Term
from withdrawal_concepts._wording import (
    BASIS,
    RELATION,
    STANDING,
    bracket,
    content_line,
    reference_line,
    review_line,
    statement_line,
)
from withdrawal_concepts.export._pieces import NOT_ADVICE, Entry, entry_of, name_of, references_of

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#])")


def to_markdown(glossary: Glossary) -> str:
    """Return all terms, then all sections in reading order, as one text.

    >>> import withdrawal_concepts as wc
    >>> from withdrawal_concepts import export
    >>> export.to_markdown(wc.load("1.0.0")).splitlines()[0]
    '# withdrawal-concepts, content 1.0.0'
    """
    sections = sorted(glossary.sections.values(), key=lambda s: (s.article, s.position, s.id))
    parts = [f"# withdrawal-concepts, content {glossary.version}\n\n{NOT_ADVICE}\n"]
    entries: list[Entry] = [*glossary.terms.values(), *sections]
    parts += [_entry(glossary, entry, level=2) for entry in entries]
    return "\n".join(parts)


def entry_markdown(glossary: Glossary, id: str) -> str:
    """Return one term or section as a text of its own. Raises TermNotFoundError."""
    return _entry(glossary, entry_of(glossary, id), level=1)


def _entry(glossary: Glossary, entry: Entry, *, level: int) -> str:
    lines = [f"{'#' * level} {_plain(name_of(entry))}", ""]
    for id in entry.notices:
        if (notice := glossary.notices.get(id)) is not None:
            lines += [f"> **{_plain(notice.title)}**", *(f">\n> {_plain(text)}" for text in notice.paragraphs), ""]
    lines += _term(glossary, entry, level) if isinstance(entry, Term) else _section(glossary, entry)
    if cited := references_of(glossary, entry):
        lines += _listed("References", level, (_plain(reference_line(reference)) for reference in cited))
    lines += [_plain(f"{review_line(entry)} {content_line(glossary)}"), ""]
    return "\n".join(lines)


def _term(glossary: Glossary, term: Term, level: int) -> Iterator[str]:
    if term.aliases:
        yield f"Also: {_plain(', '.join(term.aliases))}"
        yield ""
    yield f"Standing: {STANDING[term.standing]}. Category: {term.category}. Id: `{term.id}`."
    yield ""
    yield _plain(term.summary)
    yield ""
    yield from _paragraphs("Definition", level, term.definition)
    if term.origin is not None:
        yield from _paragraphs("Origin", level, [f"{term.origin.text} {_cited(glossary, term.origin.references)}"])
    yield from _paragraphs("Example", level, term.example)
    yield from _listed("What research says", level, (_plain(statement_line(glossary, s)) for s in term.statements))
    claims = (f"{m.claim} → {m.correction} {_cited(glossary, m.references)}" for m in term.misconceptions)
    yield from _listed("Misconceptions", level, (_plain(claim) for claim in claims))
    yield from _listed("What may help", level, (_plain(statement_line(glossary, s)) for s in term.what_helps))
    relations = (
        f"{RELATION[r.kind]}: {glossary.terms[r.target].name} ({r.target}). {r.reason} "
        f"{bracket(glossary, BASIS[r.basis], references=r.references)}"
        for r in glossary.relations(term)
    )
    yield from _listed("Relations", level, (_plain(relation) for relation in relations))


def _section(glossary: Glossary, entry: Section) -> Iterator[str]:
    article = glossary.articles.get(entry.article)
    yield _plain(f"Section {entry.position} of: {article.title if article else entry.article}. Id: ") + f"`{entry.id}`."
    yield ""
    for paragraph in entry.paragraphs:
        yield _plain(statement_line(glossary, paragraph))
        yield ""


def _paragraphs(heading: str, level: int, paragraphs: Iterable[str]) -> Iterator[str]:
    texts = list(paragraphs)
    if texts:
        yield f"{'#' * (level + 1)} {heading}"
        yield ""
    for text in texts:
        yield _plain(text)
        yield ""


def _listed(heading: str, level: int, lines: Iterable[str]) -> Iterator[str]:
    items = list(lines)
    if items:
        yield f"{'#' * (level + 1)} {heading}"
        yield ""
        yield from (f"- {item}" for item in items)
        yield ""


def _cited(glossary: Glossary, references: tuple[str, ...]) -> str:
    return bracket(glossary, references=references)


def _plain(text: str) -> str:
    """Return *text* as Markdown that shows just these characters, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
