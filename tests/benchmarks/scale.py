"""How loading and building indexes grow with the content."""

from __future__ import annotations

import gc
import itertools
import json
from collections.abc import Callable

import synthetic
from load import opened, touched
from timing import Row, frozen_garbage, medians, sample

from withdrawal_concepts._codec import decode
from withdrawal_concepts._mentions import MentionFinder
from withdrawal_concepts._relations import RelationGraph
from withdrawal_concepts._search import SearchIndex
from withdrawal_concepts._shipped import open_shipped
from withdrawal_concepts._snapshot import Snapshot
from withdrawal_concepts._text import stem
from withdrawal_concepts._versions import digest_of

SIZES = (60, 1_000, 10_000, 100_000)
INDEXED = (60, 1_000, 10_000)


def rows() -> list[Row]:
    times: dict[str, dict[int, float]] = {}
    for size in SIZES:
        data = synthetic.compiled(size)
        digest = digest_of(data)
        calls: dict[str, Callable[[], object]] = {
            "json.loads": lambda data=data: json.loads(data),
            "open": lambda data=data, digest=digest: opened(data, digest),
            "open and touch all": lambda data=data, digest=digest: touched(data, digest),
            "validate (cattrs)": lambda data=data: decode(data, "content.json"),
        }
        if size in INDEXED:
            snapshot = open_shipped(data, digest)
            for id in snapshot.terms:
                snapshot.terms[id]
            calls["build for search"] = lambda snapshot=snapshot: _search_index(snapshot)
            calls["build for mentions"] = lambda snapshot=snapshot: MentionFinder(snapshot.terms)
            calls["build for relations"] = lambda snapshot=snapshot: _graph(snapshot)
        if size == SIZES[-1]:
            with frozen_garbage():
                measured = {name: sample(call, 1) for name, call in calls.items()}
        else:
            measured = medians(calls, rounds=9 if size <= 1_000 else 3)
        for name, seconds in measured.items():
            times.setdefault(name, {})[size] = seconds
        gc.collect()
    found = []
    for name, by_size in times.items():
        sizes = sorted(by_size)
        for smaller, size in itertools.pairwise(sizes):
            growth = (by_size[size] / size) / (by_size[smaller] / smaller)
            beside = "" if name == "json.loads" else f", {by_size[size] / times['json.loads'][size]:.2f} × json.loads"
            note = f"{1000 * by_size[size]:.0f} ms{beside}"
            found.append(
                Row(f"{name}, {size:,} entries", f"per entry, at {smaller:,} entries", None, growth, note=note)
            )
    return found


def _search_index(snapshot: Snapshot) -> SearchIndex:
    stem.cache_clear()
    return SearchIndex(snapshot)


def _graph(snapshot: Snapshot) -> RelationGraph:
    snapshot.__dict__.pop("relations", None)
    graph = RelationGraph(snapshot)
    graph.view(None)
    return graph
