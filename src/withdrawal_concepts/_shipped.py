"""A compiled content version that this package wrote, opened without being parsed.

The canonical file has one record a line (see :mod:`withdrawal_concepts._codec`): a line is parsed when its
record is first touched, and only its place in the file is known until then. Only bytes whose digest was checked
are read this way.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from withdrawal_concepts._json_reader import loads
from withdrawal_concepts._payload import build_notice, build_term, labels_of_term
from withdrawal_concepts._snapshot import Snapshot
from withdrawal_concepts._versions import ContentVersion
from withdrawal_concepts.errors import ContentIntegrityError

Place = tuple[int, int]
QUOTE, COMMA = b'",'


def open_shipped(data: bytes, digest: str) -> Snapshot:
    """Return the snapshot in *data*, whose digest was checked; records are built when they are touched."""
    start = data.index(b'\n"meta":') + len(b'\n"meta":')
    meta = loads(data[start : data.index(b"\n", start)].rstrip(b","))

    def records(group: str) -> tuple[dict[str, Place], Callable[[str, Place], Any]]:
        build = _builder(group)
        return _places(data, group), lambda id, place: build(id, data[place[0] : place[1]])

    return Snapshot(records, lambda id, place: labels_of_term(id, data[place[0] : place[1]]), meta, digest)


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


def _places(data: bytes, group: str) -> dict[str, Place]:
    """Return id -> where the JSON of the record stands, for one group; only groups that are touched are looked at."""
    head = f'\n"{group}":{{\n'.encode()
    start = data.index(head) + len(head)
    places: dict[str, Place] = {}
    while data[start] == QUOTE:  # a line is ``"id":{...},``, the last one has no comma, and then comes a brace
        colon, end = data.index(b":", start), data.index(b"\n", start)
        places[data[start + 1 : colon - 1].decode()] = (colon + 1, end - (data[end - 1] == COMMA))
        start = end + 1
    return places


def _builder(group: str) -> Callable[[str, bytes], Any]:
    if group in ("terms", "notices"):
        return build_term if group == "terms" else build_notice

    def build(id: str, payload: bytes) -> Any:
        from withdrawal_concepts import _shipped_documents  # neither a lookup nor a search pays for the others

        return _shipped_documents.BUILDERS[group](id, payload)

    return build
