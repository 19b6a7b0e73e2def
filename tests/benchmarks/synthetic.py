"""Content of any size, made from the real records: the same lengths, the same density of relations, other names."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import attrs

import withdrawal_concepts as wc
from withdrawal_concepts._codec import encode
from withdrawal_concepts._glossary import Glossary
from withdrawal_concepts._shipped import open_shipped
from withdrawal_concepts._versions import digest_of

MIXED = (
    "summary",
    "definition",
    "example",
    "statements",
    "misconceptions",
    "what_helps",
    "search_phrases",
    "questions",
)
"""Fields whose text a made entry takes from a real entry drawn anew for each field."""
BRANCHES = 4
"""Each copy of the real terms stands below another; so many stand below one."""


def glossary(size: int) -> Glossary:
    """Return a glossary of *size* terms, opened as a released version is; it has no learned table."""
    data = compiled(size)
    return Glossary(open_shipped(data, digest_of(data)))


@lru_cache(maxsize=4)
def compiled(size: int) -> bytes:
    """Return the canonical bytes of *size* made terms and nothing else; the same on every machine."""
    terms = {term.id: term for term in _terms(size)}
    return encode({"terms": terms}, version="0.0.1", released=None)


def _terms(size: int) -> Iterator[wc.Term]:
    draw = random.Random(size)
    real = list(wc.load().terms.values())
    added = next(relation for term in real for relation in term.relations)
    place = {term.id: number for number, term in enumerate(real)}
    names = list(itertools.islice(_names(draw, size), size))

    def id_of(number: int) -> str:
        return names[number].replace(" ", "-")

    for number in range(size):
        term, copy = real[number % len(real)], number // len(real)
        id = id_of(number)
        targets: dict[tuple[str, int], wc.Relation] = {}
        for relation in term.relations:
            target = copy * len(real) + place[relation.target]
            if target < size:
                targets[relation.kind, target] = relation
        if copy and not any(kind == "broader" for kind, _ in targets):
            targets["broader", (copy - 1) // BRANCHES * len(real) + number % len(real)] = added
        other = draw.randrange(size)
        if other != number and draw.random() < 0.5:
            targets.setdefault(("related", other), added)
        mixed: dict[str, Any] = {field: getattr(draw.choice(real), field) for field in MIXED}
        yield attrs.evolve(
            term,
            id=id,
            name=names[number],
            aliases=(),
            ambiguous=(),
            relations=tuple(
                attrs.evolve(relation, source=id, kind=kind, target=id_of(target))
                for (kind, target), relation in targets.items()
            ),
            **mixed,
        )


def _names(draw: random.Random, size: int) -> Iterator[str]:
    """Yield names of two made words, each once; a few words stand in many names, as they do in real lists."""
    syllables = [a + b for a in "bdfgklmnprtv" for b in "aeiou"]
    words = list(dict.fromkeys("".join(draw.choices(syllables, k=3)) + "n" for _ in range(200 + size // 2)))
    weights = list(itertools.accumulate(1 / (rank + 10) for rank in range(len(words))))
    seen = set()
    while True:
        name = " ".join(draw.choices(words, cum_weights=weights, k=2))
        if name not in seen:
            seen.add(name)
            yield name
