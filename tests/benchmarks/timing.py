"""How things are timed, and how results are shown: ratios to a named peer, measured in the same run.

Candidates take turns, so that a machine that slows down slows all of them; what is given is the ratio of the medians.
The garbage collector runs as it does in an application: it is switched on, everything that exists before a measurement
is frozen out of its sight, and what an earlier candidate left is collected before the clock starts.
"""

from __future__ import annotations

import gc
import statistics
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from time import perf_counter
from typing import NamedTuple


class Row(NamedTuple):
    """One line of a table; *value* is a ratio unless *unit* says otherwise, and *limit* the most that it should be."""

    what: str
    peer: str
    limit: float | None
    value: float
    unit: str = "×"
    note: str = ""

    @property
    def met(self) -> str:
        return "" if self.limit is None else "met" if self.value <= self.limit else "**not met**"


def sample(call: Callable[[], object], times: int) -> float:
    """Return the seconds that one call takes; throwing the last result away is not counted."""
    gc.collect()
    start = perf_counter()
    for _ in range(times):
        kept = call()
    seconds = (perf_counter() - start) / times
    del kept
    return seconds


def medians(
    candidates: Mapping[str, Callable[[], object]], *, rounds: int = 15, least: float = 0.03
) -> dict[str, float]:
    """Return the median seconds of one call of each candidate; a sample takes at least *least* seconds."""

    def sampler(call: Callable[[], object]) -> Callable[[], float]:
        times = 1
        for _ in range(2):  # the first call may build what later ones use
            times = max(1, round(least / max(sample(call, times), 1e-9)))
        return lambda: sample(call, times)

    with frozen_garbage():
        return interleaved({name: sampler(call) for name, call in candidates.items()}, rounds)


def interleaved(samplers: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, float]:
    """Return the median of what each sampler measures; they take turns, each round in another order."""
    samples: dict[str, list[float]] = {name: [] for name in samplers}
    names = list(samplers)
    for turn in range(rounds):
        for place in range(len(names)):
            name = names[(place + turn) % len(names)]
            samples[name].append(samplers[name]())
    return {name: statistics.median(own) for name, own in samples.items()}


@contextmanager
def frozen_garbage() -> Iterator[None]:
    """Keep the collector from walking, again and again, through what the benchmark itself holds."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def quantile(values: Iterable[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def figure(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def combined(runs: list[list[Row]]) -> list[Row]:
    """Return the medians over several runs of one benchmark, with the range in the note where there is one."""
    rows = []
    for alike in zip(*runs, strict=True):
        values = [row.value for row in alike]
        last = alike[-1]
        spread = f"{figure(min(values))} to {figure(max(values))}" if len(runs) > 1 else ""
        note = "; ".join(part for part in (spread, last.note) if part)
        rows.append(last._replace(value=statistics.median(values), note=note))
    return rows


def table(rows: Iterable[Row]) -> str:
    lines = ["| what | peer | limit | measured | met | remarks |", "| --- | --- | --- | --- | --- | --- |"]
    for row in rows:
        limit = "" if row.limit is None else f"{row.limit:g} {row.unit}"
        lines.append(f"| {row.what} | {row.peer} | {limit} | {figure(row.value)} {row.unit} | {row.met} | {row.note} |")
    return "\n".join(lines)
