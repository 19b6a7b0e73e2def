"""Files of our own, opened without being parsed."""

from __future__ import annotations

from pathlib import Path

import pytest

import withdrawal_concepts as wc
from strategies import a_term
from withdrawal_concepts import _json_reader, _payload, _shipped, authoring
from withdrawal_concepts._codec import decode, encode
from withdrawal_concepts._versions import digest_of


@pytest.fixture
def data(mini_folder: Path) -> bytes:
    return authoring.compile_content(mini_folder, version="1.2.3", released=a_term("a").reviewed)


def test_it_gives_what_the_checked_path_gives(data: bytes) -> None:
    shipped, checked = _shipped.open_shipped(data, digest_of(data)), decode(data, "x.json")
    for name in ("terms", "sections", "articles", "references", "notices", "redirects"):
        assert dict(getattr(shipped, name)) == dict(getattr(checked, name))
        assert list(getattr(shipped, name)) == list(getattr(checked, name))
    assert shipped.relations == checked.relations
    assert shipped.labels == checked.labels
    for name in ("version", "released", "language", "digest"):
        assert getattr(shipped, name) == getattr(checked, name)


def test_every_feature_of_mini_is_there(data: bytes) -> None:
    shipped = _shipped.open_shipped(data, "sha256:0")
    unease = shipped.terms["anticipatory-unease"]
    assert unease.origin == wc.Note(
        "The name was made up for these tests. Fictus and Marlow used it first.", ("fictus-2019", "marlow-2021")
    )
    assert unease.external_ids == (wc.ExternalId("invented", "X-0042", "close"),)
    assert unease.review == wc.Review(a_term("a").reviewed.replace(day=12), "the mini panel")
    assert shipped.terms["planned-rest"].review is None
    assert shipped.references["fictus-2019"].authors == (wc.Person("Fictus", "Ada"), wc.Person("Özdemir", "Kim"))
    assert shipped.references["marlow-2021"].editors == (wc.Person("Quill", "C."),)
    assert shipped.references["invented-panel-2015"].authors == (wc.Person(literal="The Invented Panel"),)
    assert shipped.notices["pause-now"].exceptions == ("song about ... face monday", "not want* to hide")


def test_a_line_is_parsed_when_its_record_is_touched(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[bytes] = []
    loads = _json_reader.loads

    def counted(payload: bytes) -> object:
        parsed.append(payload)
        return loads(payload)

    for module in (_shipped, _payload):
        monkeypatch.setattr(module, "loads", counted)
    shipped = _shipped.open_shipped(data, "sha256:0")
    assert len(shipped.terms) > 1
    before = len(parsed)  # the head of the file, and the first term
    assert before < len(shipped.terms)
    assert shipped.terms["planned-rest"].name == "Planned rest"
    assert shipped.terms["planned-rest"].name == "Planned rest"
    assert len(parsed) == before + 1


def test_a_released_day_may_be_missing() -> None:
    assert _shipped.open_shipped(encode({}, version="draft", released=None), "sha256:0").released is None
