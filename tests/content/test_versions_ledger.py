"""Released content never changes and never goes: a version, once written here, keeps its bytes for ever."""

from __future__ import annotations

import withdrawal_concepts as wc

LEDGER = {
    "0.1.0": "sha256:ed62d8f7721f6411ae95d4a741c7d69167e1673a3292920c869dc57ff63e81c4",
    "1.0.0": "sha256:c9e87d5142fb09cb1bb4b950c44b8106df29abb154533daf18dc19fc8756f99a",
}


def test_every_release_is_in_the_ledger_with_its_digest() -> None:
    assert {version.version: version.digest for version in wc.content_versions()} == LEDGER


def test_the_bytes_of_every_release_have_its_digest() -> None:
    for version, digest in LEDGER.items():
        assert wc.load(version, digest=digest).digest == digest


def test_two_versions_live_side_by_side() -> None:
    old, new = wc.load("0.1.0"), wc.load("1.0.0")
    assert old != new
    assert (len(old.terms), len(new.terms)) == (19, 60)
    assert old.terms["ego-depletion-response"].name == new.terms["ego-depletion-response"].name
    assert wc.diff(old, new).bump == "minor"
