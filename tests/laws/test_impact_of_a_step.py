"""The impact of a step is about what is used alone: it breaks just where a used entry or label is gone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

import withdrawal_concepts as wc
from strategies import contents, loaded
from withdrawal_concepts._codec import encode

KINDS = ("term", "section", "article", "reference", "notice")


def _glossary(content: dict[str, dict[str, object]]) -> wc.Glossary:
    return loaded(encode(content, version="1.0.0", released=None))


def _ids(glossary: wc.Glossary) -> set[str]:
    return {id for kind in KINDS for id in getattr(glossary, kind + "s")}


glossaries = contents.map(_glossary)


@given(glossaries, st.data())
def test_nothing_changes_from_a_version_to_itself(g: wc.Glossary, data: st.DataObject) -> None:
    uses = data.draw(st.lists(st.sampled_from(sorted({*_ids(g), *g.labels}))))
    found = wc.impact(g, g, uses, wording=True)
    assert not found.breaks
    assert found.effects == ()


@given(glossaries, glossaries, st.data())
def test_it_breaks_just_where_what_is_used_is_gone(a: wc.Glossary, b: wc.Glossary, data: st.DataObject) -> None:
    gone = {
        (kind, id)
        for kind in KINDS
        for id in getattr(a, kind + "s")
        if id not in getattr(b, kind + "s")
        and not (
            kind in ("term", "section") and id in b.redirects and b.redirects[id].moved_to in getattr(b, kind + "s")
        )
    }
    found = wc.impact(a, b, sorted(_ids(a)))
    assert {(effect.kind, effect.id) for effect in found.effects if effect.breaks} == gone
    assert found.breaks == bool(gone)
    changes = wc.diff(a, b).changes
    assert {
        (c.kind, c.id) for c in changes if c.bump == "major" and c.kind in KINDS and c.action != "relabelled"
    } <= gone

    every = sorted({*_ids(a), *a.labels})
    some = data.draw(st.sets(st.sampled_from(every)))
    whole = wc.impact(a, b, every, wording=True).effects
    assert wc.impact(a, b, sorted(some), wording=True).effects == tuple(e for e in whole if e.use.text in some)
