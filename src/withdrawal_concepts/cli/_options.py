"""Options that several commands have, and the JSON envelope."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

import withdrawal_concepts as wc

Command = TypeVar("Command", bound=Callable[..., Any])


def content_option(default: str = "the newest version in this install") -> Callable[[Command], Command]:
    what = "A released version or specifier (1.0.0, ~=1.0), a compiled file, or a content folder."
    return click.option("--content", metavar="VERSION|FILE|FOLDER", help=f"{what} Default: {default}.")


def format_option(command: Command) -> Command:
    return click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Default: text.")(
        command
    )


def open_content(request: str | None) -> wc.Glossary:
    """Return the glossary that ``--content`` names."""
    if request is None:
        return wc.load()
    if not request:
        raise click.UsageError("a version, a file or a folder is needed here, not an empty text")
    path = Path(request)
    if path.is_dir():
        from withdrawal_concepts import authoring

        return authoring.load(path)
    if path.exists():
        return wc.load(path)
    if os.sep in request or (os.altsep and os.altsep in request) or path.suffix == ".json":
        raise click.UsageError(f"there is no file or folder {request!r}")
    return wc.load(request)


def print_json(data: Any) -> None:
    """Print *data*; letters beyond ASCII are escaped where the output cannot carry them."""
    encoding = (sys.stdout.encoding or "").lower().replace("-", "").replace("_", "")
    click.echo(json.dumps(data, ensure_ascii=encoding != "utf8", indent=2))


def envelope(glossary: wc.Glossary, **data: Any) -> dict[str, Any]:
    """Return *data* with the content version and digest that they come from."""
    released = glossary.released.isoformat() if glossary.released else None
    return {"content": {"version": glossary.version, "digest": glossary.digest, "released": released}, **data}


def public_notice(notice: wc.Notice) -> dict[str, Any]:
    """Return a notice as plain data without its patterns: they are for matching, never for showing."""
    data: dict[str, Any] = wc.to_dict(notice)
    return {**data, "triggers": [], "exceptions": []}
