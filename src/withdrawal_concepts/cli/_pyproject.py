"""Writes a pin into a ``pyproject.toml``: exactly, or not at all. Every other byte stays as it is."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import withdrawal_concepts as wc
from withdrawal_concepts._pins import TABLE, pin_in
from withdrawal_concepts.cli._files import replace

_HEADER = re.compile(r"""^[ \t]*\[[ \t]*tool[ \t]*\.[ \t]*(["']?)withdrawal-concepts\1[ \t]*\][ \t]*(#.*)?\r?$""")
_ANY_HEADER = re.compile(r"^[ \t]*\[")
_KEY = r"""^(?P<key>[ \t]*{}[ \t]*=[ \t]*)(?P<value>"[^"\\]*"|'[^']*')(?P<rest>[ \t]*(#.*)?\r?)$"""


def write_pin(path: Path, version: str, digest: str) -> bool:
    """Write the pin into the file, by one rename; return whether anything had to be changed.

    Raises PinError, and leaves the file alone, where it is no TOML or the table cannot be edited safely.
    """
    try:
        old = path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        raise wc.PinError(str(path), "", "there is no such file; make one first") from None
    except UnicodeDecodeError:
        raise wc.PinError(str(path), "", "TOML is UTF-8, and this is not") from None
    new = with_pin(old, version, digest, str(path))
    if new == old:
        return False
    replace(path, new.encode("utf-8"))
    return True


def with_pin(text: str, version: str, digest: str, path: str) -> str:
    """Return *text* with the table that pins *version*; its lines stay where they are, comments and all."""
    expected = _data(text, path)
    new = _edited(text, {"version": version, "digest": digest})
    try:
        expected.setdefault("tool", {}).setdefault("withdrawal-concepts", {}).update(version=version, digest=digest)
        safe = tomllib.loads(new) == expected
    except (AttributeError, tomllib.TOMLDecodeError):  # no table, or another text than was meant
        safe = False
    if not safe:
        hint = f'this table cannot be edited safely; write version = "{version}" and digest = "{digest}" by hand'
        raise wc.PinError(path, TABLE, hint)
    pin_in(new, path)  # a key too many is for a person to take out
    return new


def _data(text: str, path: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise wc.PinError(path, "", f"this is not valid TOML: {error}") from None


def _edited(text: str, values: dict[str, str]) -> str:
    """Return *text* with *values* in the table, which is put at the end where there is none."""
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.split("\n")
    start = next((n for n, line in enumerate(lines) if _HEADER.match(line)), None)
    if start is None:
        apart = "" if not text else end if text.endswith("\n") else end + end
        return text + apart + f"[{TABLE}]{end}" + "".join(f'{key} = "{value}"{end}' for key, value in values.items())
    stop = next((n for n in range(start + 1, len(lines)) if _ANY_HEADER.match(lines[n])), len(lines))
    missing: list[str] = []
    for key, value in values.items():
        for n in range(start + 1, stop):
            if match := re.match(_KEY.format(key), lines[n]):
                if match["value"][1:-1] != value:
                    lines[n] = f'{match["key"]}"{value}"{match["rest"]}'
                break
        else:
            missing.append(f'{key} = "{value}"' + end.rstrip("\n"))
    lines[start + 1 : start + 1] = missing
    return "\n".join(lines)
