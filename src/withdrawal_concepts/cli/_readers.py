"""Commands that read one content version: search, show, section, mentions."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click
from click.exceptions import Exit

import withdrawal_concepts as wc
from withdrawal_concepts._documents import cited_by
from withdrawal_concepts._model import CATEGORIES, STANDINGS, Category, Standing
from withdrawal_concepts._search import HitKind
from withdrawal_concepts.cli._options import (
    content_option,
    envelope,
    format_option,
    open_content,
    print_json,
    public_notice,
)

NOTHING_FOUND = 1
STANDARD_INPUT = "-"


@click.command()
@click.argument("query", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(min=1), default=10, show_default=True, help="At most so many hits.")
@click.option("--kind", type=click.Choice(["term", "section"]), help="Only terms, or only sections.")
@click.option("--category", type=click.Choice(CATEGORIES), help="Only terms of this category.")
@click.option("--standing", type=click.Choice(STANDINGS), help="Only terms of this standing.")
@format_option
@content_option()
def search(
    query: tuple[str, ...],
    limit: int,
    kind: HitKind | None,
    category: Category | None,
    standing: Standing | None,
    form: str,
    content: str | None,
) -> None:
    """Find entries by what you would type.

    Best hits first. Where there is a help notice, it comes before them.

    \b
    Example:
      withdrawal-concepts search scared of being turned down

    JSON: content (version, digest, released), query, notice (or null), hits. Each hit: id, kind, score
    (0 to 1), name, summary (of a section: its first paragraph), standing (null for sections), evidence
    (of that paragraph; null for terms), matches (field, text, spans in characters).

    Exit status 1: no hits.
    """
    glossary = open_content(content)
    result = glossary.search(" ".join(query), limit=limit, kind=kind, category=category, standing=standing)
    if form == "json":
        notice = public_notice(result.notice) if result.notice else None
        print_json(envelope(glossary, query=result.query, notice=notice, hits=[_hit(hit) for hit in result]))
    else:
        from withdrawal_concepts.cli import _page, _render

        page = _page.Page()
        _render.search(page, glossary, result)
        page.write()
    if not result:
        raise Exit(NOTHING_FOUND)


def _hit(hit: wc.Hit) -> dict[str, Any]:
    return {
        "id": hit.id,
        "kind": hit.kind,
        "score": hit.score,
        "name": hit.name,
        "summary": hit.summary,
        "standing": hit.entry.standing if isinstance(hit.entry, wc.Term) else None,
        "evidence": hit.evidence,
        "matches": wc.to_dict(hit.matches),
    }


@click.command()
@click.argument("label", nargs=-1, required=True)
@format_option
@content_option()
def show(label: tuple[str, ...], form: str, content: str | None) -> None:
    """Show a term by id, name or alias.

    A section is shown by its id.

    \b
    Example:
      withdrawal-concepts show rejection sensitivity

    JSON: content, then term or section (the record), relations (terms only; both directions), references
    (by id) and notices. The record's search_phrases and questions are for matching, not for showing.

    Exit status 1: there is no such entry.
    """
    glossary = open_content(content)
    words = " ".join(label)
    try:
        entry: wc.Term | wc.Section = glossary.lookup(words)
    except wc.TermNotFoundError:
        section = glossary.sections.get(words.strip().lower())
        if section is None:
            if form == "text" and (found := glossary.search(words, limit=1).notice) is not None:
                _print_notice(found)  # what people type in distress is not always a search
            raise
        entry = section
    _print_entry(glossary, entry, form)


@click.command()
@click.argument("id", required=False)
@click.option("--list", "listed", is_flag=True, help="List all sections, article by article.")
@format_option
@content_option()
def section(id: str | None, listed: bool, form: str, content: str | None) -> None:
    """Show a section by its id, or list them all.

    The sections follow two popular articles, heading by heading, and say what research supports.

    \b
    Example:
      withdrawal-concepts section --list

    JSON: as for show; with --list: content, sections (id, title, article, position).

    Exit status 1: there is no such section.
    """
    if (id is None) != listed:
        raise click.UsageError("give the id of a section, or --list")
    glossary = open_content(content)
    if id is not None:
        _print_entry(glossary, glossary.sections[id], form)
        return
    sections = sorted(glossary.sections.values(), key=lambda entry: (entry.article, entry.position, entry.id))
    if form == "json":
        names = ("id", "title", "article", "position")
        print_json(envelope(glossary, sections=[{name: getattr(entry, name) for name in names} for entry in sections]))
        return
    from withdrawal_concepts.cli import _page, _render

    page = _page.Page()
    _render.section_list(page, glossary, sections)
    page.write()


def _print_entry(glossary: wc.Glossary, entry: wc.Term | wc.Section, form: str) -> None:
    if form == "json":
        relations = glossary.relations(entry) if isinstance(entry, wc.Term) else ()
        print_json(_entry(glossary, entry, relations))
        return
    from withdrawal_concepts.cli import _page, _render

    page = _page.Page()
    if isinstance(entry, wc.Term):
        _render.term(page, glossary, entry)
    else:
        _render.section(page, glossary, entry)
    page.write()


def _print_notice(notice: wc.Notice) -> None:
    from withdrawal_concepts.cli import _page, _render

    page = _page.Page()
    _render.notice(page, notice)
    page.write()


def _entry(glossary: wc.Glossary, entry: wc.Term | wc.Section, relations: tuple[wc.Relation, ...]) -> dict[str, Any]:
    if isinstance(entry, wc.Term):
        data = {"term": wc.to_dict(entry), "relations": wc.to_dict(relations)}
    else:
        data = {"section": wc.to_dict(entry)}
    notices = [glossary.notices[id] for id in entry.notices if id in glossary.notices]
    return envelope(
        glossary,
        **data,
        references={
            id: wc.to_dict(glossary.references[id]) for id in cited_by(entry, relations) if id in glossary.references
        },
        notices=[public_notice(notice) for notice in notices],
    )


@click.command()
@click.argument("file", default=STANDARD_INPUT)
@click.option("--once", is_flag=True, help="Only the first mention of each term.")
@click.option("--ambiguous", is_flag=True, help="Also labels that are too general to mark in ordinary prose.")
@format_option
@content_option()
def mentions(file: str, once: bool, ambiguous: bool, form: str, content: str | None) -> None:
    """Find the terms that a text names.

    FILE is UTF-8 text; - or nothing is the standard input.

    \b
    Example:
      withdrawal-concepts mentions essay.txt --once

    One line a mention: start:end, the text, the id of the term, with tabs between. Offsets count
    characters from 0, line ends as they are in the file. JSON: content, mentions.

    Exit status 1: no mention.
    """
    data = sys.stdin.buffer.read() if file == STANDARD_INPUT else Path(file).read_bytes()
    try:
        words = data.decode("utf-8")
    except UnicodeDecodeError:
        raise click.UsageError(f"{file} is not UTF-8 text") from None
    glossary = open_content(content)
    found = tuple(glossary.mentions(words, once=once, ambiguous=ambiguous))
    if form == "json":
        print_json(envelope(glossary, mentions=wc.to_dict(found)))
    else:
        for mention in found:
            # A label may run over a line end; the table has one line each.
            click.echo(f"{mention.start}:{mention.end}\t{' '.join(mention.text.split())}\t{mention.term_id}")
    if not found:
        click.echo("No term of the glossary is named in this text.", err=True)
        raise Exit(NOTHING_FOUND)


COMMANDS = (search, show, section, mentions)
