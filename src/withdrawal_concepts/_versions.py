"""Content versions and how a request selects one of them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any, Literal, get_args

from attr import frozen  # the same as attrs.frozen, without the six modules that only rename what is here

from withdrawal_concepts._days import datetime
from withdrawal_concepts._json_reader import loads
from withdrawal_concepts._records import Record
from withdrawal_concepts.errors import ContentIntegrityError, ContentVersionError, ContentVersionNotFoundError

VersionStatus = Literal["current", "superseded", "retiring", "retired"]
PACKAGE = "withdrawal-concepts"
STATUSES: tuple[VersionStatus, ...] = get_args(VersionStatus)


@frozen(eq=False, repr=False)
class ContentVersion(Record):
    """A released content version in this install.

    Attributes:
        version: ``"MAJOR.MINOR.PATCH"`` (Semantic Versioning 2.0.0, of the content, not of the package).
        released: day of the release.
        digest: ``"sha256:"`` and 64 hex digits, over the bytes of the compiled file.
        status: ``"current"`` (the newest), ``"superseded"``, ``"retiring"`` (will go, see *retires*) or
            ``"retired"`` (not in this install any more; ``content_versions`` never gives one).
        retires: the day from which a package release may leave this version out, or None.
        successor: the version to move to, or None.
        search: digest of the learned search table (``"blake2b:"`` and 128 hex digits), or None where the version is
            searched by words alone.
        package: the last package release that ships this version, or None where there is none yet.
    """

    version: str
    released: datetime.date
    digest: str
    status: VersionStatus = "current"
    retires: datetime.date | None = None
    successor: str | None = None
    search: str | None = None
    package: str | None = None


def digest_of(data: bytes, algorithm: Literal["sha256", "blake2b"] = "sha256") -> str:
    """Return the name of the algorithm, a colon, and the hex digest of *data*."""
    return f"{algorithm}:{_hash(algorithm)(data).hexdigest()}"


def _hash(algorithm: str) -> Any:
    # hashlib loads OpenSSL, which costs 2 ms and 3 MB for one digest; the interpreter's own modules, which the
    # random module of the standard library uses for the same reason, cost nothing.
    own = {"sha256": "_sha2" if sys.version_info >= (3, 12) else "_sha256", "blake2b": "_blake2"}
    for name in (own[algorithm], "hashlib"):
        try:
            return getattr(import_module(name), algorithm)
        except ImportError:
            continue
    raise ImportError(f"this interpreter has no {algorithm}")


def version_key(version: str) -> tuple[int, int, int]:
    """Return the sort key of a content version; raise ContentVersionError for any other text.

    >>> version_key("1.10.0") > version_key("1.9.3")
    True
    """
    major, minor, patch = _numbers(version)
    return int(major), int(minor), int(patch)


def _numbers(version: str) -> list[str]:
    numbers = version.split(".")
    if len(numbers) != 3 or not all(
        n.isascii() and n.isdigit() and len(n) < 10 and (n[0] != "0" or n == "0") for n in numbers
    ):
        raise ContentVersionError(version, 'write three whole numbers, such as "1.0.0"')
    return numbers


def read_index(data: bytes) -> tuple[ContentVersion, ...]:
    """Return what an index lists, by version number, whatever its order; ContentIntegrityError where it is damaged."""
    try:
        versions = sorted((_version(entry) for entry in loads(data)["versions"]), key=_order)
    except (AttributeError, KeyError, RecursionError, TypeError, ValueError) as error:
        reason = f"it is no index of content versions ({type(error).__name__}: {error})"
        raise ContentIntegrityError("index.json", "", digest_of(data), reason=reason) from error
    if len({version.version for version in versions}) < len(versions):
        raise ContentIntegrityError("index.json", "", digest_of(data), reason="a version stands in it twice")
    return tuple(versions)


def _version(entry: dict[str, Any]) -> ContentVersion:
    if not all(isinstance(value, str) for value in entry.values()):
        raise TypeError("a value is not text")
    if entry["status"] not in STATUSES:
        raise ValueError(f"{entry['status']!r} is no status")
    _numbers(entry["version"])
    fields = dict(entry)
    for key in ("released", "retires"):
        if key in fields:
            fields[key] = datetime.date.fromisoformat(fields[key])
    return ContentVersion(**fields)


def _order(version: ContentVersion) -> list[tuple[int, str]]:
    # As version_key orders them, without int() (see _json_reader).
    return [(len(number), number) for number in _numbers(version.version)]


def select(
    requested: str | None,
    available: Sequence[ContentVersion],
    digest: str | None = None,
    left_out: Sequence[ContentVersion] = (),
) -> ContentVersion:
    """Return the version that a request means.

    *requested* names a version, or is a PEP 440 specifier: the newest that satisfies it; None is the one with
    *digest* or, without a digest, the newest. *available* and *left_out* are sorted, oldest first. Raises
    ContentVersionError for a text that is neither, and ContentVersionNotFoundError where nothing is meant; the
    digest of a version that was asked for by name is for the caller to compare.
    """
    if requested is None:
        return _with_digest(digest, available, left_out)
    if not isinstance(requested, str):  # pyright: ignore[reportUnnecessaryIsInstance] - not every caller is checked
        raise ContentVersionError(requested, 'give a str such as "1.0.0", a path object, or nothing for the newest')
    text = requested.strip()
    for candidate in available:
        if candidate.version == text:
            return candidate
    allows = _allows(requested, text)
    matching = [candidate for candidate in available if allows(candidate.version)]
    if matching:
        return matching[-1]
    gone = [version for version in left_out if allows(version.version)]
    hint = _hint_for_gone(gone[-1]) if gone else _hint_for_unknown(text, available)
    raise ContentVersionNotFoundError(text, [version.version for version in available], hint)


def _allows(requested: str, text: str) -> Callable[[str], bool]:
    """Return what says whether a version is what *text* asks for."""
    if text and all(c.isdigit() or c == "." for c in text):
        version_key(text)
        return text.__eq__
    from packaging.specifiers import InvalidSpecifier, SpecifierSet  # only specifiers pay for it

    try:
        allowed = SpecifierSet(text)
    except InvalidSpecifier:
        allowed = None
    if allowed is None or not text:
        raise ContentVersionError(
            requested, 'write a version such as "1.0.0" or a PEP 440 specifier such as "~=1.0"'
        ) from None
    return allowed.contains


def _with_digest(
    digest: str | None, available: Sequence[ContentVersion], left_out: Sequence[ContentVersion]
) -> ContentVersion:
    there = [version for version in available if digest in (None, version.digest)]
    if there:
        return there[-1]
    gone = [version for version in left_out if version.digest == digest]
    hint = _hint_for_gone(gone[-1]) if gone else _hint_for_unknown("", available)
    raise ContentVersionNotFoundError(digest or "newest", [version.version for version in available], hint)


def _hint_for_gone(version: ContentVersion) -> str:
    parts = [f"content {version.version} was left out of this package release"]
    if version.successor:
        parts.append(f'move to "{version.successor}"')
    if version.package:
        parts.append(f'or install the last one that ships it: python -m pip install "{PACKAGE}=={version.package}"')
    return "; ".join(parts)


def _hint_for_unknown(text: str, available: Sequence[ContentVersion]) -> str:
    if not available:
        return "reinstall the package: it ships its content versions"
    newest = available[-1].version
    exact = bool(text) and all(c.isdigit() or c == "." for c in text)
    if exact and version_key(text) < version_key(newest):
        following = next(v.version for v in available if version_key(v.version) > version_key(text))
        nearest = f' (the next one after it here is "{following}")' if following != newest else ""
        return f'install the package release that ships it, or ask for "{newest}"{nearest}'
    return f'install a newer package (python -m pip install --upgrade {PACKAGE}), or ask for "{newest}"'
