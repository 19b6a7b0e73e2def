"""Which content versions this install holds, and their bytes. The only module that knows where they lie."""

from __future__ import annotations

import datetime
import json
import os
from functools import lru_cache
from typing import Any

from withdrawal_concepts._versions import ContentVersion, digest_of
from withdrawal_concepts.errors import ContentIntegrityError


def _read(name: str) -> bytes:
    """Return the bytes of a data file, from wherever the package was imported: a folder, a zip, a frozen app.

    The loader that imported the package reads its data too (PEP 302, ``get_data``), which costs nothing;
    importlib_resources, which costs as much as half of a first lookup, serves loaders that cannot.
    """
    loader: Any = getattr(__spec__, "loader", None)
    if hasattr(loader, "get_data"):
        data: bytes = loader.get_data(os.path.join(os.path.dirname(__file__), "data", name))  # noqa: PTH118, PTH120
        return data
    import importlib_resources

    return importlib_resources.files(__package__).joinpath("data", name).read_bytes()


@lru_cache(maxsize=1)
def content_versions() -> tuple[ContentVersion, ...]:
    """Return the content versions in this install, oldest first.

    >>> import withdrawal_concepts as wc
    >>> [v.version for v in wc.content_versions()][:1]
    ['0.1.0']
    """
    return tuple(_version(entry) for entry in json.loads(_read("index.json"))["versions"])


def _version(entry: dict[str, Any]) -> ContentVersion:
    dates = {key: datetime.date.fromisoformat(entry[key]) for key in ("released", "retires") if entry.get(key)}
    fields: dict[str, Any] = {**entry, **dates}
    return ContentVersion(**fields)


def read_verified(version: ContentVersion) -> bytes:
    """Return the bytes of *version*; raise ContentIntegrityError where they are not those that were released."""
    return _verified(f"{version.version}.json", version.version, version.digest)


def read_search_table(content_digest: str) -> bytes | None:
    """Return the search table that was learned for the content with this digest, or None where there is none."""
    for version in content_versions():
        if version.digest == content_digest and version.search is not None:
            return _verified(f"{version.version}.search.json", version.version, version.search)
    return None


def _verified(name: str, version: str, expected: str) -> bytes:
    data = _read(name)
    actual = digest_of(data)
    if actual != expected:
        raise ContentIntegrityError(version, expected, actual)
    return data


def read_file(path: os.PathLike[str], digest: str | None) -> bytes:
    """Return the bytes of a file; raise ContentIntegrityError where they do not have *digest*."""
    with open(path, "rb") as file:  # noqa: PTH123 - pathlib is not imported for this
        data = file.read()
    if digest is not None and digest != digest_of(data):
        raise ContentIntegrityError(os.fspath(path), digest, digest_of(data))
    return data
