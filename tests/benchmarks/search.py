"""Search, against SQLite FTS5 in memory over the same texts."""

from __future__ import annotations

import json
import random
import sqlite3
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from time import perf_counter

from installed import output
from timing import Row, frozen_garbage, quantile

import withdrawal_concepts as wc
from withdrawal_concepts._fields import field_texts
from withdrawal_concepts._glossary import Glossary
from withdrawal_concepts._shipped import open_shipped
from withdrawal_concepts._store import read_verified
from withdrawal_concepts._text import stem

sys.path.insert(0, str(Path(__file__).parents[1] / "relevance"))
from judged import read_queries

PEER = "SQLite FTS5 in memory (porter, OR, bm25, 10 hits)"
ROUNDS = 7
LIMITS = (0.4, 1.6)
"""For the median, and for the 95th percentile."""
FIRST = 10
"""Milliseconds that the first search of a process may take."""
Engine = Callable[[str], object]
Seconds = list[tuple[float, float]]
"""For each query: ours, the peer's."""


def rows() -> list[Row]:
    queries = [query.text for query in read_queries()]
    version = wc.content_versions()[-1]
    data = read_verified(version)
    texts = documents(wc.load())

    def engines() -> tuple[Engine, Engine]:
        stem.cache_clear()
        glossary = Glossary(open_shipped(data, version.digest))
        glossary.search("")  # builds what the first search builds; that is measured below
        return glossary.search, fts5(texts)

    once, again = measure(engines, queries, ROUNDS)
    typos = [typo for term in wc.load().terms.values() if (typo := misspelt(term.name)) != term.name]
    typed, _ = measure(engines, typos, ROUNDS)
    return [
        *quantile_rows(f"search, {len(queries)} judged queries, each once", once, limits=LIMITS),
        *quantile_rows("search, the same queries again", again, limits=LIMITS),
        *quantile_rows(f"search, {len(typos)} names with a typo in each word", typed),
        *_found(typos),
        *_first(texts, queries[0], "a process"),
        *_first(texts, misspelt(queries[0]), "a process, misspelt"),
    ]


def documents(glossary: wc.Glossary) -> dict[str, str]:
    entries = [*glossary.terms.values(), *glossary.sections.values()]
    return {entry.id: "\n".join(text for _, text in field_texts(entry)) for entry in entries}


def fts5(texts: dict[str, str]) -> Engine:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE entry USING fts5(id UNINDEXED, text, tokenize='porter unicode61')")
    database.executemany("INSERT INTO entry VALUES (?, ?)", texts.items())

    def search(text: str) -> list[tuple[str, float]]:
        words = ["".join(c for c in word if c.isalnum()) for word in text.split()]
        query = " OR ".join(f'"{word}"' for word in words if word)
        if not query:
            return []
        ranked = "SELECT id, bm25(entry) FROM entry WHERE entry MATCH ? ORDER BY 2 LIMIT 10"
        return database.execute(ranked, (query,)).fetchall()

    return search


def misspelt(name: str) -> str:
    """Return the name with a letter of each longer word left out or two of them swapped; always the same ones."""
    draw = random.Random(name)
    words = []
    for word in name.lower().replace("-", " ").split():
        if len(word) > 4:
            at = draw.randrange(1, len(word) - 2)
            word = word[:at] + (word[at + 1 :] if draw.random() < 0.5 else word[at + 1] + word[at] + word[at + 2 :])
        words.append(word)
    return " ".join(words)


def measure(engines: Callable[[], tuple[Engine, Engine]], queries: Sequence[str], rounds: int) -> list[Seconds]:
    """Return, for each query, the median seconds over rounds of new engines: asked once, and asked again."""
    passes: list[list[list[tuple[float, float]]]] = [[], []]
    for turn in range(rounds):
        ours, theirs = engines()
        with frozen_garbage():
            for asked in passes:
                seconds = []
                for number, query in enumerate(queries):
                    if (number + turn) % 2:
                        mine, other = _timed(ours, query), _timed(theirs, query)
                    else:
                        other, mine = _timed(theirs, query), _timed(ours, query)
                    seconds.append((mine, other))
                asked.append(seconds)
    return [[_middle(own) for own in zip(*asked, strict=True)] for asked in passes]


def _middle(pairs: Iterable[tuple[float, float]]) -> tuple[float, float]:
    ours, theirs = zip(*pairs, strict=True)
    return statistics.median(ours), statistics.median(theirs)


def _timed(engine: Engine, query: str) -> float:
    start = perf_counter()
    engine(query)
    return perf_counter() - start


def quantile_rows(
    what: str, seconds: Seconds, peer: str = PEER, limits: tuple[float | None, float | None] = (None, None)
) -> list[Row]:
    """Return the row of the median and that of the 95th percentile."""
    found = []
    for name, share, limit in zip(("p50", "p95"), (0.5, 0.95), limits, strict=True):
        ours, theirs = (quantile((pair[side] for pair in seconds), share) for side in (0, 1))
        note = f"{1e6 * ours:.0f} µs to {1e6 * theirs:.0f} µs"
        found.append(Row(f"{what}, {name}", peer, limit, ours / theirs, note=note))
    return found


def _found(typos: Sequence[str]) -> list[Row]:
    glossary = wc.load()
    wanted = {misspelt(term.name): term.id for term in glossary.terms.values()}
    peer = fts5(documents(glossary))
    ours = sum(wanted[typo] in [hit.id for hit in glossary.search(typo)] for typo in typos)
    theirs = sum(wanted[typo] in [id for id, _ in peer(typo)] for typo in typos)  # type: ignore[attr-defined]
    note = f"{ours} of {len(typos)} to {theirs}"
    return [Row("names with a typo in each word, share found", PEER, None, ours / max(1, theirs), note=note)]


def _first(texts: dict[str, str], query: str, where: str) -> list[Row]:
    """In new processes of the installed wheel: the first search after a lookup, against building and asking FTS5."""
    ours = f"""
import time, withdrawal_concepts as wc
wc.load().lookup("Ostracism")
start = time.perf_counter(); wc.load().search({query!r}); print(time.perf_counter() - start)
"""
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump(list(texts.items()), file)
        file.flush()
        theirs = f"""
import json, time
texts = json.load(open({file.name!r}, encoding="utf-8"))
start = time.perf_counter()
import sqlite3
database = sqlite3.connect(":memory:")
database.execute("CREATE VIRTUAL TABLE entry USING fts5(id UNINDEXED, text, tokenize='porter unicode61')")
database.executemany("INSERT INTO entry VALUES (?, ?)", texts)
ranked = "SELECT id, bm25(entry) FROM entry WHERE entry MATCH ? ORDER BY 2 LIMIT 10"
database.execute(ranked, (" OR ".join({query!r}.split()),)).fetchall()
print(time.perf_counter() - start)
"""  # noqa: S608 - the query goes in as a parameter
        seconds = [(float(output(ours)), float(output(theirs))) for _ in range(15)]
    mine, other = _middle(seconds)
    note = f"{1000 * mine:.0f} ms to {1000 * other:.0f} ms"
    return [
        Row(f"first search of {where}, after a lookup", "", FIRST, 1000 * mine, "ms"),
        Row(f"first search of {where}", "SQLite FTS5: table built, first query", None, mine / other, note=note),
    ]
