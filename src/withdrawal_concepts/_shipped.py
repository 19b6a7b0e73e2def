"""A compiled content version that this package wrote, opened without being parsed.

The canonical file has one record a line (see :mod:`withdrawal_concepts._codec`): a line is parsed when its
record is first touched. Only bytes whose digest was checked are read this way.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from withdrawal_concepts._payload import build_term
from withdrawal_concepts._snapshot import NOT_FOUND, Snapshot


def open_shipped(data: bytes, digest: str) -> Snapshot:
    """Return the snapshot in *data*, whose digest was checked; records are built when they are touched."""
    groups: dict[str, dict[str, bytes]] = {}
    meta: dict[str, Any] = {}
    group: dict[str, bytes] | None = None
    for line in data.split(b"\n"):
        if line.startswith(b"}"):
            group = None
        elif line.startswith(b'"'):
            id, _, payload = line.partition(b":")
            payload = payload.removesuffix(b",")
            if group is not None:
                group[id[1:-1].decode()] = payload
            elif payload == b"{":
                group = groups[id[1:-1].decode()] = {}
            else:
                meta = json.loads(payload)
    return Snapshot({name: (groups[name], _builder(name)) for name in NOT_FOUND}, meta, digest)


def _builder(group: str) -> Callable[[str, Any], Any]:
    if group == "terms":
        return build_term

    def build(id: str, payload: bytes) -> Any:
        from withdrawal_concepts import _shipped_documents  # a lookup of a term does not pay for the others

        return _shipped_documents.BUILDERS[group](id, payload)

    return build
