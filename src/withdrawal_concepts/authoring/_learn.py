"""Learns the search table of a content version from everything that is known of how people ask.

A multinomial logistic regression over stems and pairs of stems, with one class for each entry and one for
"nothing here". It learns from the entries' own texts, from ``content/search/<id>.txt`` (what people type when
the entry is what they need), from ``graded.jsonl`` (queries with several graded answers) and from
``off-topic.txt`` (queries that nothing here answers). Only this module needs numpy and scipy, and only at a
release: what ships is a table of small whole numbers.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from attrs import frozen
from scipy import sparse  # pyright: ignore[reportMissingTypeStubs]

from withdrawal_concepts._documents import Section
from withdrawal_concepts._glossary import Glossary
from withdrawal_concepts._learned import UNIT, features_of
from withdrawal_concepts._model import Term
from withdrawal_concepts._search import field_texts
from withdrawal_concepts._text import stem, words

FIELD_IMPORTANCE = {"name": 3.0, "title": 3.0, "aliases": 3.0, "summary": 1.0, "search_phrases": 1.0, "questions": 1.0}
"""Fields that are learned from, and how much each text counts; longer texts are split into sentences elsewhere."""
GRADED_IMPORTANCE = 6.0
OFF_TOPIC_IMPORTANCE = 1.0
CRISIS_IMPORTANCE = 3.0
"""A line of crisis language that is missed weighs as much as this many false alarms."""
GRADE_SHARE = {3: 1.0, 2: 0.5, 1: 0.25}
OWN_SHARE = 0.6
"""How much of a text's target is its own entry; the rest goes to entries that answer the same people."""
FEWEST_SEEN = 2
"""A stem or pair that was seen less often is treated as unknown, so that the model learns what unknown words mean."""
STEPS = 300
LEARNING_RATE = 0.05
DECAY = 3e-6
CRISIS_DECAY = 1e-7
SMALLEST_WEIGHT = 0.7
FLOOR = 0.35


@frozen
class Example:
    """One text and its target: shares of the entries by id (empty: nothing answers it)."""

    text: str
    target: dict[str, float]
    importance: float


def learn_table(glossary: Glossary, search: Path) -> dict[str, Any]:
    """Return the table for *glossary*, learned with the files in *search*; deterministic."""
    ids = [*glossary.terms, *glossary.sections]
    graded = list(_graded(search / "graded.jsonl", ids))
    neighbours = _neighbours(graded, ids)
    examples = [*_texts(glossary, search, ids, neighbours), *graded, *_off_topic(search / "off-topic.txt")]
    table, crisis = _fit(examples, ids), _fit_crisis(examples, search)
    known = {part for feature in crisis["weights"] for part in feature.split(" ")}
    for line in _lines(search / "crisis.txt"):  # their words, too, so that a query need not be stemmed
        for word, _, _ in words(line):
            if stem(word) in known:
                table["stems"].setdefault(word, stem(word))
    return {**table, "crisis": crisis}


def _graded(path: Path, ids: Sequence[str]) -> Iterator[Example]:
    known = set(ids)
    for line in _lines(path):
        entry = json.loads(line)
        shares = {id: GRADE_SHARE[grade] for id, grade in entry["relevant"].items() if id in known}
        if shares:
            yield Example(entry["query"], _normalised(shares), GRADED_IMPORTANCE)


def _neighbours(graded: Sequence[Example], ids: Sequence[str]) -> dict[str, dict[str, float]]:
    """Return, for each entry, the entries that answer the same people, as shares."""
    together: dict[str, Counter[str]] = {id: Counter() for id in ids}
    for example in graded:
        best = max(example.target.values())
        for id, share in example.target.items():
            if share == best:
                for other, other_share in example.target.items():
                    if other != id:
                        together[id][other] += other_share  # type: ignore[assignment]
    return {id: _normalised(dict(found)) for id, found in together.items()}


def _normalised(shares: dict[str, float]) -> dict[str, float]:
    total = sum(shares.values())
    return {id: share / total for id, share in shares.items()} if total else {}


def _texts(
    glossary: Glossary, search: Path, ids: Sequence[str], neighbours: dict[str, dict[str, float]]
) -> Iterator[Example]:
    for id in ids:
        entry = glossary.terms.get(id) or glossary.sections[id]
        others = neighbours[id]
        target = {id: OWN_SHARE if others else 1.0, **{o: (1 - OWN_SHARE) * s for o, s in others.items()}}
        for field, text in field_texts(entry):
            if field in FIELD_IMPORTANCE:
                yield Example(text, target, FIELD_IMPORTANCE[field])
            else:
                yield from (Example(sentence, target, 0.5) for sentence in text.split(". "))
        yield from (Example(work, target, 0.5) for work in _works(glossary, entry))
        yield from (Example(line, target, 1.0) for line in _lines(search / f"{id}.txt"))


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def _works(glossary: Glossary, entry: Term | Section) -> Iterator[str]:
    """Yield authors and title of what an entry's statements rest on: students search for names."""
    statements = entry.statements if isinstance(entry, Term) else entry.paragraphs
    for id in dict.fromkeys(id for statement in statements for id in statement.references):
        work = glossary.references[id]
        yield " ".join([*(person.family for person in work.authors[:3]), work.title])


def _off_topic(path: Path) -> Iterator[Example]:
    for line in _lines(path):
        yield Example(line, {}, OFF_TOPIC_IMPORTANCE)


