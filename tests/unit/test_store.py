"""Which content versions an install holds."""

from __future__ import annotations

import json

import pytest

import withdrawal_concepts as wc
from withdrawal_concepts import _store
from withdrawal_concepts._versions import digest_of

FILES = {
    "index.json": json.dumps(
        {
            "versions": [
                {"version": "1.0.0", "released": "2024-01-10", "digest": digest_of(b"one"), "status": "retiring",
                 "retires": "2027-01-01", "successor": "2.0.0"},
                {"version": "2.0.0", "released": "2025-01-10", "digest": digest_of(b"two"), "status": "current"},
            ]
        }
    ).encode(),
    "1.0.0.json": b"one",
    "2.0.0.json": b"not two",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _install(monkeypatch: pytest.MonkeyPatch) -> object:
    _store._index.cache_clear()
    monkeypatch.setattr(_store, "_read", FILES.__getitem__)
    yield
    _store._index.cache_clear()


def test_versions_are_read_from_the_index_oldest_first() -> None:
    one, two = wc.content_versions()
    assert (one.version, two.version) == ("1.0.0", "2.0.0")
    assert (one.released.isoformat(), one.status, one.successor) == ("2024-01-10", "retiring", "2.0.0")
    assert one.retires is not None
    assert one.retires.isoformat() == "2027-01-01"
    assert (two.status, two.retires, two.successor) == ("current", None, None)


def test_the_index_is_read_once() -> None:
    assert wc.content_versions() is wc.content_versions()


def test_bytes_are_those_that_were_released() -> None:
    one, two = wc.content_versions()
    assert _store.read_verified(one) == b"one"
    with pytest.raises(wc.ContentIntegrityError) as caught:
        _store.read_verified(two)
    assert (caught.value.version, caught.value.expected) == ("2.0.0", digest_of(b"two"))
    assert caught.value.actual == digest_of(b"not two")
