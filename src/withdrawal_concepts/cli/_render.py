"""What readers see of the records, on a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rich.text import Text

import withdrawal_concepts as wc
from withdrawal_concepts._documents import cited_by
from withdrawal_concepts._wording import (
    BASIS,
    EVIDENCE,
    RELATION,
    STANDING,
    author_year,
    bracket,
    content_line,
    reference_line,
    review_line,
    statement_line,
)
from withdrawal_concepts.cli._page import Node, Page, text

MATCH = "bold reverse"


def search(page: Page, glossary: wc.Glossary, result: wc.SearchResult) -> None:
    """Add the notice, whole and first, then the hits."""
    if result.notice is not None:
        notice(page, result.notice)
        page.blank()
    for hit in result:
        _hit(page, hit)
        page.blank()
    if not result:
        page.put(
            f"Nothing in the glossary answers {result.query!r}. That says nothing about you or your question. "
            "Other words may help: a shorter phrase, or how you would say it to a friend."
        )
        page.blank()
    _foot(page, glossary, signpost=result.notice is None)


def _hit(page: Page, hit: wc.Hit) -> None:
    about = f"term, {hit.entry.standing}" if isinstance(hit.entry, wc.Term) else "section"
    after = f" [{EVIDENCE[hit.evidence]}]" if hit.evidence else ""
    heading = _highlighted(hit, ("name", "title"), hit.name)
    heading.stylize("bold")
    page.put(heading + text(f" [{hit.id}] {about}, score {hit.score:.2f}"))
    page.put(_highlighted(hit, ("summary", "paragraphs"), hit.summary) + text(after), indent=2)


def _highlighted(hit: wc.Hit, fields: tuple[str, ...], words: str) -> Text:
    line = text(words)
    for match in hit.matches:
        if match.field in fields and match.text == words:
            for start, end in match.spans:
                line.stylize(MATCH, start, end)
    return line


def notice(page: Page, record: wc.Notice) -> None:
    """Add the full text of a notice; links that its text does not name come last."""
    named = " ".join(record.paragraphs)
    page.panel(record.title, [*record.paragraphs, *(link for link in record.links if link not in named)])


def term(page: Page, glossary: wc.Glossary, entry: wc.Term) -> None:
    """Add everything that a reader may see of a term."""
    page.put(text((entry.name, "bold"), f" [{entry.id}]"))
    if entry.aliases:
        page.put(f"also: {', '.join(entry.aliases)}")
    page.put(f"standing: {STANDING[entry.standing]}")
    page.put(f"category: {entry.category}")
    if entry.status != "current":
        page.put(f"status: {entry.status}")
    page.blank()
    page.put(entry.summary)
    _paragraphs(page, "Definition", entry.definition)
    if entry.origin is not None:
        origin = f"{entry.origin.text} {bracket(glossary, references=entry.origin.references)}"
        _paragraphs(page, "Origin", [origin.rstrip()])
    _paragraphs(page, "Example", entry.example)
    _statements(page, glossary, "What research says", entry.statements)
    if entry.misconceptions:
        page.heading("Misconceptions")
    for claim in entry.misconceptions:
        page.put(f"Some people say: {claim.claim}", lead="- ")
        known = f"What is known: {claim.correction} {bracket(glossary, references=claim.references)}"
        page.put(known.rstrip(), indent=2)
    _statements(page, glossary, "What may help", entry.what_helps)
    own = glossary.relations(entry)
    if own:
        page.heading("Relations")
        page.tree(relation_tree(glossary, entry, own, {}))
    _end(page, glossary, entry, own)


def section(page: Page, glossary: wc.Glossary, entry: wc.Section) -> None:
    """Add everything that a reader may see of a section."""
    page.put(text((entry.title, "bold"), f" [{entry.id}]"))
    page.put(f"section {entry.position} of: {_article(glossary, entry.article)}")
    for paragraph in entry.paragraphs:
        page.blank()
        page.put(statement_line(glossary, paragraph))
    if entry.terms:
        page.heading("Terms")
        for id in entry.terms:
            page.put(f"{_name(glossary, id)} [{id}]", lead="- ")
    _end(page, glossary, entry)


def section_list(page: Page, glossary: wc.Glossary, sections: Sequence[wc.Section]) -> None:
    """Add the headings of the sections, article by article; *sections* come in that order."""
    article = None
    for entry in sections:
        if entry.article != article:
            article = entry.article
            page.heading(_article(glossary, article))
        page.put(text((entry.title, "bold"), f" [{entry.id}]"), lead=f"{entry.position}. ")
    page.blank()
    page.put(content_line(glossary))


def relation_tree(
    glossary: wc.Glossary,
    start: wc.Term,
    first: Iterable[wc.Relation],
    further: Mapping[str, Sequence[wc.Relation]],
) -> Node:
    """Return the tree of *start*: its *first* relations, then what each term reached leads to (*further*)."""
    root = Node(text((start.name, "bold"), f" [{start.id}]"))
    pending = [(root, first)]
    opened: set[str] = set()
    while pending:
        above, relations = pending.pop()
        for relation in relations:
            node = Node(_relation(glossary, relation))
            above.children.append(node)
            if relation.target not in opened:  # two relations may lead to one term
                opened.add(relation.target)
                pending.append((node, further.get(relation.target, ())))
    return root


def path(page: Page, glossary: wc.Glossary, start: wc.Term, steps: Sequence[wc.Relation]) -> None:
    """Add a path, one step below the other."""
    page.put(text((start.name, "bold"), f" [{start.id}]"))
    for relation in steps:
        page.put(_relation(glossary, relation), lead="- ")
    page.blank()
    page.put(content_line(glossary))


def _relation(glossary: wc.Glossary, relation: wc.Relation) -> Text:
    rests_on = bracket(glossary, BASIS[relation.basis], references=relation.references)
    return text(
        f"{RELATION[relation.kind]}: ",
        (_name(glossary, relation.target), "bold"),
        f" [{relation.target}]. {relation.reason} {rests_on}",
    )


def _paragraphs(page: Page, heading: str, paragraphs: Sequence[str]) -> None:
    if paragraphs:
        page.heading(heading)
    for number, paragraph in enumerate(paragraphs):
        if number:
            page.blank()
        page.put(paragraph)


def _statements(page: Page, glossary: wc.Glossary, heading: str, statements: Sequence[wc.Statement]) -> None:
    if statements:
        page.heading(heading)
    for statement in statements:
        page.put(statement_line(glossary, statement), lead="- ")


def _end(page: Page, glossary: wc.Glossary, entry: wc.Term | wc.Section, relations: Iterable[wc.Relation] = ()) -> None:
    """Add the notices of an entry, its references and sources, and where all of it comes from."""
    for id in entry.notices:
        if (record := glossary.notices.get(id)) is not None:
            page.blank()
            notice(page, record)
    references = sorted(cited_by(entry, relations), key=lambda id: (author_year(glossary, id).casefold(), id))
    if references:
        page.heading("References")
    for id in references:
        reference = glossary.references.get(id)
        page.put(reference_line(reference) if reference else id, lead="- ")
    if entry.sources:
        page.heading("Sources of the idea")
    for source in entry.sources:
        page.put(f"{_article(glossary, source.article)} ({source.heading})", lead="- ")
    if isinstance(entry, wc.Term) and entry.external_ids:
        page.heading("Elsewhere")
        for other in entry.external_ids:
            page.put(f"{other.scheme} {other.id} ({other.match} match)", lead="- ")
    page.blank()
    page.put(review_line(entry))
    _foot(page, glossary, signpost=not entry.notices)


def _foot(page: Page, glossary: wc.Glossary, *, signpost: bool) -> None:
    """Add which content this is and, where no other notice points to help, the signpost."""
    page.put(content_line(glossary))
    for record in glossary.notices.values():
        if signpost and record.level == "signpost":
            for paragraph in record.paragraphs:
                page.put(paragraph)


def _name(glossary: wc.Glossary, id: str) -> str:
    entry = glossary.terms.get(id)
    return entry.name if entry else id


def _article(glossary: wc.Glossary, id: str) -> str:
    article = glossary.articles.get(id)
    return article.title if article else id
