"""Relations, against a networkx MultiDiGraph of the same ids and kinds."""

from __future__ import annotations

import random

import networkx as nx
import synthetic
from timing import Row, medians

import withdrawal_concepts as wc

SIZES = (0, 1_000, 10_000)
"""0 stands for the real terms."""
STARTS = 60


def rows() -> list[Row]:
    return [row for size in SIZES for row in _rows(synthetic.glossary(size) if size else wc.load(), size)]


def _rows(glossary: wc.Glossary, size: int) -> list[Row]:
    whole, broader = nx.MultiDiGraph(), nx.MultiDiGraph()
    for id, term in glossary.terms.items():
        whole.add_node(id, term=term)
        broader.add_node(id)
        for relation in glossary.relations(id):
            whole.add_edge(id, relation.target, relation.kind, relation=relation)
            if relation.kind == "broader":
                broader.add_edge(id, relation.target, "broader")
    draw = random.Random(2)
    ids = list(glossary.terms)
    starts = draw.sample(ids, STARTS)
    pairs = [(draw.choice(ids), draw.choice(ids)) for _ in range(STARTS)]
    _agree(glossary, whole, broader, starts, pairs)

    def of_kind(id: str) -> list[str]:
        return [target for _, target, kind in whole.out_edges(id, keys=True) if kind == "related"]

    def walked_with_records(id: str) -> list[tuple[wc.Term, wc.Relation]]:
        found = []
        for parent, node in nx.bfs_edges(whole, id, depth_limit=3):
            edges = whole.get_edge_data(parent, node)
            found.append((whole.nodes[node]["term"], next(iter(edges.values()))["relation"]))
        return found

    def related_with_records(id: str) -> list[wc.Term]:
        return [whole.nodes[target]["term"] for target in whole.successors(id)]

    times = medians(
        {
            "neighbours": lambda: [glossary.related(id) for id in starts],
            "neighbours nx": lambda: [list(whole.successors(id)) for id in starts],
            "neighbours nx records": lambda: [related_with_records(id) for id in starts],
            "one kind": lambda: [glossary.related(id, "related") for id in starts],
            "one kind nx": lambda: [of_kind(id) for id in starts],
            "walk": lambda: [list(glossary.walk(id, depth=3)) for id in starts],
            "walk nx": lambda: [list(nx.bfs_edges(whole, id, depth_limit=3)) for id in starts],
            "walk nx records": lambda: [walked_with_records(id) for id in starts],
            "walk nx lengths": lambda: [nx.single_source_shortest_path_length(whole, id, cutoff=3) for id in starts],
            "path": lambda: [glossary.path(a, b) for a, b in pairs],
            "path nx": lambda: [nx.shortest_path(whole, a, b) for a, b in pairs],
            "closure": lambda: [(glossary.ancestors(id), glossary.descendants(id)) for id in starts],
            "closure nx": lambda: [(nx.descendants(broader, id), nx.ancestors(broader, id)) for id in starts],
        },
        rounds=9 if size >= 10_000 else 15,
    )
    where = f"{size:,} made terms" if size else f"{len(ids)} real terms"

    def row(what: str, peer: str, limit: float | None, ours: str, theirs: str) -> Row:
        note = f"{1e6 * times[ours] / STARTS:.1f} µs"
        return Row(f"{what}, {where}", f"networkx, `{peer}`", limit, times[ours] / times[theirs], note=note)

    with_records = "bfs_edges`, with records by `nodes` and `get_edge_data"
    lengths = "single_source_shortest_path_length"
    return [
        row("`related(id)`", "successors", 0.6, "neighbours", "neighbours nx"),
        row("`related(id)`", "successors`, with records by `nodes", None, "neighbours", "neighbours nx records"),
        row("`related(id, kind)`", "out_edges` by key `kind", 0.6, "one kind", "one kind nx"),
        row("`walk(id, depth=3)`", "bfs_edges", 0.75, "walk", "walk nx"),
        row("`walk(id, depth=3)`", with_records, None, "walk", "walk nx records"),
        row("`walk(id, depth=3)`", lengths, None, "walk", "walk nx lengths"),
        row("`path(a, b)`", "shortest_path", 1.1, "path", "path nx"),
        row("`ancestors(id)` and `descendants(id)`", "descendants` and `ancestors", 0.4, "closure", "closure nx"),
    ]


def _agree(
    glossary: wc.Glossary,
    whole: nx.MultiDiGraph,
    broader: nx.MultiDiGraph,
    starts: list[str],
    pairs: list[tuple[str, str]],
) -> None:
    """Stop where the two do not give the same answers: what is compared has to be the same work."""
    for id in starts:
        walked = {step.term.id: step.depth for step in glossary.walk(id, depth=3)}
        reached = dict(nx.single_source_shortest_path_length(whole, id, cutoff=3))
        reached.pop(id)
        if (
            {term.id for term in glossary.related(id)} != set(whole.successors(id))
            or walked != reached
            or {term.id for term in glossary.ancestors(id)} != nx.descendants(broader, id)
            or {term.id for term in glossary.descendants(id)} != nx.ancestors(broader, id)
        ):
            raise SystemExit(f"networkx and the glossary differ about {id}")
    for a, b in pairs:
        if len(glossary.path(a, b) or ()) != nx.shortest_path_length(whole, a, b):
            raise SystemExit(f"networkx and the glossary differ about the way from {a} to {b}")
