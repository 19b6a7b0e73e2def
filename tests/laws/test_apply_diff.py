"""The changes between two contents are all that there is between them: apply(diff(a, b), a) == b."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import withdrawal_concepts as wc
from strategies import contents
from withdrawal_concepts._codec import encode
from withdrawal_concepts._shipped import open_shipped
from withdrawal_concepts._versions import digest_of


def _glossary(content: dict[str, dict[str, Any]], version: str = "1.0.0") -> wc.Glossary:
    data = encode(content, version=version, released=None)
    return wc.Glossary(open_shipped(data, digest_of(data)))


@st.composite
def _pairs(draw: st.DrawFn) -> tuple[wc.Glossary, wc.Glossary]:
    """Two contents with ids in common, whose records have as much in common as chance gives them."""
    one, other = draw(contents), draw(contents)
    for kind in ("terms", "sections", "articles", "references", "notices"):
        for id, record in sorted(one[kind].items()):
            if id in other["redirects"] or not draw(st.booleans()):
                continue
            drawn = draw(st.sampled_from([*sorted(other[kind].values(), key=lambda r: r.id), record]))
            mixed = {
                a.name: getattr(draw(st.sampled_from([record, drawn])), a.name)
                for a in attrs.fields(type(record))
                if a.name not in ("id", "relations", "article", "terms")
            }
            kept = {a: getattr(drawn, a) for a in ("relations", "article", "terms") if hasattr(drawn, a)}
            if kind == "terms":
                kept["relations"] = tuple(attrs.evolve(r, source=id) for r in drawn.relations)
            other[kind][id] = attrs.evolve(record, **mixed, **kept)
    for kind in ("terms", "sections"):
        for id in list(other[kind]):
            if kind == "sections" and id in other["terms"]:
                del other[kind][id]
            other["redirects"].pop(id, None)
    live = {*other["terms"]}
    for id, term in other["terms"].items():
        other["terms"][id] = attrs.evolve(term, relations=tuple(r for r in term.relations if r.target in live))
    for id, section in other["sections"].items():
        article = section.article if section.article in other["articles"] else min(other["articles"])
        terms = tuple(t for t in section.terms if t in live)
        other["sections"][id] = attrs.evolve(section, article=article, terms=terms)
    return _glossary(one), _glossary(other, "2.0.0")


@given(_pairs())
def test_apply_is_the_inverse_of_diff(pair: tuple[wc.Glossary, wc.Glossary]) -> None:
    one, other = pair
    assert wc.apply(wc.diff(one, other), one) == other


@given(contents)
def test_nothing_changed_from_a_content_to_itself(content: dict[str, dict[str, Any]]) -> None:
    one, same = _glossary(content), _glossary(content)
    assert wc.diff(one, same).changes == ()
    assert wc.diff(one, same).bump is None


@given(_pairs())
def test_every_change_is_told_and_shown(pair: tuple[wc.Glossary, wc.Glossary]) -> None:
    found = wc.diff(*pair)
    assert (found.bump is None) == (not found.changes)
    for change in found.changes:
        assert change.before != change.after
        assert str(change).strip()
        for tag, i, j, k, m in change.spans:
            assert (i == j, k == m) == (tag == "insert", tag == "delete")
        if isinstance(change.before, str) and isinstance(change.after, str):
            assert _patched(change) == change.after


def _patched(change: wc.Change) -> str:
    text, end = "", 0
    for _, i, j, k, m in change.spans:
        text += change.before[end:i] + change.after[k:m]
        end = j
    return str(text + change.before[end:])


def test_a_diff_fits_only_what_it_was_taken_from(mini: wc.Glossary) -> None:
    other = _glossary({"terms": dict(mini.terms)}, "2.0.0")
    with pytest.raises(ValueError, match=r"it does not fit 2\.0\.0"):
        wc.apply(wc.diff(mini, other), other)
