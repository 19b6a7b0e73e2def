"""Commands for contributors: check, explain, fix, editors, release, learn. They need the extra ``authoring``."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator
from pathlib import Path

import attrs
import click
from click.exceptions import Exit

import withdrawal_concepts as wc
from withdrawal_concepts.cli._files import CONTENT, content_folder, replace
from withdrawal_concepts.cli._report import FORMATS, Report, as_page

DATA = Path("src/withdrawal_concepts/data")
KINDS = ("terms", "sections", "articles", "notices", "references")


@click.command()
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--strict", is_flag=True, help="Warnings fail too.")
@click.option("--hints", is_flag=True, help="Show hints too; they never fail.")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text", help="Default: text.")
def check(paths: tuple[Path, ...], strict: bool, hints: bool, form: str) -> None:
    """Check a content folder, or files in it.

    Every finding comes at once: file, line, code, what is wrong, what would be right.

    \b
    Example:
      withdrawal-concepts check
      withdrawal-concepts check src/withdrawal_concepts/content/terms/loneliness.md

    PATH: a content folder (default: that of the checkout that you are in), or files in one. For files, only what
    concerns them is looked for (the reading level is that of the whole folder).

    Formats: text; json (errors, warnings, files, findings); github (workflow annotations); sarif (2.1.0). What
    a code means: withdrawal-concepts explain CODE.

    Exit status 1: errors, or warnings with --strict.
    """
    from withdrawal_concepts import authoring

    if not paths:
        paths = (content_folder(None, "a PATH"),)
    found: set[wc.Finding] = set()
    files: set[Path] = set()
    for root, chosen in _by_root(paths).items():
        looked_at = {path for path in _files(root) if not chosen.isdisjoint((path, *path.parents))}
        found |= set(authoring.check(root, files=None if root in chosen else {*chosen, *looked_at}))
        files |= looked_at
    shown = [
        attrs.evolve(finding, path=_from_here(Path(finding.path)).as_posix())
        for finding in sorted(found)
        if hints or finding.severity != "info"
    ]
    report = Report(shown, len(files))
    click.echo(FORMATS[form](report))
    if report.count("error") or (strict and report.count("warning")):
        raise Exit(1)


def _default(folder: Path, otherwise: str) -> Path:
    if not folder.is_dir():
        raise click.UsageError(f"there is no {folder.as_posix()} here: run this in a checkout, or give {otherwise}")
    return folder


def _by_root(paths: tuple[Path, ...]) -> dict[Path, set[Path]]:
    """Return content folder -> what was asked for in it."""
    roots: dict[Path, set[Path]] = {}
    for given in paths:
        path = Path(os.path.normpath(Path.cwd() / given))  # not resolve(): a link keeps the name it was given by
        if path.is_file() and path.parent.name not in KINDS:
            raise click.UsageError(f"{given} lies in none of the folders {', '.join(KINDS)} of a content folder")
        if path.is_file() or (path.name in KINDS and not any((path / kind).is_dir() for kind in KINDS)):
            root = path.parent.parent if path.is_file() else path.parent
        else:
            root = path
        roots.setdefault(root, set()).add(path)
    return roots


def _files(root: Path) -> Iterator[Path]:
    for kind in KINDS:
        if (root / kind).is_dir():
            yield from (path for path in (root / kind).iterdir() if path.is_file() and not path.name.startswith("."))


def _from_here(path: Path) -> Path:
    """Return the path from the current folder, as editors and GitHub want it."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


@click.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--diff/--write", "only_diff", default=True, help="Show what would change (default), or write it.")
def fix(paths: tuple[Path, ...], only_diff: bool) -> None:
    """Mend what is mechanical in files of a content folder.

    Order of keys, spaces, quotes, arrows, line breaks, the form of a DOI. No word and no comment is touched.

    \b
    Example:
      withdrawal-concepts fix src/withdrawal_concepts/content/terms/loneliness.md
      withdrawal-concepts fix --write src/withdrawal_concepts/content

    Exit status 1: there is something to mend, and it was not written.
    """
    from withdrawal_concepts import authoring

    found = [authoring.fix(_from_here(path)) for path in _entries(paths)]
    mended = [one for one in found if one.changed]
    for one in mended:
        if only_diff:
            click.echo(one.diff, nl=False)
        else:
            replace(Path(one.path), one.after.encode())
            click.echo(f"mended {one.path}")
    click.echo(f"{len(mended)} of {len(found)} files {'to mend' if only_diff else 'mended'}", err=True)
    if mended and only_diff:
        raise Exit(1)


