"""The group of commands: what they share, and how an error of the library ends a command."""

from __future__ import annotations

import warnings
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import click
from click.exceptions import Exit

import withdrawal_concepts as wc
from withdrawal_concepts.cli import _authors, _contributors, _export, _pins, _preview, _readers, _relations, _releases

ASKED_WRONGLY = (wc.ContentVersionError, wc.ContentVersionNotFoundError, wc.MissingExtraError, wc.PinError, OSError)


class Failure(click.ClickException):
    """An error of the library, as one line (findings: one line each) instead of a traceback."""

    def __init__(self, error: wc.WithdrawalConceptsError | OSError) -> None:
        if isinstance(error, OSError) and error.strerror:
            super().__init__(f"{error.filename}: {error.strerror}" if error.filename else error.strerror)
        else:
            super().__init__(str(error))


class Refusal(Failure):
    """An error that says that something else has to be asked for."""

    exit_code = 2


class Commands(click.Group):
    """A group that lists its commands in the order in which they were added."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (the signature is click's)
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            with _notes():
                return super().invoke(ctx)
        except KeyboardInterrupt:
            raise Exit(130) from None
        except BrokenPipeError:
            raise  # click ends quietly
        except (wc.WithdrawalConceptsError, OSError) as error:
            raise (Refusal if isinstance(error, ASKED_WRONGLY) else Failure)(error) from None


@contextmanager
def _notes() -> Generator[None, None, None]:
    """Say on stderr, once each, which ids and content versions are on their way out."""
    told: set[str] = set()
    others = warnings.showwarning

    def show(message: Warning | str, category: type[Warning], *args: Any, **options: Any) -> None:
        if not issubclass(category, wc.ContentDeprecationWarning):
            others(message, category, *args, **options)
        elif str(message) not in told:
            told.add(str(message))
            click.echo(f"Note: {message}", err=True)

    with warnings.catch_warnings():
        warnings.simplefilter("always", wc.ContentDeprecationWarning)
        warnings.showwarning = show
        yield


def _print_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if not wanted or ctx.resilient_parsing:
        return
    try:
        newest = wc.content_versions()[-1]
        content = f"content {newest.version} ({newest.released})"
    except IndexError:
        content = "no released content in this install"
    except wc.ContentIntegrityError as error:
        content = str(error)
    click.echo(f"withdrawal-concepts {wc.__version__}, {content}")
    ctx.exit()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Print the package version and the newest content version.",
)
def commands() -> None:
    """A glossary on why people withdraw after rejection, and what may help.

    It is for learning. It cannot tell you whether you have a condition, and it does not replace a doctor,
    counsellor or other health professional.

    \b
    Example:
      withdrawal-concepts search left on read
      withdrawal-concepts show loneliness

    Exit status: 0 fine, 1 findings or nothing found, 2 wrong usage.
    """


for command in (
    *_readers.COMMANDS,
    *_relations.COMMANDS,
    *_releases.COMMANDS,
    *_export.COMMANDS,
    *_pins.COMMANDS,
    *_authors.COMMANDS,
    *_preview.COMMANDS,
    *_contributors.COMMANDS,
):
    commands.add_command(command)
