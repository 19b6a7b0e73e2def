"""Commands for apps that pin a content version: pin, impact."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
from click.exceptions import Exit

import withdrawal_concepts as wc
from withdrawal_concepts._pins import find_pyproject
from withdrawal_concepts.cli._options import format_option, open_content, print_json
from withdrawal_concepts.cli._pyproject import write_pin
from withdrawal_concepts.cli._report import annotation


@click.command()
@click.argument("version", required=False)
@click.option("--write", is_flag=True, help="Write the pin into pyproject.toml.")
@click.option("--check", is_flag=True, help="Check the pin in pyproject.toml.")
@click.option(
    "--project",
    metavar="PATH",
    default=".",
    help="The pyproject.toml, or the folder from which to look upward for one. Default: the working directory.",
)
@format_option
def pin(version: str | None, write: bool, check: bool, project: str, form: str) -> None:
    """Print the line that pins a content version.

    VERSION is a version or a specifier (1.0.0, ~=1.0); without it, the newest.

    \b
    Example:
      withdrawal-concepts pin 1.0.0
      withdrawal-concepts pin --write

    --write puts version and digest into the table [tool.withdrawal-concepts] of pyproject.toml, for
    load_pinned(), and changes nothing else in it. --check loads what is pinned there.

    JSON: version, digest, line, path (null without --write and --check), written.

    Exit status 1: --check found no pin, or one that does not hold.
    """
    if write and check:
        raise click.UsageError("choose one of --write and --check")
    path = find_pyproject(project) if write or check else None
    written = False
    if check and path is not None:
        glossary = _checked(path, version)
    else:
        glossary = wc.load(version)
        if path is not None:
            written = write_pin(Path(path), glossary.version, glossary.digest)
    line = f'wc.load("{glossary.version}", digest="{glossary.digest}")'
    if form == "json":
        facts = {"version": glossary.version, "digest": glossary.digest, "line": line, "path": path}
        print_json({**facts, "written": written})
    elif path is None:
        click.echo(line)
    else:
        verb = "pins" if check else "now pins" if written else "already pins"
        click.echo(f"{path} {verb} content {glossary.version}, {glossary.digest}")


def _checked(path: str, version: str | None) -> wc.Glossary:
    """Return what is pinned; whatever is wrong with it is a finding, not a wrong usage."""
    try:
        glossary = wc.load_pinned(path)
    except (wc.PinError, wc.ContentVersionNotFoundError) as error:
        raise click.ClickException(str(error)) from None
    if version is not None and wc.load(version).version != glossary.version:
        raise click.ClickException(f"{path} pins content {glossary.version}, not {version}")
    return glossary


@click.command()
@click.option(
    "--from",
    "before",
    metavar="VERSION|FILE|FOLDER",
    help="The content that the app uses. Default: what pyproject.toml here or in a folder above pins.",
)
@click.option(
    "--to", "after", metavar="VERSION|FILE|FOLDER", help="The content to go to. Default: the newest in this install."
)
@click.option(
    "--uses",
    multiple=True,
    required=True,
    metavar="PATH",
    help="A file or folder that names entries, or a list of ids (.txt; - is the standard input). May be repeated.",
)
@click.option("--all", "wording", is_flag=True, help="Also list changes of wording, relations and references.")
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text", help="Default: text.")
def impact(before: str | None, after: str | None, uses: tuple[str, ...], wording: bool, form: str) -> None:
    """List what another content version would break for an app.

    Looks for ids and labels in Python, JSON, YAML, TOML, JavaScript, HTML, templates, Markdown and plain lists,
    and lists only the changes of what it finds, each with its place and what to do.

    \b
    Example:
      withdrawal-concepts impact --from 0.1.0 --to 1.0.0 --uses src --uses ids.txt

    JSON: before and after (version, digest), breaks, files, uses (their number), skipped (path, reason, unread),
    effects (use, effect, kind, id, choices, message, advice, breaks).

    Exit status 1: something breaks, or a file could not be read.
    """
    one, other = _pinned() if before is None else open_content(before), open_content(after)
    listed = _standard_input() if "-" in uses else ()
    paths = [path for path in uses if path != "-"]
    for path in paths:
        if not Path(path).exists():
            raise click.UsageError(f"--uses: there is no file or folder {path!r}")
    scan = wc.find_uses(paths, one, other)
    found = wc.impact(one, other, (*listed, *scan.uses), wording=wording)
    _FORMATS[form](one, other, scan, found, len(listed))
    if found.breaks or any(item.unread for item in scan.skipped):
        raise Exit(1)


def _pinned() -> wc.Glossary:
    try:
        return wc.load_pinned(".")
    except wc.PinError as error:
        raise click.UsageError(f"say --from, or pin a version in pyproject.toml ({error})") from None


def _standard_input() -> tuple[wc.Use, ...]:
    lines = sys.stdin.buffer.read().decode("utf-8-sig", "replace").splitlines()
    texts = ((number, line.partition("#")[0].strip()) for number, line in enumerate(lines, 1))
    return tuple(wc.Use(text, "-", number) for number, text in texts if text)


def _summary(scan: wc.Scan, found: wc.Impact, listed: int) -> str:
    breaking = sum(effect.breaks for effect in found.effects)
    looking = len(found.effects) - breaking
    counts = f"{_many(len(scan.uses) + listed, 'use')} in {_many(scan.files + bool(listed), 'file')}"
    verdict = f"{breaking} of them {'breaks' if breaking == 1 else 'break'}" if breaking else "nothing breaks"
    more = f", {looking} to look at" if looking else ""
    return f"Content {found.before} → {found.after}: {counts}, {verdict}{more}."


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _left_out(scan: wc.Scan) -> Iterator[str]:
    for item in scan.skipped:
        yield f"{item.path}: {'NOT READ' if item.unread else 'left out'}: {item.reason}"


def _text(_: wc.Glossary, __: wc.Glossary, scan: wc.Scan, found: wc.Impact, listed: int) -> None:
    for effect in found.effects:
        click.echo(str(effect))
    for line in _left_out(scan):
        click.echo(line, err=True)
    click.echo(_summary(scan, found, listed))


def _github(_: wc.Glossary, __: wc.Glossary, scan: wc.Scan, found: wc.Impact, listed: int) -> None:
    for effect in found.effects:
        level = "error" if effect.breaks else "warning"
        use, message = effect.use, f"{effect.message} → {effect.advice}"
        click.echo(annotation(level, use.path, use.line, use.column, effect.effect, message))
    for item in scan.skipped:
        click.echo(annotation("error" if item.unread else "notice", item.path, 0, 0, "left out", item.reason))
    click.echo(_summary(scan, found, listed))


def _json(one: wc.Glossary, other: wc.Glossary, scan: wc.Scan, found: wc.Impact, listed: int) -> None:
    effects = wc.to_dict(found.effects)
    for effect in effects:
        del effect["changes"]  # they are what `diff` prints
    print_json(
        {
            "before": {"version": one.version, "digest": one.digest},
            "after": {"version": other.version, "digest": other.digest},
            "breaks": found.breaks,
            "files": scan.files,
            "uses": len(scan.uses) + listed,
            "skipped": wc.to_dict(scan.skipped),
            "effects": effects,
        }
    )


_FORMATS: dict[str, Callable[[wc.Glossary, wc.Glossary, wc.Scan, wc.Impact, int], None]] = {
    "text": _text,
    "json": _json,
    "github": _github,
}

COMMANDS = (pin, impact)
