"""The command that shows an entry as it will look. It needs the extra ``authoring``."""

from __future__ import annotations

import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

import click

import withdrawal_concepts as wc
from withdrawal_concepts.cli._preview_forms import as_html, as_markdown, bump_line, pieces, title

if TYPE_CHECKING:
    from withdrawal_concepts.authoring import Preview
    from withdrawal_concepts.cli._page import Page


@click.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--html", metavar="OUT", type=click.Path(dir_okay=False, path_type=Path), help="Write an HTML page to OUT."
)
@click.option("--open", "opened", is_flag=True, help="Open that page in a browser.")
@click.option("--format", "form", type=click.Choice(["text", "markdown"]), default="text", help="Default: text.")
def preview(files: tuple[Path, ...], html: Path | None, opened: bool, form: str) -> None:
    """Show entries as they will look.

    With their neighbours, what the check finds, and what changes in the newest released content, field by field.

    \b
    Example:
      withdrawal-concepts preview src/withdrawal_concepts/content/terms/loneliness.md
      withdrawal-concepts preview --html preview.html --open src/withdrawal_concepts/content/terms/loneliness.md

    FILE: files of a content folder; one that is not there is shown as one that goes away. A file with errors is
    shown as far as it can be read. --format markdown is a summary for a pull request.

    Exit status 0, with findings or without; 2: a FILE lies in no content folder.
    """
    from withdrawal_concepts import authoring

    if opened and html is None:
        raise click.UsageError("--open needs --html OUT")
    try:
        made = authoring.preview(files)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    if html is not None:
        html.write_text(as_html(made), encoding="utf-8")
        click.echo(f"written to {html}", err=True)
        if opened:
            webbrowser.open(html.absolute().as_uri())
    elif form == "markdown":
        click.echo(as_markdown(made))
    else:
        from withdrawal_concepts.cli._page import Page

        page = Page()
        for one in made:
            _put(page, one)
        page.write()


def _put(page: Page, one: Preview) -> None:
    from withdrawal_concepts.cli import _render
    from withdrawal_concepts.cli._page import text

    if isinstance(one.entry, wc.Term):
        _render.term(page, one.glossary, one.glossary.terms[one.id])
    elif isinstance(one.entry, wc.Section):
        _render.section(page, one.glossary, one.glossary.sections[one.id])
    else:
        page.put(text((title(one), "bold"), f" [{one.id}]"))
        heading = ""
        for piece in pieces(one):
            if piece.heading != heading:
                heading = piece.heading
                page.heading(heading)
            page.put(piece.text)
    page.heading("What the check finds")
    for finding in one.findings:
        page.put(str(finding), lead="- ")
    if not one.findings:
        page.put("nothing")
    page.heading("What changes")
    page.put(bump_line(one))
    for change in one.changes:
        field = f"{change.field} {f'({change.item})' if change.item else ''}".strip() or change.kind
        page.put(f"{field} {change.what} ({change.bump})", lead="- ")
    page.blank()


COMMANDS = (preview,)
