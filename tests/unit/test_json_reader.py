"""JSON is read as the json package reads it, with its scanner alone."""

from __future__ import annotations

import json
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from withdrawal_concepts import _json_reader
from withdrawal_concepts._json_reader import loads

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(values, st.booleans(), st.sampled_from([None, 2]))
def test_any_value_is_read_as_the_json_package_reads_it(value: Any, ascii: bool, indent: int | None) -> None:
    data = f" \n{json.dumps(value, ensure_ascii=ascii, indent=indent)}\r\n\t".encode("utf-8", "surrogatepass")
    try:
        text = data.decode()
    except UnicodeDecodeError:  # a lone surrogate, written as it is
        with pytest.raises(ValueError, match=r"surrogates|utf-8"):
            loads(data)
        return
    assert loads(data) == json.loads(text) == value


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" ",
        b"{",
        b"[1,]",
        b'{"a":1,}',
        b'{"a" 1}',
        b"nul",
        b"{} {}",
        b"1 x",
        b"'a'",
        b'"a\n"',
        b"\xff",
        b"]",
        b"-",
    ],
)
def test_what_is_no_json_is_a_value_error(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        json.loads(data)
    with pytest.raises(ValueError, match=r"."):
        loads(data)


def test_an_interpreter_without_that_scanner_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "_json", None)
    monkeypatch.setattr(_json_reader, "value_at", _json_reader._scanner())
    assert "JSONDecoder" in repr(_json_reader.value_at)
    assert loads(b' {"a": [1, 2.5]} ') == {"a": [1, 2.5]}
    for data in (b"", b"{} {}"):
        with pytest.raises(ValueError, match=r"."):
            loads(data)