def _fit(examples: Sequence[Example], ids: Sequence[str]) -> dict[str, Any]:
    stems: dict[str, str] = {}
    counts: Counter[str] = Counter()
    bags: list[list[str]] = []
    seen: Counter[str] = Counter()
    for example in examples:
        found: list[str] = []
        for word, _, _ in words(example.text):
            counts[word] += 1
            if word not in stems:
                stems[word] = stem(word)
            found.append(stems[word])
        bags.append(found)
        seen.update(features_of(found))
    features = sorted(f for f, n in seen.items() if n >= FEWEST_SEEN)
    column = {feature: place for place, feature in enumerate(features)}
    inputs = _matrix(bags, column)
    targets = _targets(examples, ids)
    importance = np.array([e.importance for e in examples])[:, None]
    weights, bias = _descend(inputs, targets, importance / importance.mean(), DECAY)
    return _table(weights, bias, features, stems, counts, ids)


def _fit_crisis(examples: Sequence[Example], search: Path) -> dict[str, Any]:
    """Learn crisis language (``crisis.txt``) against everything else that people type (``safe.txt`` above all)."""
    crisis, safe = _lines(search / "crisis.txt"), _lines(search / "safe.txt")
    if not crisis:
        return {"bias": -1, "weights": {}}
    texts = [*crisis, *safe, *(example.text for example in examples)]
    bags = [[stem(word) for word, _, _ in words(text)] for text in texts]
    seen = Counter(feature for bag in bags for feature in features_of(bag))
    features = sorted(feature for feature, n in seen.items() if n >= FEWEST_SEEN)
    inputs = _matrix(bags, {feature: place for place, feature in enumerate(features)}, unknown=False)
    targets = np.zeros((len(texts), 2))
    targets[: len(crisis), 1] = 1.0
    targets[len(crisis) :, 0] = 1.0
    importance = np.ones((len(texts), 1))
    importance[: len(crisis)] = CRISIS_IMPORTANCE
    weights, bias = _descend(inputs, targets, importance / importance.mean(), CRISIS_DECAY)
    lean = weights[:-1, 1] - weights[:-1, 0]
    packed = {f: round(float(w) * UNIT) for f, w in zip(features, lean, strict=True) if abs(w) >= SMALLEST_WEIGHT}
    return {"bias": round(float(bias[1] - bias[0]) * UNIT), "weights": packed}


def _matrix(bags: Sequence[Sequence[str]], column: dict[str, int], *, unknown: bool = True) -> Any:
    """Rows of texts over features; the last column counts unknown words. Scaled as at run time."""
    unknown_column = len(column)
    data: list[float] = []
    rows: list[int] = []
    columns: list[int] = []
    for row, stems in enumerate(bags):
        known = [s for s in stems if s in column] if unknown else stems
        missing = len(stems) - len(known)
        own = [column[f] for f in features_of(known) if f in column]
        scale = 1 / np.sqrt(max(1, len(own) + missing))
        rows += [row] * (len(own) + 1)
        columns += [*own, unknown_column]
        data += [scale] * len(own) + [missing * scale]
    return sparse.csr_matrix((data, (rows, columns)), shape=(len(bags), len(column) + 1))


def _targets(examples: Sequence[Example], ids: Sequence[str]) -> Any:
    place = {id: number for number, id in enumerate(ids, 1)}
    targets = np.zeros((len(examples), len(ids) + 1))
    for row, example in enumerate(examples):
        for id, share in example.target.items():
            targets[row, place[id]] = share
        targets[row, 0] = 0.0 if example.target else 1.0
    return targets


def _descend(inputs: Any, targets: Any, importance: Any, decay: float) -> tuple[Any, Any]:
    """Minimise the cross entropy with Adam (Kingma and Ba 2015), from zero."""
    weights = np.zeros((inputs.shape[1], targets.shape[1]))
    bias = np.zeros(targets.shape[1])
    moments = [(np.zeros_like(p), np.zeros_like(p)) for p in (weights, bias)]
    transposed = inputs.T.tocsr()
    for step in range(1, STEPS + 1):
        logits = inputs @ weights + bias
        logits -= logits.max(axis=1, keepdims=True)
        shares = np.exp(logits)
        shares /= shares.sum(axis=1, keepdims=True)
        error = (shares - targets) * importance / len(targets)
        for parameter, gradient, (first, second) in zip(
            (weights, bias), (transposed @ error + 2 * decay * weights, error.sum(axis=0)), moments, strict=True
        ):
            first *= 0.9
            first += 0.1 * gradient
            second *= 0.999
            second += 0.001 * gradient**2
            parameter -= LEARNING_RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return weights, bias


def _table(
    weights: Any, bias: Any, features: Sequence[str], stems: dict[str, str], counts: Counter[str], ids: Sequence[str]
) -> dict[str, Any]:
    """Return the table: weights near their row's median add nothing to a comparison and are left out."""
    packed: dict[str, str] = {}
    for place, feature in enumerate(features):
        row = weights[place] - np.median(weights[place])
        kept = [(n, round(float(w) * UNIT)) for n, w in enumerate(row) if abs(w) >= SMALLEST_WEIGHT]
        if kept:
            packed[feature] = " ".join(f"{n} {w}" for n, w in kept)
    unknown = weights[-1] - np.median(weights[-1])
    known = [word for word in sorted(counts, key=lambda w: (-counts[w], w)) if stems[word] in packed]
    return {
        "bias": [round(float(b) * UNIT) for b in bias],
        "entries": list(ids),
        "floor": FLOOR,
        "stems": {word: stems[word] for word in known},
        "unknown": round(float(unknown[0]) * UNIT),
        "weights": packed,
    }
