"""A preview as HTML and as Markdown. Whatever an entry holds is shown as text: nothing in it is run or followed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from attrs import frozen

import withdrawal_concepts as wc
from withdrawal_concepts._changes import HIDDEN_FIELDS, shown
from withdrawal_concepts._convert import Path as Place
from withdrawal_concepts._wording import BASIS, RELATION, STANDING, bracket, reference_line, review_line, statement_line
from withdrawal_concepts.cli._report import visible

if TYPE_CHECKING:
    from withdrawal_concepts.authoring._preview import Preview

MOST_SHOWN = 600
MOST_MARKDOWN = 60_000
"""Characters; GitHub takes comments of 65,536."""

_STYLE = """
:root{color-scheme:light dark;--line:#8888;--note:#fff3c4;--bad:#ffd9d6;--in:#d6f5d6}
@media(prefers-color-scheme:dark){:root{--note:#4a3f10;--bad:#5a211d;--in:#1d4a24}}
body{font:1rem/1.6 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}
h1{line-height:1.2}h2{margin-top:2rem;border-bottom:1px solid var(--line)}code{font-size:.9em}
aside{background:var(--note);padding:.3rem .8rem;margin:.3rem 0;border-left:4px solid var(--line)}
aside.error{background:var(--bad)}del{background:var(--bad)}ins{background:var(--in);text-decoration:none}
dt{margin-top:.8rem;font-weight:600}dd{margin:0 0 0 1rem}.quiet{opacity:.75}
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


@frozen
class Piece:
    """A text of an entry: the heading that it stands below (or "" for none), and its place in the record."""

    heading: str
    at: Place
    text: str


def pieces(preview: Preview) -> Iterator[Piece]:
    """Yield what readers see of an entry, in order; of one that cannot be read, the texts that could."""
    entry, glossary = preview.entry, preview.glossary
    if isinstance(entry, wc.Term):
        yield from _term(entry, glossary)
    elif isinstance(entry, wc.Section | wc.Article):
        field = "paragraphs" if isinstance(entry, wc.Section) else "lead"
        for n, paragraph in enumerate(getattr(entry, field)):
            yield Piece("Text", (field, n), statement_line(glossary, paragraph))
    elif isinstance(entry, wc.Notice):
        yield from (Piece("Text", ("paragraphs", n), text) for n, text in enumerate(entry.paragraphs))
        yield from (Piece("Links", ("links", n), link) for n, link in enumerate(entry.links))
    elif isinstance(entry, wc.Reference):
        yield Piece("Reference", ("title",), reference_line(entry))
        yield Piece("What it may be cited for", ("note",), entry.note)
    else:
        yield from (Piece(f"Could be read: {t.field}", (t.field, n), t.text) for n, t in enumerate(preview.texts))
    if isinstance(entry, wc.Term | wc.Section):
        yield Piece("Review", ("reviewed",), review_line(entry))


def _term(term: wc.Term, glossary: wc.Glossary) -> Iterator[Piece]:
    if term.aliases:
        yield Piece("", ("aliases",), f"also: {', '.join(term.aliases)}")
    yield Piece("", ("standing",), f"standing: {STANDING[term.standing]}")
    yield Piece("", ("category",), f"category: {term.category}")
    yield Piece("", ("summary",), term.summary)
    yield from (Piece("Definition", ("definition", n), text) for n, text in enumerate(term.definition))
    if term.origin:
        yield Piece("Origin", ("origin",), f"{term.origin.text} {bracket(glossary, references=term.origin.references)}")
    yield from (Piece("Example", ("example", n), text) for n, text in enumerate(term.example))
    for n, statement in enumerate(term.statements):
        yield Piece("What research says", ("statements", n), statement_line(glossary, statement))
    for n, claim in enumerate(term.misconceptions):
        text = f"{claim.claim} → {claim.correction} {bracket(glossary, references=claim.references)}"
        yield Piece("Misconceptions", ("misconceptions", n), text)
    for n, statement in enumerate(term.what_helps):
        yield Piece("What may help", ("what_helps", n), statement_line(glossary, statement))
    stated = {(r.kind, r.target): n for n, r in enumerate(term.relations)}
    for relation in glossary.relations(term.id):
        name = glossary.terms[relation.target].name
        rests_on = bracket(glossary, BASIS[relation.basis], references=relation.references)
        number = stated.get((relation.kind, relation.target))
        heading = "Relations" if number is not None else "Relations that other entries state"
        at: Place = ("relations", number) if number is not None else ("relations",)
        yield Piece(heading, at, f"{RELATION[relation.kind]}: {name} [{relation.target}]. {relation.reason} {rests_on}")


def title(preview: Preview) -> str:
    """Return the name of an entry, or its id where it has none."""
    entry = preview.entry
    return str(getattr(entry, "name", "") or getattr(entry, "title", "") or preview.id)


def bump_line(preview: Preview) -> str:
    """Return in one sentence what a preview means for the version number of the content."""
    from withdrawal_concepts.authoring._preview import WHY

    if not preview.against:
        return "No content was released yet, so there is nothing to compare with."
    if preview.bump is None:
        if preview.entry is None and not preview.findings:
            return f"There is no such file, and content {preview.against} has no entry with this id."
        if preview.entry is None:
            return "What it changes can be said when the file can be read."
        return f"Nothing changes against content {preview.against}."
    first = next(change for change in preview.changes if change.bump == preview.bump)
    where = f" (first of all: {first.field or 'the entry'} {first.action})"
    return (
        f"Against content {preview.against} this is a {preview.bump} change, so the next content version is "
        f"{preview.next_version} or later: {WHY[preview.bump]}{where}."
    )


def placed(preview: Preview, shown_pieces: Sequence[Piece]) -> dict[int, list[wc.Finding]]:
    """Return number of a piece -> the findings that stand in its lines; -1 for those about the whole file."""
    lines = [
        (line, n) for n, piece in enumerate(shown_pieces) if (line := preview.lines.get(piece.at)) and piece.heading
    ]
    lines += [(text.line, n) for n, text in enumerate(preview.texts) if preview.entry is None]
    found: dict[int, list[wc.Finding]] = {}
    for finding in preview.findings:
        near = max((pair for pair in lines if pair[0] <= finding.line), default=(0, -1))
        found.setdefault(near[1], []).append(finding)
    return found


# -- HTML --------------------------------------------------------------------------------------------


def as_html(previews: Sequence[Preview]) -> str:
    """Return one page that needs no other file and asks nobody for anything."""
    names = ", ".join(title(preview) for preview in previews)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>Preview: {_safe(names)}</title><style>{_STYLE}</style></head><body>\n"
        + "\n".join(map(_html_entry, previews))
        + "\n</body></html>\n"
    )


def _safe(text: str) -> str:
    return escape(visible(text))


def _html_entry(preview: Preview) -> str:
    parts = [f"<main><h1>{_safe(title(preview))} <code>{_safe(preview.id)}</code></h1>"]
    parts.append(f'<p class="quiet">{_safe(preview.path)}. A draft, not released.</p>')
    shown_pieces = list(pieces(preview))
    found = placed(preview, shown_pieces)
    parts += map(_html_finding, found.get(-1, ()))
    heading = ""
    for n, piece in enumerate(shown_pieces):
        if piece.heading != heading:
            heading = piece.heading
            parts.append(f"<h2>{_safe(heading)}</h2>")
        parts.append(f"<p>{_safe(piece.text)}</p>")
        parts += map(_html_finding, found.get(n, ()))
    parts.append(f"<h2>What changes</h2><p>{_safe(bump_line(preview))}</p>")
    if preview.changes:
        parts.append(f"<dl>{''.join(map(_html_change, preview.changes))}</dl>")
    return "\n".join([*parts, "</main>"])


def _html_finding(finding: wc.Finding) -> str:
    hint = f" → {finding.suggestion}" if finding.suggestion else ""
    place = f"line {finding.line}: " if finding.line else ""
    said = _safe(f"{place}{finding.code} {finding.message}{hint}")
    return f'<aside class="{finding.severity}" role="note">{said}</aside>'


def _html_change(change: wc.Change) -> str:
    head = f"<dt>{_safe(f'{change.field or change.kind} {change.item}'.strip())}: {change.action} ({change.bump})</dt>"
    return head + "".join(f"<dd>{side}</dd>" for side in _html_sides(change))


def _html_sides(change: wc.Change) -> Iterator[str]:
    if change.field in HIDDEN_FIELDS or change.action in ("reordered", "relabelled") or not change.field:
        yield _safe(change.what)
        return
    old, new = [(s[1], s[2]) for s in change.spans], [(s[3], s[4]) for s in change.spans]
    for value, tag, spans in ((change.before, "del", old), (change.after, "ins", new)):
        if value is None:
            continue
        text = value if isinstance(value, str) else shown(value)
        parts: list[str] = []
        end = 0
        for start, stop in spans or [(0, len(text))]:
            parts += [_safe(text[end:start]), f"<{tag}>{_safe(text[start:stop])}</{tag}>" if stop > start else ""]
            end = stop
        yield "".join([*parts, _safe(text[end:])])


# -- Markdown ----------------------------------------------------------------------------------------


def as_markdown(previews: Sequence[Preview]) -> str:
    """Return a summary for a pull request: findings, the version number, and what was before and is now."""
    whole = "## What this changes\n\n" + "\n".join("\n".join(_markdown_entry(preview)) for preview in previews)
    if len(whole) <= MOST_MARKDOWN:
        return whole
    short = "## What this changes\n\n" + "\n".join(f"- {code(p.path)}: {len(p.findings)} findings" for p in previews)
    return short[:MOST_MARKDOWN] + "\n\nThis is too much for one comment: see the preview page.\n"


def _markdown_entry(preview: Preview) -> Iterator[str]:
    yield f"### {code(preview.path)}: {code(title(preview))}"
    yield ""
    if not preview.findings:
        yield "The check finds nothing."
    for finding in preview.findings:
        place = f"line {finding.line}: " if finding.line else ""
        hint = f" → {code(finding.suggestion)}" if finding.suggestion else ""
        yield f"- {place}**{finding.code}** {code(finding.message)}{hint}"
    yield ""
    yield re.sub(r"[`<>@#]", "", bump_line(preview))
    yield ""
    for change in preview.changes:
        yield f"- {code(f'{change.field or change.kind} {change.item}'.strip())}: {change.action} ({change.bump})"
        if change.field and change.field not in HIDDEN_FIELDS and change.action not in ("reordered", "relabelled"):
            yield from _fenced(change.before, change.after)
    yield ""


def _fenced(before: Any, after: Any) -> Iterator[str]:
    """Yield a diff in a fence that is longer than any in the texts: nothing in it can end it."""
    lines = [
        f"{sign} {line}"
        for sign, value in (("-", before), ("+", after))
        if value is not None
        for line in _short(value if isinstance(value, str) else shown(value)).splitlines()
    ]
    fence = "`" * max(3, 1 + max((len(run) for line in lines for run in re.findall(r"`+", line)), default=0))
    yield from (f"  {line}" for line in ("", f"{fence}diff", *lines, fence, ""))


def _short(text: str) -> str:
    text = visible(text)
    return text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]} ... ({len(text)} characters)"


def code(text: str) -> str:
    """Return *text* as code of one line: no link, no name and no tag in it means anything there."""
    line = " ".join(_short(text).split()) or " "
    fence = "`" * (1 + max((len(run) for run in re.findall(r"`+", line)), default=0))
    return f"{fence} {line} {fence}" if "`" in line else f"{fence}{line}{fence}"
