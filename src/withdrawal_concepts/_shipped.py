"""A compiled content version that this package wrote, opened without being parsed.

The canonical file has one record a line (see :mod:`withdrawal_concepts._codec`): a line is parsed when its
record is first touched. Only bytes whose digest was checked are read this way.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from withdrawal_concepts._payload import build_term
from withdrawal_concepts._snapshot import Snapshot
from withdrawal_concepts._versions import ContentVersion
from withdrawal_concepts.errors import ContentIntegrityError


def open_shipped(data: bytes, digest: str) -> Snapshot:
    """Return the snapshot in *data*, whose digest was checked; records are built when they are touched."""
    start = data.index(b'\n"meta":') + len(b'\n"meta":')
    meta = json.loads(data[start : data.index(b"\n", start)].rstrip(b","))
    return Snapshot(lambda name: (_lines(data, name), _builder(name)), meta, digest)


def open_released(data: bytes, version: ContentVersion) -> Snapshot:
    """Return the snapshot of a released version; raise ContentIntegrityError where the index names another file."""
    try:
        snapshot = open_shipped(data, version.digest)
    except (KeyError, TypeError, ValueError) as error:
        reason = f"its file is not compiled content ({error})"
        raise ContentIntegrityError(version.version, version.digest, version.digest, reason=reason) from error
    if snapshot.version != version.version:
        reason = f"its file holds content {snapshot.version}"
        raise ContentIntegrityError(version.version, version.digest, version.digest, reason=reason)
    return snapshot


def _lines(data: bytes, group: str) -> dict[str, bytes]:
    """Return id -> the JSON of the record, for one group; only groups that are touched are split."""
    head = f'\n"{group}":{{\n'.encode()
    start = data.index(head) + len(head)
    raw: dict[str, bytes] = {}
    for line in data[start : data.index(b"\n}", start - 1)].split(b"\n"):
        id, _, payload = line.partition(b":")
        if payload:
            raw[id[1:-1].decode()] = payload.removesuffix(b",")
    return raw


def _builder(group: str) -> Callable[[str, Any], Any]:
    if group == "terms":
        return build_term

    def build(id: str, payload: bytes) -> Any:
        from withdrawal_concepts import _shipped_documents  # a lookup of a term does not pay for the others

        return _shipped_documents.BUILDERS[group](id, payload)

    return build
