"""Scores the search on the judged queries: python tests/relevance/score.py [development|validation|all]

Prints nDCG@5, MRR@10, success@1 and success@3 per kind of query, and the share of off-topic queries that
get any hit. With --baselines, the same for other engines on the same content.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

import ir_measures
from ir_measures import RR, Success, nDCG

sys.path.insert(0, str(Path(__file__).parent))
from judged import GRADED, Query, read_queries

# A grade of 1 is a useful neighbour: it counts for nDCG, but is no answer for success and reciprocal rank.
MEASURES = [nDCG @ 5, RR(rel=2) @ 10, Success(rel=2) @ 1, Success(rel=2) @ 3]
Engine = Callable[[str], list[tuple[str, float]]]


def evaluate(engine: Engine, queries: list[Query]) -> dict[str, tuple[int, list[float]]]:
    """Return kind -> (number of queries, one mean per measure), and for off-topic the share with hits."""
    run, qrels = [], []
    for number, query in enumerate(queries):
        qrels += [ir_measures.Qrel(str(number), id, grade) for id, grade in query.relevant.items()]
        run += [ir_measures.ScoredDoc(str(number), id, -rank) for rank, (id, _) in enumerate(engine(query.text))]
    values: dict[str, dict[object, float]] = {}
    for metric in ir_measures.iter_calc(MEASURES, qrels, run):
        values.setdefault(metric.query_id, {})[metric.measure] = metric.value
    table = {}
    for kind in (*GRADED, "all"):
        own = [str(n) for n, q in enumerate(queries) if q.kind == kind or (kind == "all" and q.kind in GRADED)]
        if own:
            table[kind] = (
                len(own),
                [sum(values.get(n, {}).get(m, 0.0) for n in own) / len(own) for m in MEASURES],
            )
    off = [query for query in queries if query.kind == "offtopic"]
    table["offtopic"] = (len(off), [sum(bool(engine(query.text)) for query in off) / max(1, len(off))])
    return table


def show(name: str, table: dict[str, tuple[int, list[float]]]) -> None:
    print(f"\n{name:<14}{'n':>5}{'nDCG@5':>9}{'MRR@10':>9}{'S@1':>9}{'S@3':>9}")
    for kind, (count, means) in table.items():
        if kind == "offtopic":
            print(f"{kind:<14}{count:>5}   any hit: {means[0]:.3f}")
        else:
            print(f"{kind:<14}{count:>5}" + "".join(f"{mean:>9.3f}" for mean in means))


def package_engine(glossary: object) -> Engine:
    def search(text: str) -> list[tuple[str, float]]:
        return [(hit.id, hit.score) for hit in glossary.search(text, limit=10)]  # type: ignore[attr-defined]

    return search


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("half", nargs="?", default="development", choices=["development", "validation", "all"])
    parser.add_argument("--content", help="a content folder instead of the newest release")
    parser.add_argument("--baselines", action="store_true")
    parser.add_argument("--embedding", action="store_true", help="a sentence-embedding model, too (slow; brings torch)")
    arguments = parser.parse_args()
    import withdrawal_concepts as wc
    from withdrawal_concepts import authoring

    glossary = authoring.load(arguments.content) if arguments.content else wc.load()
    queries = read_queries(None if arguments.half == "all" else arguments.half)
    show("package", evaluate(package_engine(glossary), queries))
    if arguments.baselines or arguments.embedding:
        from baselines import engines

        for name, engine in engines(glossary, embedding=arguments.embedding).items():
            show(name, evaluate(engine, queries))


if __name__ == "__main__":
    main()
