"""Opening the newest content version, against parsing its bytes."""

from __future__ import annotations

import json

from timing import Row, medians

import withdrawal_concepts as wc
from withdrawal_concepts import _store
from withdrawal_concepts._codec import decode
from withdrawal_concepts._shipped import open_shipped
from withdrawal_concepts._snapshot import NOT_FOUND, Snapshot
from withdrawal_concepts._versions import digest_of

LIMIT = 1.4


def opened(data: bytes, digest: str) -> Snapshot:
    if digest_of(data) != digest:
        raise ValueError(digest)
    return open_shipped(data, digest)


def touched(data: bytes, digest: str) -> Snapshot:
    snapshot = opened(data, digest)
    for group in NOT_FOUND:
        records = getattr(snapshot, group)
        for id in records:
            records[id]
    return snapshot


def rows() -> list[Row]:
    version = wc.content_versions()[-1]
    data, digest = _store.read_verified(version), version.digest
    times = medians(
        {
            "json": lambda: json.loads(data),
            "digest": lambda: digest_of(data),
            "lazy": lambda: opened(data, digest),
            "all": lambda: touched(data, digest),
            "decode": lambda: decode(data, "content.json"),
        },
        rounds=25,
    )
    peer, ratio = "`json.loads` of the same bytes", {name: value / times["json"] for name, value in times.items()}
    size = f"{len(data) / 1e6:.2f} MB"
    return [
        Row(
            "open, records when touched", peer, LIMIT, ratio["lazy"], note=f"{size}; digest alone {ratio['digest']:.2f}"
        ),
        Row("open, every record touched", peer, None, ratio["all"], note=size),
        Row("a file of somebody else's, validated", peer, None, ratio["decode"], note="through cattrs"),
    ]
