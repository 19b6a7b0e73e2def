"""Which content versions this install holds, and their bytes. The only module that knows where they lie."""

from __future__ import annotations

import os
from functools import lru_cache
from typing import Any

from withdrawal_concepts._versions import ContentVersion, digest_of, read_index
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


def content_versions() -> tuple[ContentVersion, ...]:
    """Return the content versions in this install, oldest first.

    Raises ContentIntegrityError where the index of the install is missing or damaged.

    >>> import withdrawal_concepts as wc
    >>> [v.version for v in wc.content_versions()][:1]
    ['0.1.0']
    """
    return _index()[0]


def left_out() -> tuple[ContentVersion, ...]:
    """Return the versions that earlier package releases shipped and this one does not, oldest first."""
    return _index()[1]


@lru_cache(maxsize=1)
def _index() -> tuple[tuple[ContentVersion, ...], tuple[ContentVersion, ...]]:
    """Return what the index lists: the versions that are here, and those that are not any more."""
    versions = read_index(_read_or_refuse("index.json", "index.json", ""))
    here = tuple([version for version in versions if version.status != "retired"])
    return here, tuple([version for version in versions if version.status == "retired"])


def read_verified(version: ContentVersion) -> bytes:
    """Return the bytes of *version*; raise ContentIntegrityError where they are not those that were released."""
    return _verified(f"{version.version}.json", version.version, version.digest)


def read_search_table(content_digest: str) -> bytes | None:
    """Return the search table that was learned for the content with this digest, or None where there is none."""
    for version in content_versions():
        if version.digest == content_digest and version.search is not None:
            name = f"{version.version}.search"
            return _verified(name, name, version.search)
    return None


def _read_or_refuse(name: str, version: str, expected: str) -> bytes:
    try:
        return _read(name)
    except OSError as error:
        reason = "its file is missing" if isinstance(error, FileNotFoundError) else str(error)
        raise ContentIntegrityError(version, expected, "", reason=reason) from error


def _verified(name: str, version: str, expected: str) -> bytes:
    data = _read_or_refuse(name, version, expected)
    # A search table has the digest that the interpreter makes in a third of the time.
    actual = digest_of(data, "blake2b" if expected.startswith("blake2b:") else "sha256")
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
