"""Content versions and how a request selects one of them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from importlib import import_module
from typing import Any, Literal

from attrs import frozen

from withdrawal_concepts.errors import ContentVersionError, ContentVersionNotFoundError

VersionStatus = Literal["current", "superseded", "retiring"]


@frozen
class ContentVersion:
    """A released content version in this install.

    Attributes:
        version: ``"MAJOR.MINOR.PATCH"`` (Semantic Versioning 2.0.0, of the content, not of the package).
        released: day of the release.
        digest: ``"sha256:"`` and 64 hex digits, over the bytes of the compiled file.
        status: ``"current"`` (the newest), ``"superseded"`` or ``"retiring"`` (will go, see *retires*).
        retires: the day from which a package release may leave this version out, or None.
        successor: the version to move to, or None.
        search: digest of the learned search table, or None where the version is searched by words alone.
    """

    version: str
    released: datetime.date
    digest: str
    status: VersionStatus = "current"
    retires: datetime.date | None = None
    successor: str | None = None
    search: str | None = None


def digest_of(data: bytes) -> str:
    """Return ``"sha256:"`` and the hex digest of *data*."""
    return "sha256:" + str(_sha256()(data).hexdigest())


def _sha256() -> Any:
    # hashlib loads OpenSSL, which costs 2 ms and 3 MB for one digest; the interpreter's own modules, which the
    # random module of the standard library uses for the same reason, cost nothing.
    for name in ("_sha2", "_sha256", "hashlib"):
        try:
            return import_module(name).sha256
        except ImportError:
            continue
    raise ImportError("this interpreter has no SHA-256")


def version_key(version: str) -> tuple[int, int, int]:
    """Return the sort key of a content version; raise ContentVersionError for any other text.

    >>> version_key("1.10.0") > version_key("1.9.3")
    True
    """
    parts = version.split(".")
    if len(parts) != 3 or not all(p.isascii() and p.isdigit() and len(p) < 10 and p == str(int(p)) for p in parts):
        raise ContentVersionError(version, 'write three whole numbers, such as "1.0.0"')
    return int(parts[0]), int(parts[1]), int(parts[2])


def select(requested: str, available: Sequence[ContentVersion]) -> ContentVersion:
    """Return the version that *requested* names, or the newest that satisfies it as a PEP 440 specifier.

    *available* is sorted, oldest first. Raises ContentVersionError for a text that is neither, and
    ContentVersionNotFoundError where nothing satisfies it.
    """
    if not isinstance(requested, str):  # pyright: ignore[reportUnnecessaryIsInstance] - not every caller is checked
        raise ContentVersionError(requested, 'give a str such as "1.0.0", a path object, or nothing for the newest')
    text = requested.strip()
    for candidate in available:
        if candidate.version == text:
            return candidate
    if text and all(c.isdigit() or c == "." for c in text):
        version_key(text)
        matching: list[ContentVersion] = []
    else:
        from packaging.specifiers import InvalidSpecifier, SpecifierSet  # only specifiers pay for it

        try:
            allowed = SpecifierSet(text)
        except InvalidSpecifier:
            allowed = None
        if allowed is None or not text:
            raise ContentVersionError(
                requested, 'write a version such as "1.0.0" or a PEP 440 specifier such as "~=1.0"'
            ) from None
        matching = [c for c in available if allowed.contains(c.version)]
    if matching:
        return matching[-1]
    newest = available[-1].version if available else None
    hint = "install the package release that ships it" + (f', or ask for "{newest}"' if newest else "")
    raise ContentVersionNotFoundError(text, [c.version for c in available], hint)
