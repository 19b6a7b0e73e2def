"""Content versions, and which of them a request selects."""

from __future__ import annotations

import datetime
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

import withdrawal_concepts as wc
from withdrawal_concepts._versions import digest_of, select, version_key

NUMBERS = ["0.9.0", "1.0.0", "1.0.2", "1.2.0", "1.10.0", "2.0.0"]
DAY = datetime.date(2024, 1, 10)
AVAILABLE = [wc.ContentVersion(number, DAY, "sha256:0") for number in NUMBERS]


@pytest.mark.parametrize(
    ("request_", "version"),
    [
        ("1.0.0", "1.0.0"),
        (" 1.0.0\n", "1.0.0"),
        ("~=1.0", "1.10.0"),
        ("~=1.0.0", "1.0.2"),
        (">=1.0,<2", "1.10.0"),
        (">=1", "2.0.0"),
        ("<1", "0.9.0"),
        ("==1.2.0", "1.2.0"),
        ("==1.*", "1.10.0"),
        ("!=2.0.0", "1.10.0"),
    ],
)
def test_the_newest_that_satisfies_the_request(request_: str, version: str) -> None:
    assert select(request_, AVAILABLE).version == version


@pytest.mark.parametrize("number", NUMBERS)
def test_a_version_selects_exactly_itself(number: str) -> None:
    assert select(number, AVAILABLE).version == number


@pytest.mark.parametrize("request_", ["1.0.1", "3.0.0", "~=3.0", ">2.0.0", "<0.9", "==1.2.9"])
def test_nothing_satisfies_it(request_: str) -> None:
    with pytest.raises(wc.ContentVersionNotFoundError) as caught:
        select(request_, AVAILABLE)
    assert caught.value.requested == request_
    assert caught.value.available == tuple(NUMBERS)
    assert "2.0.0" in caught.value.hint


def test_nothing_is_there_at_all() -> None:
    with pytest.raises(wc.ContentVersionNotFoundError, match="there: none") as caught:
        select("1.0.0", [])
    assert caught.value.available == ()


@pytest.mark.parametrize(
    "request_",
    [
        "", " ", "1", "1.0", "1.0.0.0", "01.0.0", "1.0.00", "1..0", ".", "...", "latest", "newest", "v1.0.0",
        "1.0.0rc1",
        "1.0.0-beta", "1.0.0+x", "-1.0.0", "~=1", "~= 1", "=1.0.0", ">=", "1.0.0,", "²", "1.0.²", "１.0.0",
        "content.json",
        "./x.json", "\x00", "9" * 5000, "9" * 5000 + ".0.0",
    ],
)  # fmt: skip
def test_no_version_and_no_specifier(request_: str) -> None:
    with pytest.raises(wc.ContentVersionError) as caught:
        select(request_, AVAILABLE)
    assert caught.value.requested == request_
    assert "1.0.0" in caught.value.hint


@pytest.mark.parametrize("request_", [1, 1.0, b"1.0.0", ["1.0.0"], ("1.0.0",), object(), True])
def test_no_text(request_: object) -> None:
    with pytest.raises(wc.ContentVersionError, match="path object"):
        select(request_, AVAILABLE)  # type: ignore[arg-type]


@given(st.text(max_size=12) | st.text("0123456789.<>=~!,* ", max_size=12))
def test_any_text_selects_a_version_or_raises_what_is_said(text: str) -> None:
    try:
        assert select(text, AVAILABLE) in AVAILABLE
    except (wc.ContentVersionError, wc.ContentVersionNotFoundError) as error:
        assert error.requested in (text, text.strip())  # noqa: PT017


@given(st.lists(st.tuples(*[st.integers(0, 10**6)] * 3), min_size=2))
def test_versions_sort_by_number(parts: list[tuple[int, int, int]]) -> None:
    written = [".".join(map(str, p)) for p in parts]
    assert sorted(written, key=version_key) == [".".join(map(str, p)) for p in sorted(parts)]


@pytest.mark.parametrize(
    "text", ["", "1", "1.0", "1.0.0.0", "a.b.c", "1.0.-1", "1.0.0 ", " 1.0.0", "1.0.0\n", "٣.0.0", "01.0.0"]
)
def test_version_key_refuses_other_texts(text: str) -> None:
    with pytest.raises(wc.ContentVersionError):
        version_key(text)


def test_digest_of() -> None:
    assert digest_of(b"x") == "sha256:" + hashlib.sha256(b"x").hexdigest()
