"""The relations of a content version as a graph that can be walked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from withdrawal_concepts import _graph
from withdrawal_concepts._model import INVERSE, RELATION_KINDS, Relation, RelationKind

Kinds = frozenset[RelationKind]
ALL_KINDS: Kinds = frozenset(RELATION_KINDS)


def checked_kinds(kinds: Iterable[str]) -> Kinds:
    """Return *kinds* as a set (a lone str is one kind); raise ValueError for a kind that does not exist."""
    wanted = {kinds} if isinstance(kinds, str) else set(kinds)
    for kind in sorted(wanted - ALL_KINDS):
        raise ValueError(f"{kind!r} is not a kind of relation; the kinds are {', '.join(RELATION_KINDS)}")
    return frozenset(kind for kind in RELATION_KINDS if kind in wanted)


class RelationGraph:
    """Relations by their source, and adjacency for each choice of kinds, worked out when it is first needed."""

    def __init__(self, relations: Mapping[str, tuple[Relation, ...]]) -> None:
        self.relations = relations
        self._targets: dict[Kinds, dict[str, tuple[str, ...]]] = {}

    def targets(self, kinds: Kinds | None) -> Mapping[str, tuple[str, ...]]:
        """Return term id -> ids one step away by *kinds* (None: all), each once."""
        kinds = ALL_KINDS if kinds is None else kinds
        known = self._targets.get(kinds)
        if known is None:
            known = self._targets[kinds] = {
                id: tuple(dict.fromkeys([r.target for r in own if r.kind in kinds]))
                for id, own in self.relations.items()
            }
        return known

    def closure(self, id: str, kind: RelationKind) -> Iterator[str]:
        """Yield everything that can be reached by *kind*, nearest first, without *id* itself."""
        return (node for node, _, _ in _graph.breadth_first(self.targets(frozenset({kind})).__getitem__, id))

    def walk(self, id: str, kinds: Kinds | None, depth: int | None) -> Iterator[tuple[Relation, int]]:
        """Yield (the relation by which a term was reached, its distance), breadth first."""
        for node, distance, parent in _graph.breadth_first(self.targets(kinds).__getitem__, id, depth):
            yield self._relation(parent, node, kinds), distance

    def path(self, a: str, b: str, kinds: Kinds | None) -> tuple[Relation, ...] | None:
        """Return the relations of a shortest path, ``()`` where *a* is *b*, or None."""
        back = None if kinds is None else frozenset(INVERSE[kind] for kind in kinds)
        nodes = _graph.shortest_path(self.targets(kinds).__getitem__, self.targets(back).__getitem__, a, b)
        if nodes is None:
            return None
        return tuple([self._relation(nodes[i], nodes[i + 1], kinds) for i in range(len(nodes) - 1)])

    def _relation(self, source: str, target: str, kinds: Kinds | None) -> Relation:
        return next(r for r in self.relations[source] if r.target == target and (kinds is None or r.kind in kinds))
