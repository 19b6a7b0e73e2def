"""Commands that start an entry: new, from-issue. They need the extra ``authoring``."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO, TypeVar

import click
from click.exceptions import Exit

from withdrawal_concepts.cli._files import content_folder

MOST_READ = 1_000_000
"""Characters of a form that are read at all; what is longer than a form can be is refused."""
Command = TypeVar("Command", bound=Callable[..., Any])


def content_option(command: Command) -> Command:
    return click.option(
        "--content",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        help="The content folder. Default: that of the checkout that you are in.",
    )(command)


def id_option(command: Command) -> Command:
    return click.option("--id", "id", metavar="ID", help="The id, for ever. Default: made from the name.")(command)


def from_here(path: Path) -> str:
    """Return a path from the current folder, where that is shorter."""
    relative = os.path.relpath(path)
    return relative.replace(os.sep, "/") if len(relative) <= len(str(path)) else path.as_posix()


@click.group()
def new() -> None:
    """Start an entry: a file with a place for each text.

    \b
    Example:
      withdrawal-concepts new term "Sunday dread"
      withdrawal-concepts new reference --from zotero.bib

    A file that is there is never changed. A file with a placeholder can be checked, but not released.
    """


@new.command("term")
@click.argument("name")
@id_option
@content_option
def new_term(name: str, id: str | None, content: Path | None) -> None:
    """Start a term. NAME is its preferred label; labels that are nearly the same are named.

    \b
    Example:
      withdrawal-concepts new term "Sunday dread"
    """
    _start("term", name, id, content)


@new.command("section")
@click.argument("title")
@click.option("--article", default="", metavar="ID", help="The article that it is a section of.")
@id_option
@content_option
def new_section(title: str, article: str, id: str | None, content: Path | None) -> None:
    """Start a section of an article. It gets the next free place in it.

    \b
    Example:
      withdrawal-concepts new section "Rejection at Work" --article isolate
    """
    _start("section", title, id, content, article)


@new.command("article")
@click.argument("title")
@id_option
@content_option
def new_article(title: str, id: str | None, content: Path | None) -> None:
    """Start an article: its title, date and lead.

    \b
    Example:
      withdrawal-concepts new article "Why People Go Quiet" --id go-quiet
    """
    _start("article", title, id, content)


@new.command("notice")
@click.argument("title")
@id_option
@content_option
def new_notice(title: str, id: str | None, content: Path | None) -> None:
    """Start a notice: a disclaimer, or a pointer to help.

    \b
    Example:
      withdrawal-concepts new notice "If you are not safe" --id not-safe
    """
    _start("notice", title, id, content)


@new.command("reference")
@click.argument("id", required=False)
@click.option(
    "--from", "source", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE",
    help="CSL-JSON, BibTeX or RIS, as Zotero exports them; several works are fine.",
)  # fmt: skip
@click.option("--doi", hidden=True)
@content_option
def new_reference(id: str | None, source: Path | None, doi: str | None, content: Path | None) -> None:
    """Add references from Zotero, or one by hand.

    \b
    Example:
      withdrawal-concepts new reference --from zotero.bib
      withdrawal-concepts new reference ren-2016

    ID is the family name of the first author and the year; with --from it is made from the work. Names, pages and
    DOIs are tidied. A work that is there already is not written again. What a work was read to show (its note)
    is yours to write.

    Exit status 1: a work could not be read.
    """
    from withdrawal_concepts import authoring

    if doi:
        hint = "look the work up in Zotero, export it, and give the file: new reference --from FILE"
        raise click.UsageError(f"a DOI cannot be looked up, because this program uses no network; {hint}")
    if (id is None) == (source is None):
        raise click.UsageError("give either --from FILE or an ID such as ren-2016")
    folder = content_folder(content)
    if source is None:
        outcomes: tuple[authoring.NewReference, ...] = (authoring.new_reference(folder, str(id)),)
    else:
        outcomes = authoring.new_references(folder, source)
    for outcome in outcomes:
        shown = from_here(outcome.path) if outcome.path else outcome.id
        click.echo(f"{outcome.where}: {outcome.outcome}" + (f": {shown}" if shown else ""))
        for remark in outcome.remarks:
            click.echo(f"  {remark}")
    written = [outcome for outcome in outcomes if outcome.path is not None]
    if written:
        click.echo("Next:")
        click.echo("  1. in each new file, replace the TODO by what you read the work to show")
        click.echo(f"  2. cite it in an entry: [limited; @{written[0].id}]")
        click.echo(f"  3. withdrawal-concepts check --strict {from_here(folder)}")
    if any(outcome.outcome == "refused" for outcome in outcomes):
        raise Exit(1)


def _start(kind: Any, name: str, id: str | None, content: Path | None, article: str = "") -> None:
    from withdrawal_concepts import authoring

    written = authoring.new_entry(content_folder(content), kind, name, id=id, article=article)
    shown = from_here(written.path)
    click.echo(f"{shown} is there. Its id is '{written.id}', for ever.")
    for similar in written.similar:
        click.echo(f"Look first: {similar}. If that is what you mean, mend that entry instead.")
    click.echo("Next:")
    click.echo(f"  1. open {shown} in an editor and replace each TODO")
    click.echo(f"  2. withdrawal-concepts check --strict {shown}")
    click.echo(f"  3. withdrawal-concepts preview {shown}")


@click.command("from-issue")
@click.argument("form", metavar="FILE", type=click.File("r", encoding="utf-8", errors="replace"))
@content_option
def from_issue(form: TextIO, content: Path | None) -> None:
    """Turn the issue form "Propose a term" into an entry.

    \b
    Example:
      withdrawal-concepts from-issue issue.md
      gh issue view 12 --json body | withdrawal-concepts from-issue -

    FILE is the body of the issue, or JSON: the answers by field id, or an issue with its body; - is the standard
    input. What is missing is listed, one thing at a time, and nothing is written then. The text of a form is
    never trusted: an entry holds it as it was written, or is not made.

    Exit status 1: something is missing.
    """
    from withdrawal_concepts import authoring

    entry = authoring.entry_from_issue(content_folder(content), form.read(MOST_READ))
    if entry.path is None or not entry.text:
        click.echo("This is not an entry yet. What is missing, one thing at a time:")
        for number, what in enumerate(entry.missing, 1):
            click.echo(f"{number:3}. {what}")
        raise Exit(1)
    shown = from_here(entry.path)
    click.echo(f"{shown} is there. Next:")
    click.echo(f"  1. withdrawal-concepts check --strict {shown}")
    click.echo(f"  2. withdrawal-concepts preview {shown}")


COMMANDS = (new, from_issue)
