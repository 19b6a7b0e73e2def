"""Walks and paths over plain adjacency mappings. Pure: knows nothing of terms or relations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

Neighbours = Callable[[str], Iterable[str]]


def breadth_first(neighbours: Neighbours, start: str, depth: int | None = None) -> Iterator[tuple[str, int, str]]:
    """Yield (node, distance, node it was reached from), nearest first; *start* itself is left out.

    Each node comes once, so cycles end the walk. *depth* is the greatest distance, in steps.
    """
    seen = {start}
    level = [start]
    distance = 0
    while level and (depth is None or distance < depth):
        distance += 1
        following: list[str] = []
        for node in level:
            for other in neighbours(node):
                if other not in seen:
                    seen.add(other)
                    following.append(other)
                    yield other, distance, node
        level = following


def shortest_path(forward: Neighbours, backward: Neighbours, start: str, goal: str) -> list[str] | None:
    """Return the nodes of a shortest path, both ends included, or None; searches from both ends.

    A two-sided search visits far fewer nodes than a one-sided one on graphs with hubs.
    """
    if start == goal:
        return [start]
    came_from: dict[str, str | None] = {start: None}
    goes_to: dict[str, str | None] = {goal: None}
    front, back = [start], [goal]
    while front and back:
        if len(front) <= len(back):
            front, meeting = _expand(front, forward, came_from, goes_to)
        else:
            back, meeting = _expand(back, backward, goes_to, came_from)
        if meeting is not None:
            return [*reversed(_trail(meeting, came_from)), *_trail(meeting, goes_to)[1:]]
    return None


def _expand(
    level: list[str], neighbours: Neighbours, seen: dict[str, str | None], other_side: Mapping[str, str | None]
) -> tuple[list[str], str | None]:
    following: list[str] = []
    for node in level:
        for other in neighbours(node):
            if other not in seen:
                seen[other] = node
                if other in other_side:
                    return following, other
                following.append(other)
    return following, None


def _trail(node: str | None, parents: Mapping[str, str | None]) -> list[str]:
    trail: list[str] = []
    while node is not None:
        trail.append(node)
        node = parents[node]
    return trail


def find_cycle(edges: Mapping[str, Sequence[str]]) -> list[str] | None:
    """Return the nodes of one cycle (first node repeated at the end), or None. Iterative: depth is no limit.

    >>> find_cycle({"a": ["b"], "b": ["a"]})
    ['a', 'b', 'a']
    """
    done: set[str] = set()
    for root in edges:
        if root in done:
            continue
        trail = [root]
        on_trail = {root}
        pending = [iter(edges.get(root, ()))]
        while pending:
            for node in pending[-1]:
                if node in on_trail:
                    return [*trail[trail.index(node) :], node]
                if node not in done:
                    trail.append(node)
                    on_trail.add(node)
                    pending.append(iter(edges.get(node, ())))
                    break
            else:
                pending.pop()
                finished = trail.pop()
                on_trail.discard(finished)
                done.add(finished)
    return None
