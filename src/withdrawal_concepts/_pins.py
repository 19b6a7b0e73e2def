"""The content version that an app pins in its ``pyproject.toml``."""

from __future__ import annotations

import os
import re
from typing import cast

from attrs import frozen

from withdrawal_concepts._glossary import Glossary
from withdrawal_concepts._load import load
from withdrawal_concepts._versions import version_key
from withdrawal_concepts.errors import (
    ContentIntegrityError,
    ContentVersionError,
    ContentVersionNotFoundError,
    PinError,
)

TABLE = "tool.withdrawal-concepts"
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
_HOW = 'write it with "withdrawal-concepts pin --write"'


@frozen
class Pin:
    """The table ``[tool.withdrawal-concepts]`` of a ``pyproject.toml``."""

    version: str
    digest: str
    path: str


def load_pinned(path: str | os.PathLike[str]) -> Glossary:
    r"""Return the content version that the table ``[tool.withdrawal-concepts]`` of a ``pyproject.toml`` pins.

    *path* is the file itself (its name ends in ``.toml``), or where the search for ``pyproject.toml`` starts: a
    folder, or another file, such as ``__file__``. It goes upward and ends at the first one. Nothing else is
    looked at: neither the environment nor the working directory.

    Raises PinError for a missing file or table, a key too many or too few and a value of the wrong form,
    ContentVersionNotFoundError where this install does not have the version, and ContentIntegrityError
    where its bytes are not those that are pinned; each names the file and the key.

    >>> import pathlib, tempfile, withdrawal_concepts as wc
    >>> newest = wc.content_versions()[-1]
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "pyproject.toml")
    ...     table = f'[tool.withdrawal-concepts]\nversion = "{newest.version}"\ndigest = "{newest.digest}"\n'
    ...     _ = path.write_text(table)
    ...     wc.load_pinned(folder) is wc.load()
    True
    """
    pin = read_pin(find_pyproject(path))
    try:
        return load(pin.version, digest=pin.digest)
    except ContentVersionNotFoundError as error:
        hint = f"{error.hint}; it is pinned in {pin.path} ({TABLE}.version)"
        raise ContentVersionNotFoundError(error.requested, error.available, hint) from None
    except ContentIntegrityError as error:
        place = f"{pin.path} ({TABLE}.digest)"
        raise ContentIntegrityError(error.version, error.expected, error.actual, place, error.reason) from None


def find_pyproject(path: str | os.PathLike[str]) -> str:
    """Return the path of the file that *path* leads to; raise PinError where there is none."""
    given = os.fspath(path)
    if given.endswith(".toml"):
        return given
    here = os.path.abspath(given)  # noqa: PTH100 - pathlib is not imported for this
    if not os.path.exists(here):  # noqa: PTH110
        raise PinError(given, "", "there is no such file or folder")
    while True:
        found = os.path.join(here, "pyproject.toml")  # noqa: PTH118
        if os.path.isfile(found):  # noqa: PTH113
            return found
        above = os.path.dirname(here)  # noqa: PTH120
        if above == here:
            raise PinError(given, "", "there is no pyproject.toml here or in a folder above", missing=True)
        here = above


def read_pin(path: str) -> Pin:
    """Return the pin in a TOML file; raise PinError where it holds none that is whole."""
    try:
        with open(path, encoding="utf-8", newline="") as file:  # noqa: PTH123
            return pin_in(file.read(), path)
    except FileNotFoundError:
        raise PinError(path, "", "there is no such file", missing=True) from None
    except UnicodeDecodeError:
        raise PinError(path, "", "TOML is UTF-8, and this is not") from None


def pin_in(text: str, path: str) -> Pin:
    """Return the pin in the text of a TOML file."""
    import tomllib  # only files pay for it

    try:
        data: object = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PinError(path, "", f"this is not valid TOML: {error}") from None
    for part in TABLE.split("."):
        data = cast("dict[str, object]", data).get(part) if isinstance(data, dict) else None
    if data is None:
        raise PinError(path, TABLE, f"there is no such table; {_HOW}", missing=True)
    if not isinstance(data, dict):
        raise PinError(path, TABLE, "this has to be a table with the keys version and digest")
    table = cast("dict[str, object]", data)
    for key in sorted(table.keys() - {"version", "digest"}):
        raise PinError(path, f"{TABLE}.{key}", "there is no such key; version and digest are all there are")
    version, digest = (_text(table, key, path) for key in ("version", "digest"))
    try:
        version_key(version)
    except ContentVersionError:
        raise PinError(path, f"{TABLE}.version", f'{version!r} is no exact version such as "1.0.0"') from None
    if not _DIGEST.fullmatch(digest):
        raise PinError(path, f"{TABLE}.digest", f'{digest!r} is not "sha256:" and 64 digits in 0-9a-f')
    return Pin(version, digest, path)


def _text(table: dict[str, object], key: str, path: str) -> str:
    value = table.get(key)
    if value is None:
        raise PinError(path, f"{TABLE}.{key}", f"there is no such key, and a pin needs it; {_HOW}")
    if not isinstance(value, str):
        raise PinError(path, f"{TABLE}.{key}", f"{value!r} has to be a text in quotation marks")
    return value
