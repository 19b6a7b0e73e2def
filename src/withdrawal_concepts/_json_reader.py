"""Reads JSON without the json package, which compiles six regular expressions when it is imported.

That would be a thirtieth of what a first lookup costs. The scanner that does the work for it is a C type of its own.
"""

from __future__ import annotations

from typing import Any


class _Settings:
    """What the scanner asks for, as ``json.loads`` has it."""

    strict = True
    object_hook = None
    object_pairs_hook = None
    parse_float = parse_constant = float

    @staticmethod
    def parse_int(digits: str) -> int:
        # The first int() of a text takes a logarithm, whose tables in the C library are 0.2 MiB of memory.
        return ord(digits) - ord("0") if len(digits) == 1 else int(digits)


def _scanner() -> Any:
    try:
        from _json import make_scanner  # pyright: ignore[reportMissingModuleSource]

        return make_scanner(_Settings)  # type: ignore[arg-type]
    except (ImportError, AttributeError, TypeError):  # an interpreter that has none, or another one
        import json

        return json.JSONDecoder().raw_decode


value_at: Any = _scanner()
"""``value_at(text, start)`` gives a value and where it ends; StopIteration or ValueError where there is none."""


def loads(data: bytes) -> Any:
    """Return the value in *data* (UTF-8); raise ValueError where it does not hold exactly one.

    >>> loads(b'{"a": [1, 2.5, null]}')
    {'a': [1, 2.5, None]}
    """
    text = data.decode().strip(" \t\n\r")
    try:
        value, end = value_at(text, 0)
    except StopIteration:
        raise ValueError("there is no JSON") from None
    if end < len(text):
        raise ValueError(f"there is more after the JSON: {text[end : end + 20]!r}")
    return value
