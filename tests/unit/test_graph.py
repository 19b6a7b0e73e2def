"""Walks, paths and circles, with networkx as the oracle."""

from __future__ import annotations

from itertools import pairwise

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from strategies import graphs
from withdrawal_concepts._graph import breadth_first, find_cycle, shortest_path

Edges = dict[str, list[str]]
nodes = st.sampled_from("abcdefghij")


@given(graphs, nodes, st.none() | st.integers(0, 4))
def test_breadth_first_gives_each_node_once_at_its_distance(edges: Edges, start: str, depth: int | None) -> None:
    found = list(breadth_first(edges.__getitem__, start, depth))
    expected = nx.single_source_shortest_path_length(nx.DiGraph(edges), start, cutoff=depth)
    assert {start: 0, **{node: distance for node, distance, _ in found}} == expected
    assert len(found) == len(expected) - 1
    assert [distance for _, distance, _ in found] == sorted(distance for _, distance, _ in found)


@given(graphs, nodes)
def test_breadth_first_says_from_where(edges: Edges, start: str) -> None:
    distances = {start: 0}
    for node, distance, parent in breadth_first(edges.__getitem__, start):
        assert node in edges[parent]
        assert distance == distances[parent] + 1
        distances[node] = distance


def test_breadth_first_keeps_the_order_of_the_neighbours() -> None:
    edges = {"a": ["c", "b"], "b": ["e"], "c": ["d"], "d": [], "e": []}
    assert [node for node, _, _ in breadth_first(edges.__getitem__, "a")] == ["c", "b", "d", "e"]


def test_breadth_first_does_no_more_than_it_is_asked_for() -> None:
    endless = breadth_first(lambda node: [node + "x"], "")
    assert [next(endless)[0] for _ in range(3)] == ["x", "xx", "xxx"]


@given(graphs, nodes, nodes)
def test_shortest_path_is_a_path_and_as_short_as_that_of_networkx(edges: Edges, start: str, goal: str) -> None:
    graph = nx.DiGraph(edges)
    back = {node: list(graph.predecessors(node)) for node in graph}
    found = shortest_path(edges.__getitem__, back.__getitem__, start, goal)
    if not nx.has_path(graph, start, goal):
        assert found is None
    else:
        assert found is not None
        assert len(found) == nx.shortest_path_length(graph, start, goal) + 1
        assert (found[0], found[-1]) == (start, goal)
        assert all(other in edges[one] for one, other in pairwise(found))


def test_the_path_to_oneself_is_oneself() -> None:
    assert shortest_path({"a": ["a"]}.__getitem__, {"a": ["a"]}.__getitem__, "a", "a") == ["a"]


@given(graphs)
def test_a_cycle_is_found_if_and_only_if_there_is_one(edges: Edges) -> None:
    cycle = find_cycle(edges)
    assert (cycle is None) == nx.is_directed_acyclic_graph(nx.DiGraph(edges))
    if cycle is not None:
        assert cycle[0] == cycle[-1]
        assert len(set(cycle)) == len(cycle) - 1
        assert all(other in edges[one] for one, other in pairwise(cycle))


def test_depth_is_no_limit() -> None:
    chain = {str(n): [str(n + 1)] for n in range(20_000)}
    assert find_cycle(chain) is None
    assert find_cycle({**chain, "20000": ["0"]}) is not None
    assert sum(1 for _ in breadth_first(lambda node: chain.get(node, ()), "0")) == 20_000


def test_edges_may_lead_to_nodes_that_have_none() -> None:
    assert find_cycle({"a": ["b"]}) is None
    assert find_cycle({"a": ["b", "a"]}) == ["a", "a"]
