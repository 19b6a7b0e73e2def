"""Commands that follow the relations of terms: related, path."""

from __future__ import annotations

import click
from click.exceptions import Exit

import withdrawal_concepts as wc
from withdrawal_concepts._model import RELATION_KINDS, RelationKind
from withdrawal_concepts._wording import content_line
from withdrawal_concepts.cli._options import content_option, envelope, format_option, open_content, print_json

NOTHING_FOUND = 1


@click.command()
@click.argument("label")
@click.argument("kinds", metavar="[KIND]...", nargs=-1, type=click.Choice(RELATION_KINDS))
@click.option("--depth", type=click.IntRange(min=1), default=1, show_default=True, help="Steps from the term.")
@format_option
@content_option()
def related(label: str, kinds: tuple[RelationKind, ...], depth: int, form: str, content: str | None) -> None:
    """Show the relations of a term.

    Each comes with its reason and with what it rests on.

    \b
    Example:
      withdrawal-concepts related loneliness leads_to eased_by --depth 2

    Kinds: broader, narrower, related, leads_to, follows_from, reinforces, reinforced_by, contrasts_with,
    eased_by, eases. Without one, all.

    JSON: content, term (its id), relations, each with its depth (steps from the term).

    Exit status 1: no such term, or no such relation.
    """
    glossary = open_content(content)
    start = glossary.lookup(label)
    first = glossary.relations(start, *kinds)
    further: dict[str, list[wc.Relation]] = {}
    deeper = [step for step in glossary.walk(start, kinds or None, depth) if step.depth > 1]
    for step in deeper:
        further.setdefault(step.via.source, []).append(step.via)
    if form == "json":
        found = [(relation, 1) for relation in first] + [(step.via, step.depth) for step in deeper]
        data = [{"depth": steps, **wc.to_dict(relation)} for relation, steps in found]
        print_json(envelope(glossary, term=start.id, relations=data))
    elif first:
        from withdrawal_concepts.cli import _page, _render

        page = _page.Page()
        page.tree(_render.relation_tree(glossary, start, first, further))
        page.blank()
        page.put(content_line(glossary))
        page.write()
    if not first:
        click.echo(f"{start.name} has no {' or '.join(kinds) or 'written'} relation.", err=True)
        raise Exit(NOTHING_FOUND)


@click.command()
@click.argument("start", metavar="A")
@click.argument("goal", metavar="B")
@format_option
@content_option()
def path(start: str, goal: str, form: str, content: str | None) -> None:
    """Show how two terms are connected.

    Finds a shortest way from one to the other along their relations.

    \b
    Example:
      withdrawal-concepts path ghosting self-esteem

    A path is a way to read on, not a chain of causes. JSON: content, from, to, path (relations; null
    where there is none).

    Exit status 1: no such term, or no path.
    """
    glossary = open_content(content)
    one, other = glossary.lookup(start), glossary.lookup(goal)
    steps = glossary.path(one, other)
    if form == "json":
        data = None if steps is None else wc.to_dict(steps)
        print_json(envelope(glossary, **{"from": one.id, "to": other.id, "path": data}))
    elif steps is not None:
        from withdrawal_concepts.cli import _page, _render

        page = _page.Page()
        _render.path(page, glossary, one, steps)
        page.write()
    if steps is None:
        click.echo(f"No path leads from {one.name} to {other.name}.", err=True)
        raise Exit(NOTHING_FOUND)


COMMANDS = (related, path)
