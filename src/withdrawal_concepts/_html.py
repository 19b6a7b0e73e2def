"""Records as HTML for notebooks (``_repr_html_``). Pure: takes records, gives text.

Every text is escaped, nothing is requested, and no colour is set, so that a dark page reads as well as a light one.
Functions that start with an underscore take and give HTML, unless a parameter is called *text*.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

from withdrawal_concepts._wording import BASIS, EVIDENCE, RELATION, STANDING, review_line

if TYPE_CHECKING:
    from withdrawal_concepts._documents import Section
    from withdrawal_concepts._model import Relation, Statement, Term
    from withdrawal_concepts._notice import Notice
    from withdrawal_concepts._relations import Neighbourhood
    from withdrawal_concepts._search import Hit, SearchResult

_BOX = "max-width:44em;border-left:3px solid currentColor;padding-left:1em"
_FRAME = "border:2px solid currentColor;padding:0 1em"
_ASIDE = "opacity:.75;font-size:90%"


def term_html(term: Term) -> str:
    """Return a term with all that a reader may see of it; references and notices by their ids."""
    parts = [_heading(term.name, term.id)]
    if term.aliases:
        parts.append(_aside(f"also: {', '.join(term.aliases)}"))
    parts += [_aside(f"standing: {STANDING[term.standing]}"), f"<p><strong>{escape(term.summary)}</strong></p>"]
    parts += map(_paragraph, term.definition)
    if term.origin is not None:
        parts += ["<h4>Origin</h4>", _paragraph(term.origin.text + _bracket("", term.origin.references))]
    if term.example:
        parts += ["<h4>Example</h4>", *map(_paragraph, term.example)]
    parts += _listed("What research says", map(_graded, term.statements))
    claims = (f"{m.claim} → {m.correction}{_bracket('', m.references)}" for m in term.misconceptions)
    parts += _listed("Misconceptions", map(escape, claims))
    parts += _listed("What may help", map(_graded, term.what_helps))
    return _box([*parts, *_foot(term)])


def section_html(section: Section) -> str:
    """Return a section with the evidence level of each paragraph; references and notices by their ids."""
    parts = [_heading(section.title, section.id), _aside(f"section {section.position} of {section.article}")]
    parts += (f"<p>{_graded(paragraph)}</p>" for paragraph in section.paragraphs)
    return _box([*parts, *_foot(section)])


def search_html(result: SearchResult) -> str:
    """Return the notice, whole and first, then the hits with the words that matched."""
    parts = [] if result.notice is None else [_notice(result.notice)]
    if not result.hits:
        parts.append(_paragraph(f"Nothing in the glossary answers {result.query!r}."))
    return _box([*parts, *map(_hit, result.hits)])


def neighbourhood_html(neighbourhood: Neighbourhood) -> str:
    """Return the relations of a term, each with its reason and what it rests on."""
    names = {term.id: term.name for term in neighbourhood.terms}
    lines = [_relation(relation, names[relation.target]) for relation in neighbourhood.relations]
    head = _heading(neighbourhood.term.name, neighbourhood.term.id)
    return _box([head, *(_listed("Relations", lines) or [_aside("no relations")])])


def _relation(relation: Relation, text: str) -> str:
    reason = relation.reason + _bracket(BASIS[relation.basis], relation.references)
    return (
        f"{escape(RELATION[relation.kind])}: <strong>{escape(text)}</strong> <code>{escape(relation.target)}</code>. "
        f"{escape(reason)}"
    )


def _hit(hit: Hit) -> str:
    spans = {match.text: match.spans for match in hit.matches}
    name, summary = (_marked(text, spans.get(text, ())) for text in (hit.name, hit.summary))
    after = "" if hit.evidence is None else _bracket(EVIDENCE[hit.evidence], ())
    about = f"<code>{escape(hit.id)}</code> {hit.kind}, score {hit.score:.2f}"
    return f'<p><strong>{name}</strong> <span style="{_ASIDE}">{about}</span><br>{summary}{escape(after)}</p>'


def _marked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    parts: list[str] = []
    at = 0
    for start, end in spans:
        parts += [escape(text[at:start]), f"<mark>{escape(text[start:end])}</mark>"]
        at = end
    return "".join([*parts, escape(text[at:])])


def _notice(notice: Notice) -> str:
    named = " ".join(notice.paragraphs)
    texts = [*notice.paragraphs, *(link for link in notice.links if link not in named)]
    body = "".join(map(_paragraph, texts))
    return f'<div role="note" style="{_FRAME}"><h4>{escape(notice.title)}</h4>{body}</div>'


def _graded(statement: Statement) -> str:
    return escape(statement.text + _bracket(EVIDENCE[statement.evidence], statement.references))


def _bracket(text: str, references: Sequence[str]) -> str:
    parts = [part for part in (text, *references) if part]
    return f" [{'; '.join(parts)}]" if parts else ""


def _foot(entry: Term | Section) -> list[str]:
    parts = [_aside(f"Show with it: the notices {', '.join(entry.notices)}.")] if entry.notices else []
    return [*parts, _aside(review_line(entry))]


def _box(parts: Iterable[str]) -> str:
    return f'<div style="{_BOX}">{"".join(parts)}</div>'


def _heading(text: str, id: str) -> str:
    return f"<h3>{escape(text)} <code>{escape(id)}</code></h3>"


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def _aside(text: str) -> str:
    return f'<p style="{_ASIDE}">{escape(text)}</p>'


def _listed(text: str, items: Iterable[str]) -> list[str]:
    lines = [f"<li>{item}</li>" for item in items]
    return [f"<h4>{escape(text)}</h4><ul>{''.join(lines)}</ul>"] if lines else []