def _entries(paths: tuple[Path, ...]) -> Iterator[Path]:
    """Yield the files of content folders that are asked for; a link is refused, for it may lead anywhere."""
    for root, chosen in _by_root(paths).items():
        if not any((root / kind).is_dir() for kind in KINDS):
            raise click.UsageError(f"{root} is no content folder: it has none of the folders {', '.join(KINDS)}")
        for path in sorted(_files(root)):
            if path.suffix in (".md", ".json") and not chosen.isdisjoint((path, *path.parents)):
                if path.is_symlink() or path.parent.is_symlink():
                    raise click.ClickException(f"{path} is a link; name the file itself")
                yield path


@click.command()
@click.option("--write", is_flag=True, help="Write what differs.")
def editors(write: bool) -> None:
    """Make the JSON Schemas and snippets for editors.

    They stand in a checkout. They offer the ids of the newest released content, so make them anew after a release.

    \b
    Example:
      withdrawal-concepts editors --write

    Exit status 1: a file differs from what would be made, and it was not written.
    """
    from withdrawal_concepts import authoring

    if not CONTENT.is_dir():
        raise click.UsageError(f"there is no {CONTENT.as_posix()} here: run this in the first folder of a checkout")
    made = {Path(name): text for name, text in authoring.editor_files(wc.load()).items()}
    old = [path for path, text in made.items() if not path.is_file() or path.read_text(encoding="utf-8") != text]
    for path in old if write else ():
        path.parent.mkdir(exist_ok=True)
        path.write_text(made[path], encoding="utf-8", newline="\n")
    for path in old:
        click.echo(f"{path.as_posix()} {'written' if write else 'differs'}")
    if old and not write:
        raise Exit(1)


@click.command()
@click.argument("codes", metavar="CODE...", nargs=-1, required=True)
def explain(codes: tuple[str, ...]) -> None:
    """Say what the codes of a check mean, with an example of each.

    \b
    Example:
      withdrawal-concepts explain E107

    Exit status 1: there is no such code.
    """
    from withdrawal_concepts import authoring
    from withdrawal_concepts._text import nearest

    known = authoring.rules()
    for number, code in enumerate(codes):
        rule = known.get(code.upper())
        if rule is None:
            near = ", ".join(nearest(code.upper(), list(known)))
            hint = f"near it: {near}" if near else "codes are written as E107; all are in docs/reference/rules.md"
            raise click.ClickException(f"there is no code {code!r}; {hint}")
        click.echo("\n" * bool(number) + as_page(rule))


@click.command()
@click.argument("version")
@click.option(
    "--date", "released", type=click.DateTime(["%Y-%m-%d"]), required=True, help="Day of the release, year-month-day."
)
@click.option(
    "--content", type=click.Path(exists=True, file_okay=False, path_type=Path), help=f"Default: {CONTENT.as_posix()}."
)
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), help=f"Default: {DATA.as_posix()}.")
@click.option("--dry-run", is_flag=True, help="Say what would be released; write nothing.")
def release(version: str, released: datetime.datetime, content: Path | None, data: Path | None, dry_run: bool) -> None:
    """Release a content folder as a content version.

    Prints the notes of the release: what changed, entry by entry.

    \b
    Example:
      withdrawal-concepts release 1.1.0 --date 2027-01-31 --dry-run

    A version number that claims less than the changes require is refused, and so is content with findings;
    then nothing is written.
    """
    from withdrawal_concepts import authoring

    outcome = authoring.release(
        content or _default(CONTENT, "--content"),
        data or _default(DATA, "--data"),
        version=version,
        released=released.date(),
        dry_run=dry_run,
    )
    click.echo(outcome.notes.rstrip("\n"))
    done = "would be released" if dry_run else "released"
    click.echo(f"{outcome.version} {done} ({outcome.bump or 'no change'}), {outcome.digest}", err=True)


@click.command()
@click.argument("version")
@click.option(
    "--content", type=click.Path(exists=True, file_okay=False, path_type=Path), help=f"Default: {CONTENT.as_posix()}."
)
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), help=f"Default: {DATA.as_posix()}.")
def learn(version: str, content: Path | None, data: Path | None) -> None:
    """Learn the search table of a released content version anew.

    The content does not change; what people type is read from the folder content/search.

    \b
    Example:
      withdrawal-concepts learn 1.0.0
    """
    from withdrawal_concepts import authoring

    folder, target = content or _default(CONTENT, "--content"), data or _default(DATA, "--data")
    digest = authoring.learn_search(folder, target, version=version)
    click.echo(f"search table of content {version} learned: {digest}")


COMMANDS = (check, explain, fix, editors, release, learn)
