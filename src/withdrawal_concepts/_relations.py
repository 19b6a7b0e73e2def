"""The relations of a content version as a graph that can be walked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from attrs import frozen

from withdrawal_concepts import _graph
from withdrawal_concepts._model import INVERSE, RELATION_KINDS, Relation, RelationKind, Term
from withdrawal_concepts._snapshot import Snapshot


@frozen
class Step:
    """One step of a walk: *term* was reached after *depth* relations, the last of which was *via*."""

    term: Term
    depth: int
    via: Relation


Kinds = tuple[RelationKind, ...]


def _checked(kinds: Iterable[str]) -> Kinds:
    """Return the kinds that were named (a lone str is one kind); raise ValueError for one that does not exist."""
    wanted = {kinds} if isinstance(kinds, str) else set(kinds)
    for kind in sorted(wanted.difference(RELATION_KINDS), key=str):
        raise ValueError(f"{kind!r} is not a kind of relation; the kinds are {', '.join(RELATION_KINDS)}")
    return tuple([kind for kind in RELATION_KINDS if kind in wanted])


class RelationGraph:
    """Relations by their source, and adjacency for each choice of kinds, worked out when it is first needed."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._terms = snapshot.terms
        self._relations = snapshot.relations
        self._known: dict[Iterable[str] | None, dict[str, tuple[str, ...]]] = {}

    def relations(self, id: str, kinds: Iterable[str] | None) -> tuple[Relation, ...]:
        """Return the relations of a term by *kinds* (None: all)."""
        own = self._relations[id]
        if kinds is None:
            return own
        wanted = _checked(kinds)
        return tuple([r for r in own if r.kind in wanted])

    def targets(self, kinds: Iterable[str] | None) -> Mapping[str, tuple[str, ...]]:
        """Return term id -> ids one step away by *kinds* (None: all), each once."""
        try:
            return self._known[kinds]
        except (KeyError, TypeError):
            wanted = RELATION_KINDS if kinds is None else _checked(kinds)
        known = self._known.get(wanted)
        if known is None:
            known = self._known[wanted] = {
                id: tuple(dict.fromkeys([r.target for r in own if r.kind in wanted]))
                for id, own in self._relations.items()
            }
        if kinds is None:
            self._known[None] = known
        return known

    def closure(self, id: str, kind: RelationKind) -> Iterator[str]:
        """Yield everything that can be reached by *kind*, nearest first, without *id* itself."""
        return (node for node, _, _ in _graph.breadth_first(self.targets((kind,)).__getitem__, id))

    def walk(self, id: str, kinds: Iterable[str] | None, depth: int | None) -> Iterator[Step]:
        """Yield a step for everything that can be reached, breadth first."""
        wanted = RELATION_KINDS if kinds is None else _checked(kinds)
        reached = _graph.breadth_first(self.targets(wanted).__getitem__, id, depth)
        return (Step(self._terms[node], far, self._relation(parent, node, wanted)) for node, far, parent in reached)

    def path(self, a: str, b: str, kinds: Iterable[str] | None) -> tuple[Relation, ...] | None:
        """Return the relations of a shortest path, ``()`` where *a* is *b*, or None."""
        wanted = RELATION_KINDS if kinds is None else _checked(kinds)
        back = _checked(INVERSE[kind] for kind in wanted)
        nodes = _graph.shortest_path(self.targets(wanted).__getitem__, self.targets(back).__getitem__, a, b)
        if nodes is None:
            return None
        return tuple([self._relation(nodes[i], nodes[i + 1], wanted) for i in range(len(nodes) - 1)])

    def _relation(self, source: str, target: str, kinds: Kinds) -> Relation:
        return next(r for r in self._relations[source] if r.target == target and r.kind in kinds)
