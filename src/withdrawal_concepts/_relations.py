"""The relations of a content version as a graph that can be walked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from attrs import frozen

from withdrawal_concepts import _graph
from withdrawal_concepts._model import RELATION_KINDS, Relation, RelationKind, Term
from withdrawal_concepts._snapshot import Snapshot


@frozen
class Step:
    """One step of a walk: *term* was reached after *depth* relations, the last of which was *via*."""

    term: Term
    depth: int
    via: Relation


@frozen
class Neighbourhood:
    """A term with its relations, in the order of ``Glossary.relations``, and its neighbours, in that of ``related``."""

    term: Term
    relations: tuple[Relation, ...]
    terms: tuple[Term, ...]

    def _repr_html_(self) -> str:
        from withdrawal_concepts._html import neighbourhood_html

        return neighbourhood_html(self)


Kinds = tuple[RelationKind, ...]


def _checked(kinds: Iterable[str]) -> Kinds:
    """Return the kinds that were named (a lone str is one kind); raise ValueError for one that does not exist."""
    wanted = {kinds} if isinstance(kinds, str) else set(kinds)
    for kind in sorted(wanted.difference(RELATION_KINDS), key=str):
        raise ValueError(f"{kind!r} is not a kind of relation; the kinds are {', '.join(RELATION_KINDS)}")
    return tuple([kind for kind in RELATION_KINDS if kind in wanted])


class RelationGraph:
    """Relations by their source, and what follows from them for each choice of kinds, worked out when first needed."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._terms = snapshot.terms
        self._relations = snapshot.relations
        self._views: dict[tuple[str, ...], _View] = {}
        self.all = self.view(None)

    def relations(self, id: str, kinds: Iterable[str] | None) -> tuple[Relation, ...]:
        """Return the relations of a term by *kinds* (None: all)."""
        own = self._relations[id]
        if kinds is None:
            return own
        wanted = _checked(kinds)
        return tuple([r for r in own if r.kind in wanted])

    def neighbourhood(self, id: str, kinds: Iterable[str] | None) -> Neighbourhood:
        """Return a term with its relations and neighbours by *kinds* (None: all)."""
        return Neighbourhood(self._terms[id], self.relations(id, kinds), self.view(kinds).neighbours(id))

    def view(self, kinds: Iterable[str] | None) -> _View:
        """Return the graph of these kinds (None: all)."""
        known = self._views.get(kinds) if isinstance(kinds, tuple) else None
        if known is not None:
            return known
        wanted = RELATION_KINDS if kinds is None else _checked(kinds)
        known = self._views.get(wanted)
        if known is None:
            known = self._views[wanted] = _View(self._terms, self._relations, wanted)
        return known

    def closure(self, id: str, kind: RelationKind) -> tuple[Term, ...]:
        """Return everything that can be reached by *kind*, nearest first, without *id* itself."""
        terms, targets = self._terms, self.view((kind,)).targets
        level, seen = list(targets[id]), dict.fromkeys(targets[id])
        while level:
            level = [other for node in level for other in targets[node] if other not in seen]
            seen.update(dict.fromkeys(level))
        seen.pop(id, None)
        return tuple([terms[node] for node in seen])

    def walk(self, id: str, kinds: Iterable[str] | None, depth: int | None) -> Iterator[Step]:
        """Yield a step for everything that can be reached, breadth first."""
        terms, view = self._terms, self.view(kinds)
        via = view.via
        reached = _graph.breadth_first(view.targets.__getitem__, id, depth)
        return (Step(terms[node], far, via[parent, node]) for node, far, parent in reached)

    def path(self, a: str, b: str, kinds: Iterable[str] | None) -> tuple[Relation, ...] | None:
        """Return the relations of a shortest path, ``()`` where *a* is *b*, or None."""
        view = self.view(kinds)
        nodes = _graph.shortest_path(view.targets.__getitem__, view.sources.__getitem__, a, b)
        return None if nodes is None else tuple([view.via[pair] for pair in pairwise(nodes)])


class _View:
    """The relations of some kinds: who stands next to whom, and by what."""

    def __init__(self, terms: Mapping[str, Term], relations: Mapping[str, tuple[Relation, ...]], kinds: Kinds) -> None:
        self._terms = terms
        self.via: dict[tuple[str, str], Relation] = {}
        sources: dict[str, dict[str, None]] = {id: {} for id in relations}
        self.targets: dict[str, tuple[str, ...]] = {}
        for id, own in relations.items():
            for relation in own:
                if relation.kind in kinds:
                    self.via.setdefault((id, relation.target), relation)
                    sources[relation.target][id] = None
            self.targets[id] = tuple(dict.fromkeys([r.target for r in own if r.kind in kinds]))
        self.sources = {id: tuple(found) for id, found in sources.items()}
        self._neighbours: dict[str, tuple[Term, ...]] = {}

    def neighbours(self, id: str) -> tuple[Term, ...]:
        """Return the terms one step away, each once."""
        found = self._neighbours.get(id)
        if found is None:
            found = self._neighbours[id] = tuple([self._terms[target] for target in self.targets[id]])
        return found
