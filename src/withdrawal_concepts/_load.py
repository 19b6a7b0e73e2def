"""How a glossary is got: a released version by its number, or a file of somebody else's."""

from __future__ import annotations

import os

from withdrawal_concepts import _store
from withdrawal_concepts._glossary import Glossary
from withdrawal_concepts._shipped import open_released, open_shipped
from withdrawal_concepts._versions import select
from withdrawal_concepts.errors import ContentIntegrityError

_loaded: dict[str, Glossary] = {}


def load(request: str | os.PathLike[str] | None = None, *, digest: str | None = None) -> Glossary:
    """Return a content version.

    *request* is nothing (the newest in this install, or the one with *digest*), a version (``"1.0.0"``), a PEP
    440 specifier (``"~=1.0"``: the newest that satisfies it) or a path object to a compiled ``.json`` file. With
    *digest* the bytes must be those. A version is read once per process, all callers and threads get the same
    object, and one that later package releases leave out comes with a ContentDeprecationWarning. Raises
    ContentVersionError (no version), ContentVersionNotFoundError (nothing satisfies it), ContentIntegrityError
    (other bytes than were released or pinned) and, for a path, InvalidContentError or OSError.

    >>> import withdrawal_concepts as wc
    >>> wc.load() is wc.load(wc.content_versions()[-1].version)
    True
    """
    if isinstance(request, os.PathLike):
        from withdrawal_concepts._codec import decode

        return Glossary(decode(_store.read_file(request, digest), os.fspath(request)))
    version = select(request, _store.content_versions(), digest, _store.left_out())
    if digest is not None and digest != version.digest:
        raise ContentIntegrityError(version.version, digest, version.digest)
    glossary = _loaded.get(version.version)
    if glossary is None:
        built = Glossary(open_released(_store.read_verified(version), version))
        glossary = _loaded.setdefault(version.version, built)  # whichever thread comes first, all get one
    if version.status == "retiring":
        from withdrawal_concepts._deprecation import warn_of_version

        warn_of_version(version)
    return glossary


def from_pickle(data: bytes, digest: str) -> Glossary:
    return Glossary(open_shipped(data, digest))
