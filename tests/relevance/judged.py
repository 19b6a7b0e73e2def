"""The judged queries, and how they are split into a development and a validation half."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Literal, NamedTuple

HERE = Path(__file__).parent
Half = Literal["development", "validation"]
GRADED = ("exact", "typo", "lay", "question", "short", "help", "academic")


class Query(NamedTuple):
    text: str
    kind: str
    relevant: dict[str, int]
    half: Half


def half_of(text: str) -> Half:
    """The half depends on nothing but the text of the query, so nobody chooses it and it never moves."""
    return "development" if hashlib.sha256(text.encode()).digest()[0] % 2 == 0 else "validation"


def read_queries(half: Half | None = None) -> list[Query]:
    found = []
    for path in sorted(HERE.glob("judged-*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            entry = json.loads(line)
            found.append(Query(entry["query"], entry["kind"], entry["relevant"], half_of(entry["query"])))
    return [query for query in found if half in (None, query.half)]
