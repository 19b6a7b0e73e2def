"""The relations of a content version as a graph that can be walked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
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
NEAR = 4
"""Steps no further than this are kept: walks that pass the same way at the same distance share them, and making one
costs more than walking it. There are at most so many for each relation."""


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
        self._views: dict[tuple[str, ...], View] = {}
        self._all = View(snapshot.terms, snapshot.relations, RELATION_KINDS)

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

    def view(self, kinds: Iterable[str] | None) -> View:
        """Return the graph of these kinds (None: all)."""
        if kinds is None:
            return self._all
        known = self._views.get(kinds) if isinstance(kinds, tuple) else None
        if known is not None:
            return known
        wanted = _checked(kinds)
        known = self._views.get(wanted)
        if known is None:
            known = self._views[wanted] = View(self._terms, self._relations, wanted)
        return known

    @cached_property
    def broader(self) -> View:
        return self.view(("broader",))

    @cached_property
    def narrower(self) -> View:
        return self.view(("narrower",))


class View:
    """The relations of some kinds: who stands next to whom, and by what."""

    def __init__(self, terms: Mapping[str, Term], relations: Mapping[str, tuple[Relation, ...]], kinds: Kinds) -> None:
        self._terms = terms
        self._links: dict[str, dict[str, Relation]] = {id: {} for id in relations}
        back: dict[str, dict[str, None]] = {id: {} for id in relations}
        for id, links in self._links.items():
            for relation in relations[id]:
                if relation.kind in kinds:
                    links.setdefault(relation.target, relation)
                    back[relation.target][id] = None
        self._targets = {id: tuple(links) for id, links in self._links.items()}
        self._sources = {id: tuple(found) for id, found in back.items()}
        self._steps: dict[int, dict[str, dict[str, Step]]] = {n: defaultdict(dict) for n in range(1, NEAR + 1)}

    def neighbours(self, id: str) -> tuple[Term, ...]:
        """Return the terms one step away, each once."""
        return tuple(map(self._terms.__getitem__, self._targets[id]))

    def closure(self, id: str) -> tuple[Term, ...]:
        """Return everything that can be reached, nearest first, without *id* itself."""
        targets = self._targets
        if not targets[id]:
            return ()
        found = [other for other in targets[id] if other != id]
        seen = {id, *found}
        for node in found:  # which grows while it is walked through: nearest first
            for other in targets[node]:
                if other not in seen:
                    seen.add(other)
                    found.append(other)
        return tuple(map(self._terms.__getitem__, found))

    def walk(self, id: str, depth: int | None) -> Iterator[Step]:
        """Yield a step for everything that can be reached, breadth first."""
        # The walk of _graph, with its own loop: a second iterator would cost as much as the walking.
        terms, links, targets = self._terms, self._links, self._targets
        level, seen, far = [id], {id}, 0
        while level and (depth is None or far < depth):
            far += 1
            known = self._steps.get(far)
            following: list[str] = []
            for node in level:
                steps: dict[str, Step] = {} if known is None else known[node]
                for other in targets[node]:
                    if other not in seen:
                        seen.add(other)
                        following.append(other)
                        step = steps.get(other)
                        if step is None:
                            step = steps[other] = Step(terms[other], far, links[node][other])
                        yield step
            level = following

    def path(self, a: str, b: str) -> tuple[Relation, ...] | None:
        """Return the relations of a shortest path, ``()`` where *a* is *b*, or None."""
        nodes = _graph.shortest_path(self._targets.__getitem__, self._sources.__getitem__, a, b)
        return None if nodes is None else tuple([self._links[one][other] for one, other in pairwise(nodes)])
