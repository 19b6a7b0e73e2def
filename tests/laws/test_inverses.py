"""narrower is the inverse of broader (SKOS S25), related and contrasts_with are symmetric (S23), and so on."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import withdrawal_concepts as wc
from strategies import term_graphs
from withdrawal_concepts._model import INVERSE, RELATION_KINDS


def test_every_kind_has_an_inverse_and_the_inverse_of_that_is_the_kind() -> None:
    assert sorted(INVERSE) == sorted(RELATION_KINDS)
    assert all(INVERSE[INVERSE[kind]] == kind for kind in RELATION_KINDS)


@pytest.mark.parametrize("kind", RELATION_KINDS)
@given(g=term_graphs())
def test_a_relation_can_be_read_from_both_ends(kind: wc._model.RelationKind, g: wc.Glossary) -> None:
    for id in g.terms:
        for other in g.related(id, kind):
            assert id in [term.id for term in g.related(other, INVERSE[kind])]


@given(term_graphs())
def test_exactly_the_stated_relations_and_their_inverses_are_there(g: wc.Glossary) -> None:
    written = {(r.source, r.kind, r.target) for term in g.terms.values() for r in term.relations}
    derived = {(target, INVERSE[kind], source) for source, kind, target in written}
    there = [r for id in g.terms for r in g.relations(id)]
    keys = [(r.source, r.kind, r.target) for r in there]
    assert len(keys) == len(set(keys))
    assert set(keys) == written | derived
    assert all(r.stated == ((r.source, r.kind, r.target) in written) for r in there)


@given(term_graphs())
def test_ancestors_and_descendants_are_inverse_and_transitive(g: wc.Glossary) -> None:
    above = {id: {term.id for term in g.ancestors(id)} for id in g.terms}
    below = {id: {term.id for term in g.descendants(id)} for id in g.terms}
    for id in g.terms:
        assert id not in above[id]
        assert below[id] == {other for other in g.terms if id in above[other]}
        assert above[id] == {t.id for b in g.broader(id) for t in (b, *g.ancestors(b))} - {id}


@given(term_graphs(), st.lists(st.sampled_from(RELATION_KINDS), min_size=1, unique=True) | st.none(), st.data())
def test_walks_and_paths_are_those_of_networkx(
    g: wc.Glossary, kinds: list[wc._model.RelationKind] | None, data: st.DataObject
) -> None:
    oracle = nx.DiGraph()
    oracle.add_nodes_from(g.terms)
    oracle.add_edges_from((r.source, r.target) for id in g.terms for r in g.relations(id, *(kinds or ())))
    a, b = (data.draw(st.sampled_from(list(g.terms))) for _ in "ab")
    depth = data.draw(st.none() | st.integers(0, 3))
    distances = nx.single_source_shortest_path_length(oracle, a, cutoff=depth)
    steps = list(g.walk(a, kinds, depth))
    assert {a: 0, **{s.term.id: s.depth for s in steps}} == distances
    assert [s.depth for s in steps] == sorted(s.depth for s in steps)
    assert all(s.via.target == s.term.id and (kinds is None or s.via.kind in kinds) for s in steps)
    found = g.path(a, b, kinds)
    if not nx.has_path(oracle, a, b):
        assert found is None
    else:
        assert found is not None
        assert len(found) == nx.shortest_path_length(oracle, a, b)
        assert [r.source for r in found] + [b] == [a] + [r.target for r in found]
        assert all(r in g.relations(r.source, *(kinds or ())) for r in found)
