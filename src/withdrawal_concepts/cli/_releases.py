"""Commands about content versions: versions, verify, diff."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

import attrs
import click
from click.exceptions import Exit

import withdrawal_concepts as wc
from withdrawal_concepts._changes import HIDDEN_FIELDS
from withdrawal_concepts._store import read_search_table
from withdrawal_concepts.cli._options import content_option, format_option, open_content, print_json


@click.command()
@format_option
@content_option("all versions in this install")
def versions(form: str, content: str | None) -> None:
    """List the content versions in this install.

    Oldest first. With --content only that content; the status of a file or folder is null if no version here
    has the same bytes.

    \b
    Example:
      withdrawal-concepts versions

    JSON: package (its version), versions (version, released, digest, status, retires, successor, search).

    Exit status 1: there is none.
    """
    found: list[dict[str, Any]] = wc.to_dict(wc.content_versions())
    if content is not None:
        named = open_content(content)
        head = {"version": named.version, "released": named.released and named.released.isoformat()}
        unknown = dict.fromkeys(attrs.fields_dict(wc.ContentVersion)) | head | {"digest": named.digest}
        found = [version for version in found if version["digest"] == named.digest] or [unknown]
    if form == "json":
        print_json({"package": wc.__version__, "versions": found})
    else:
        for version in found:
            parts = [version["version"], version["released"], version["status"] or "not in this install"]
            line = "  ".join([*filter(None, parts), version["digest"]])
            if version["retires"]:
                line += f"  goes from {version['retires']}"
            if version["successor"]:
                line += f"  move to {version['successor']}"
            click.echo(line)
    if not found:
        raise Exit(1)


@click.command()
@format_option
@content_option("all versions in this install")
def verify(form: str, content: str | None) -> None:
    """Check the digest of each content version.

    The digest is computed again from the bytes and compared with the one that was released; so is that of the
    search table that was learned for the version.

    \b
    Example:
      withdrawal-concepts verify

    With --content only that content: a released version is compared, a file or folder is read whole and
    its digest printed. JSON: versions (version, ok, digest, expected, reason).

    Exit status 1: the bytes are not those that were released, or cannot be read.
    """
    requests = [content] if content is not None else [version.version for version in wc.content_versions()]
    rows = [row for request in requests for row in _checked(request)]
    if form == "json":
        print_json({"versions": rows})
    else:
        for row in rows:
            what = f"{row['version']}  {row['digest'] or 'nothing'}"
            expected = f"  expected {row['expected']}" + (f": {row['reason']}" if row["reason"] else "")
            click.echo(f"ok  {what}" if row["ok"] else f"BAD {what}{expected}")
    if not rows:
        click.echo("There is no released content in this install.", err=True)
    if not rows or not all(row["ok"] for row in rows):
        raise Exit(1)


def _checked(request: str) -> Iterator[Mapping[str, object]]:
    """Yield a row for the content, and one for its search table where that is not what it should be."""
    try:
        glossary = open_content(request)
        digest = glossary.digest
        yield {"version": glossary.version, "ok": True, "digest": digest, "expected": digest, "reason": ""}
        read_search_table(digest)
    except wc.ContentIntegrityError as error:
        found = {"digest": error.actual, "expected": error.expected, "reason": error.reason}
        yield {"version": error.version, "ok": False, **found}


@click.command()
@click.argument("before", metavar="A")
@click.argument("after", metavar="[B]", required=False)
@format_option
@content_option()
def diff(before: str, after: str | None, form: str, content: str | None) -> None:
    """List what changed from one content to another.

    A and B are each a version, a file or a content folder. Without B, A is compared with what --content names.

    \b
    Example:
      withdrawal-concepts diff 1.0.0 src/withdrawal_concepts/content

    One line a change, with the version number that it requires; the last line has the one for all. JSON:
    before and after (version, digest), bump (major, minor, patch or null), changes (action, kind, id,
    field, before, after, bump, before_at, after_at, item).

    Exit status 0, with changes or without.
    """
    if after is not None and content is not None:
        raise click.UsageError("give B or --content, not both")
    one, other = open_content(before), open_content(content if after is None else after)
    found = wc.diff(one, other)
    if form == "json":
        print_json(
            {
                "before": {"version": one.version, "digest": one.digest},
                "after": {"version": other.version, "digest": other.digest},
                "bump": found.bump,
                "changes": wc.to_dict(found.changes),
            }
        )
        return
    for line in _lines(found.changes):
        click.echo(line)
    count = len(found.changes)
    required = f"this requires a {found.bump} version" if found.bump else "the content is the same"
    click.echo(f"{count} change{'' if count == 1 else 's'} from {one.version} to {other.version}: {required}")


def _lines(changes: Iterable[wc.Change]) -> Iterator[str]:
    """Yield a line a change; texts that are only for matching are counted, never shown."""
    for hidden, group in groupby(changes, key=lambda c: (c.bump, c.kind, c.id, c.field, c.action)):
        bump, kind, id, field, action = hidden
        if field in HIDDEN_FIELDS:
            yield f"{bump:5}  {kind} {id}, {field} {action} ({len(list(group))})"
        else:
            yield from (f"{bump:5}  {change}" for change in group)


COMMANDS = (versions, verify, diff)
