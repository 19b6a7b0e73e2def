"""Search by words, as content without a learned table is searched, over made entries; and names with typos."""

from __future__ import annotations

import math
import random
import re
import statistics
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from time import perf_counter

import synthetic
import tantivy
from search import documents, fts5, measure, misspelt, quantile_rows
from timing import Row, frozen_garbage, quantile

import withdrawal_concepts as wc
from withdrawal_concepts._fields import field_texts
from withdrawal_concepts._glossary import Glossary
from withdrawal_concepts._lexical import LexicalRanker
from withdrawal_concepts._search import FUNCTION_WORDS
from withdrawal_concepts._shipped import open_shipped
from withdrawal_concepts._store import read_verified
from withdrawal_concepts._text import stem, word_list

sys.path.insert(0, str(Path(__file__).parents[1] / "relevance"))
from judged import read_queries

SAMPLE = 150
LIMITS = {1_000: (0.3, 0.7), 10_000: (0.3, 0.3)}
GROWING = (1_000, 10_000, 100_000)
FUZZY = "tantivy, fuzzy terms (distance 1, swaps count 1), OR, 10 hits"


def rows() -> list[Row]:
    queries = random.Random(3).sample([query.text for query in read_queries()], SAMPLE)
    return [*_beside_fts5(queries), *_growth(queries), *_typos()]


def _beside_fts5(queries: list[str]) -> Iterator[Row]:
    for size, limits in LIMITS.items():
        glossary = synthetic.glossary(size)
        texts = documents(glossary)
        start = perf_counter()
        peer = fts5(texts)
        between = perf_counter()
        glossary.search("")
        note = f"built in {perf_counter() - between:.1f} s to {between - start:.1f} s"
        once, _ = measure(lambda ours=glossary.search, theirs=peer: (ours, theirs), queries, 1)
        for row in quantile_rows(f"search by words, {size:,} made entries", once, limits=limits):
            yield row._replace(note=f"{row.note}; {note}")


def _growth(queries: list[str]) -> Iterator[Row]:
    """How the time of a query grows where words grow with the entries, as in real collections (Heaps' law)."""
    before: tuple[int, float, float] | None = None
    for size in GROWING:
        start = perf_counter()
        ranker = LexicalRanker(growing(size), ())
        built = (perf_counter() - start) / size
        seconds = []
        with frozen_garbage():
            for query in queries:
                start = perf_counter()
                stems = ranker.vocabulary.resolve_all(word_list(query))
                ranker.scores([s for s in stems if s], stems.count(None), 10)
                seconds.append(perf_counter() - start)
        p50 = statistics.median(seconds)
        if before is not None:
            smaller, faster, earlier = before
            exponent = math.log(p50 / faster) / math.log(size / smaller)
            note = f"p50 {1e3 * p50:.1f} ms, p95 {1e3 * quantile(seconds, 0.95):.1f} ms, after {1e3 * faster:.1f} ms"
            what = f"exponent of the growth of p50, {smaller:,} to {size:,} entries"
            yield Row(what, "the entries", 0.5, exponent, "", note)
            yield Row(
                f"build for search, {size:,} entries", f"per entry, at {smaller:,}", None, built / earlier,
                note=f"{built * size:.0f} s",
            )  # fmt: skip
        before = size, p50, built


def growing(size: int) -> Iterator[list[tuple[str, str]]]:
    """Yield the texts of made entries: of real ones, but each of some topic, with telling words of its own.

    There are as many topics as the square root of the copies of the real entries. So everyday words stand in a fixed
    share of the entries, and a telling word in as many as the square root of them.
    """
    draw = random.Random(size)
    entries = [list(field_texts(term)) for term in wc.load().terms.values()]
    fields = [{name: [text for own, text in entry if own == name] for name, _ in entry} for entry in entries]
    topics = max(1, math.isqrt(size // len(entries)))
    for _ in range(size):
        topic = draw.randrange(topics)
        made = []
        for name in fields[0]:
            made += [(name, _in_topic(text, topic)) for text in draw.choice(fields).get(name, ())]
        yield made


@cache
def _in_topic(text: str, topic: int) -> str:
    if not topic:
        return text
    mark = "".join("bdfgklmnprtv"[int(digit)] + "o" for digit in str(topic))
    return re.sub(r"[A-Za-z']+", lambda word: word[0] if word[0].lower() in FUNCTION_WORDS else word[0] + mark, text)


def _typos() -> Iterator[Row]:
    glossary = wc.load()
    wanted = {misspelt(term.name): term.id for term in glossary.terms.values()}
    wanted = {typo: id for typo, id in wanted.items() if typo != glossary.terms[id].name.lower()}
    peer = fuzzy(documents(glossary))
    version = wc.content_versions()[-1]
    data = read_verified(version)
    ours = sum(id in [hit.id for hit in glossary.search(typo)] for typo, id in wanted.items())
    theirs = sum(id in peer(typo) for typo, id in wanted.items())
    note = f"{ours} of {len(wanted)} to {theirs}"
    yield Row("names with a typo in each word, share that is not found", "", 0.02, 1 - ours / len(wanted), "", note)

    def engines() -> tuple[Callable[[str], object], Callable[[str], object]]:
        stem.cache_clear()
        fresh = Glossary(open_shipped(data, version.digest))
        fresh.search("hello")  # builds what the first search builds, but nothing that finds typos
        return fresh.search, peer

    once, _ = measure(engines, list(wanted), 7)
    for row, limit in zip(
        quantile_rows("names with a typo in each word, each once", once, FUZZY), (1.3, None), strict=True
    ):
        yield row._replace(limit=limit)


def fuzzy(texts: dict[str, str]) -> Callable[[str], list[str]]:
    """Return what asks tantivy for words at most one edit away, over the same texts."""
    schema = (
        tantivy.SchemaBuilder().add_text_field("id", stored=True, tokenizer_name="raw").add_text_field("text").build()
    )
    index = tantivy.Index(schema)
    writer = index.writer()
    for id, text in texts.items():
        writer.add_document(tantivy.Document(id=[id], text=[text]))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def search(text: str) -> list[str]:
        words = [
            (tantivy.Occur.Should, tantivy.Query.fuzzy_term_query(schema, "text", word, distance=1))
            for word in text.lower().split()
        ]
        found = searcher.search(tantivy.Query.boolean_query(words), 10).hits
        return [searcher.doc(address)["id"][0] for _, address in found]

    return search
