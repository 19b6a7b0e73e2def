"""The command export: a content version, or the citation of one entry, in the formats of other tools."""

from __future__ import annotations

import re
from pathlib import Path

import click

from withdrawal_concepts.cli._options import content_option, open_content

FORMATS = ("anki", "bibtex", "csl-json", "csv", "json-ld", "jsonl", "markdown", "python", "skos")
ENTRY_FORMATS = ("bibtex", "csl-json", "json-ld", "markdown")


@click.command()
@click.argument("form", metavar="FORMAT", type=click.Choice(FORMATS))
@click.option("--entry", metavar="ID", help=f"Only this term or section (formats: {', '.join(ENTRY_FORMATS)}).")
@click.option("--base", metavar="URL", help="What the addresses of entries start with. Default: names without a place.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file. Default: print.")
@content_option()
def export(form: str, entry: str | None, base: str | None, output: Path | None, content: str | None) -> None:
    """Write the glossary for another tool.

    \b
    Formats:
      anki      a deck for Anki; cards survive an update
      bibtex    how to cite an entry (with --entry)
      csl-json  all references, for Zotero; with --entry: how to cite it
      csv       a table of the terms, for a spreadsheet
      json-ld   a schema.org DefinedTermSet; with --entry: one DefinedTerm
      jsonl     one quotable statement a line, for a retrieval index
      markdown  all terms and sections as one text, or one of them
      python    a module with the ids as Literal types, for type checkers
      skos      a SKOS concept scheme in Turtle (needs the extra rdf)

    \b
    Example:
      withdrawal-concepts export bibtex --entry ghosting
      withdrawal-concepts export anki --output withdrawal-concepts.txt
    """
    from withdrawal_concepts import export

    if base is not None and not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]*", base):
        raise click.UsageError(f"--base: {base!r} is no address; write one such as https://example.org/glossary/")
    base = base or export.BASE
    glossary = open_content(content)
    if entry is not None:
        if form not in ENTRY_FORMATS:
            raise click.UsageError(f"{form} has no form for one entry; leave --entry out")
        if form == "json-ld" and entry in glossary.sections:
            raise click.UsageError(f"json-ld has a form for terms only, and {entry!r} is a section")
        text = export.entry_text(glossary, entry, form, base=base)
    elif form == "bibtex":
        raise click.UsageError("bibtex cites one entry; name it with --entry")
    else:
        text = export.FORMATS[form](glossary, base)
    if output is None:
        click.echo(text, nl=False)
    else:
        output.write_text(text, encoding="utf-8", newline="")


COMMANDS = (export,)
