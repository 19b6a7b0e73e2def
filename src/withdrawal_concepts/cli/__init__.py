"""The command line: ``withdrawal-concepts``. Needs the extra ``cli``."""

from __future__ import annotations

import io
import sys
from importlib.util import find_spec

__all__ = ["main"]


def main() -> None:
    """Run the command line with the arguments of this process, and end the process."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that cannot show a sign must not end in a traceback
    if _missing():
        from withdrawal_concepts.errors import MissingExtraError

        sys.stderr.write(f"Error: {MissingExtraError('the command line', 'cli')}\n")
        sys.exit(2)
    try:
        from withdrawal_concepts.cli._main import commands

        commands(prog_name="withdrawal-concepts")
    except KeyboardInterrupt:
        sys.exit(130)


def _missing() -> bool:
    try:
        return find_spec("click") is None or find_spec("rich") is None
    except ImportError:
        return True
