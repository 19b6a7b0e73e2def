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
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from attrs import frozen

from withdrawal_concepts._documents import Section
from withdrawal_concepts._features import ZERO
from withdrawal_concepts._fields import field_texts
from withdrawal_concepts._learned import CRISIS_UNIT, END, START, UNIT, table_bytes
from withdrawal_concepts._model import Term
from withdrawal_concepts._notices import HEAD, pattern_index, stretches
from withdrawal_concepts._search import entry_numbers, label_numbers
from withdrawal_concepts._snapshot import Snapshot
from withdrawal_concepts._text import stem, word_list, words
from withdrawal_concepts._vocabulary import Vocabulary
from withdrawal_concepts.authoring._fit import features_of, fit, input_matrix, prune

FIELD_IMPORTANCE = {"name": 3.0, "title": 3.0, "aliases": 3.0, "summary": 1.0, "search_phrases": 1.0, "questions": 1.0}
"""Fields that are learned from, and how much each text counts; longer texts are split into sentences elsewhere."""
GRADED_IMPORTANCE = 4.0
OFF_TOPIC_IMPORTANCE = 1.0
CRISIS_IMPORTANCE = 3.0
"""A line of crisis language that is missed weighs as much as this many false alarms."""
SAFE_IMPORTANCE = 0.5
"""A false alarm on what sounds like crisis language weighs less than one on an everyday query."""
EVERYDAY_IMPORTANCE, OTHERS_IMPORTANCE = 4.0, 1.5
"""A false alarm on what people type every day weighs more than one on texts that nobody types as they are."""
GRADE_SHARE = {3: 1.0, 2: 0.5, 1: 0.25}
OWN_SHARE = 0.6
"""How much of a text's target is its own entry; the rest goes to entries that answer the same people."""
FEWEST_SEEN, FEWEST_SEEN_IN_CRISIS = 3, 2
"""A stem or pair that was seen less often is treated as unknown, so that the model learns what unknown words mean."""
STEPS, STEPS_AFTER_PRUNING, CRISIS_STEPS = 200, 60, 200
DROPOUT, CRISIS_DROPOUT = 0.5, 0.6
DECAY, CRISIS_DECAY = 1e-6, 1e-6
SMALLEST_WEIGHT, SMALLEST_CRISIS_WEIGHT = 0.9, 0.5
FLOOR = 0.3
TAIL = 0.05
"""Once something answers a query, lesser answers are shown down to this score."""


@frozen
class Example:
    """One text and its target: shares of the entries by id (empty: nothing answers it)."""

    text: str
    target: dict[str, float]
    importance: float


def learn_table(snapshot: Snapshot, search: Path) -> bytes:
    """Return the search table for *snapshot*, learned with the files in *search*; deterministic."""
    ids = list(entry_numbers(snapshot))
    graded = list(_graded(search / "graded.jsonl", ids))
    neighbours = _neighbours(graded, ids)
    examples = [*_texts(snapshot, search, ids, neighbours), *graded, *_off_topic(search / "off-topic.txt")]
    counts = Counter(word for example in examples for word, _, _ in words(example.text))
    spellings = dict(line.split(" ") for line in _lines(search / "spellings.txt"))
    stems = {word: stem(spellings.get(word, word)) for word in [*counts, *spellings]}
    bags = [[stems[word] for word, _, _ in words(example.text)] for example in examples]
    seen = Counter(feature for bag in bags for feature in features_of(bag))
    known = {feature for feature, times in seen.items() if times >= FEWEST_SEEN and " " not in feature}
    ranking = _fit_ranking(examples, bags, seen, known, ids)
    words_of = {word: stems[word] for word in sorted(stems, key=lambda w: (-counts[w], w)) if stems[word] in known}
    for word, stemmed in _crisis_words(search, spellings).items():
        if word not in words_of:  # as good as unknown to the ranker
            words_of[word] = stemmed
            if stemmed not in known:
                ranking.features.setdefault(stemmed, {0: ranking.unknown})
    crisis = _fit_crisis([example.text for example in examples], Vocabulary(words_of, label_numbers(snapshot)), search)
    head = {
        "bias": ranking.bias,
        "crisis": crisis.bias,
        "crisis_unknown": crisis.unknown,
        "entries": ids,
        "floor": FLOOR,
        "patterns": _pattern_indexes(snapshot, counts),
        "labels": dict(sorted(label_numbers(snapshot).items())),
        "tail": TAIL,
        "unknown": ranking.unknown,
    }
    return table_bytes(head, words_of, _by_stem(words_of.values(), ranking, crisis))


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
    snapshot: Snapshot, search: Path, ids: Sequence[str], neighbours: dict[str, dict[str, float]]
) -> Iterator[Example]:
    for id in ids:
        entry: Term | Section = snapshot.terms.get(id) or snapshot.sections[id]
        others = neighbours[id]
        target = {id: OWN_SHARE if others else 1.0, **{o: (1 - OWN_SHARE) * s for o, s in others.items()}}
        for field, text in field_texts(entry):
            if field in FIELD_IMPORTANCE:
                yield Example(text, target, FIELD_IMPORTANCE[field])
            else:
                yield from (Example(sentence, target, 0.5) for sentence in text.split(". "))
        yield from (Example(work, target, 0.5) for work in _works(snapshot, entry))
        yield from (Example(line, target, 1.0) for line in _lines(search / f"{id}.txt"))


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def _works(snapshot: Snapshot, entry: Term | Section) -> Iterator[str]:
    """Yield authors and title of what an entry's statements rest on: students search for names."""
    statements = entry.statements if isinstance(entry, Term) else entry.paragraphs
    for id in dict.fromkeys(id for statement in statements for id in statement.references):
        work = snapshot.references[id]
        yield " ".join([*(person.family for person in work.authors[:3]), work.title])


def _off_topic(path: Path) -> Iterator[Example]:
    for line in _lines(path):
        yield Example(line, {}, OFF_TOPIC_IMPORTANCE)


@frozen
class _Ranking:
    bias: list[float]
    unknown: int
    features: dict[str, dict[int, int]]


@frozen
class _Crisis:
    bias: float
    unknown: int
    features: dict[str, int]


def _whole(weight: Any, unit: int) -> int:
    return max(1 - ZERO, min(ZERO - 1, round(float(weight) * unit)))


def _fit_ranking(
    examples: Sequence[Example], bags: Sequence[Sequence[str]], seen: Counter[str], known: set[str], ids: Sequence[str]
) -> _Ranking:
    """Fit, leave out what weighs little, and fit what is left again."""
    features = sorted(feature for feature, times in seen.items() if times >= FEWEST_SEEN)
    inputs = input_matrix(bags, {feature: place for place, feature in enumerate(features)}, known)
    targets, importance = _targets(examples, ids), np.array([e.importance for e in examples])
    weights, bias = fit(inputs, targets, importance, steps=STEPS, decay=DECAY, dropout=DROPOUT)
    weights = prune(weights, SMALLEST_WEIGHT)
    weights[-1, 1:] = 0  # an unknown word speaks for nothing in particular
    left = [place for place in range(len(features)) if weights[place].any()]
    features = [features[place] for place in left]
    weights = weights[[*left, -1]]
    inputs = input_matrix(bags, {feature: place for place, feature in enumerate(features)}, known)
    weights, bias = fit(
        inputs,
        targets,
        importance,
        steps=STEPS_AFTER_PRUNING,
        decay=DECAY,
        dropout=DROPOUT,
        start=(weights, bias),
        kept=weights != 0,
    )
    packed = {
        feature: {int(n): whole for n in weights[place].nonzero()[0] if (whole := _whole(weights[place, n], UNIT))}
        for place, feature in enumerate(features)
    }
    return _Ranking([round(float(b), 3) for b in bias], _whole(weights[-1, 0], UNIT), packed)


def _targets(examples: Sequence[Example], ids: Sequence[str]) -> Any:
    place = {id: number for number, id in enumerate(ids, 1)}
    targets = np.zeros((len(examples), len(ids) + 1))
    for row, example in enumerate(examples):
        for id, share in example.target.items():
            targets[row, place[id]] = share
        targets[row, 0] = 0.0 if example.target else 1.0
    return targets


def _fit_crisis(others: Sequence[str], vocabulary: Vocabulary, search: Path) -> _Crisis:
    """Learn crisis language (``crisis.txt``) against everything else that people type (``safe.txt`` above all).

    Each text is understood as it would be if somebody typed it, and looked at in the same stretches.
    """
    crisis = _lines(search / "crisis.txt")
    if not crisis:
        return _Crisis(-1, 0, {})
    bags: list[list[str | None]] = []
    importance: list[float] = []
    of_crisis = 0
    for texts, important in (
        (crisis, CRISIS_IMPORTANCE),
        (_lines(search / "safe.txt"), SAFE_IMPORTANCE),
        (_lines(search / "everyday.txt"), EVERYDAY_IMPORTANCE),
        (others, OTHERS_IMPORTANCE),
    ):
        bags += [part for text in texts for part in _framed(vocabulary.resolve_all(word_list(text), complete=False))]
        importance += [important] * (len(bags) - len(importance))
        of_crisis = of_crisis or len(bags)
    seen = Counter(feature for bag in bags for feature in features_of([s for s in bag if s is not None]))
    edges = {START, END, f"{START} {END}"}  # they say something only beside a stem
    features = sorted(f for f, times in seen.items() if times >= FEWEST_SEEN_IN_CRISIS and f not in edges)
    column = {feature: place for place, feature in enumerate(features)}
    inputs = input_matrix(bags, column, seen.keys())
    targets = np.zeros((len(bags), 2))
    targets[:of_crisis, 1] = 1.0
    targets[of_crisis:, 0] = 1.0
    weights, bias = fit(
        inputs, targets, np.array(importance), steps=CRISIS_STEPS, decay=CRISIS_DECAY, dropout=CRISIS_DROPOUT
    )
    lean = weights[:, 1] - weights[:, 0]
    packed = {
        feature: _whole(weight, CRISIS_UNIT)
        for feature, weight in zip(features, lean[:-1], strict=True)
        if abs(weight) >= SMALLEST_CRISIS_WEIGHT
    }
    return _Crisis(round(float(bias[1] - bias[0]), 3), _whole(lean[-1], CRISIS_UNIT), packed)


def _framed(stems: Sequence[str | None]) -> Iterator[list[str | None]]:
    """Yield each stretch of a text, between START and END where the text was not cut."""
    for part, begins, ends in stretches(stems):
        yield [*[START] * begins, *part, *[END] * ends]


def _crisis_words(search: Path, spellings: dict[str, str]) -> dict[str, str]:
    """Return word -> stem for the words of crisis language that were seen often enough, the most frequent first."""
    counts = Counter(word for line in _lines(search / "crisis.txt") for word in word_list(line))
    stems = {word: stem(spellings.get(word, word)) for word in counts}
    seen = Counter(stems[word] for word in counts.elements())
    often = [word for word in counts if seen[stems[word]] >= FEWEST_SEEN_IN_CRISIS]
    return {word: stems[word] for word in sorted(often, key=lambda w: (-counts[w], w))}


def _pattern_indexes(snapshot: Snapshot, counts: Counter[str]) -> dict[str, str]:
    """Return by what the patterns of the notices are looked for; *counts* tells how often words are met."""
    met = counts.copy()
    for word, times in counts.items():
        for size in range(1, HEAD + 1):
            met[f"{word[:size]}*"] += times
    notices = snapshot.notices.values()
    return {
        "triggers": pattern_index([text for n in notices for text in n.triggers], met.__getitem__),
        "exceptions": pattern_index([text for n in notices for text in n.exceptions], met.__getitem__),
    }


def _by_stem(stems: Iterable[str], ranking: _Ranking, crisis: _Crisis) -> dict[str, dict[str, dict[int, int]]]:
    """Return stem -> stem that follows it (``""``: its own) -> weights by place; sorted. *stems* are all there."""
    features = sorted({*ranking.features, *crisis.features})
    parts = {part for feature in features for part in feature.split(" ")}
    rows: dict[str, dict[str, dict[int, int]]] = {stemmed: {"": {}} for stemmed in sorted(parts | set(stems))}
    for feature in features:
        stemmed, _, follower = feature.partition(" ")
        lean = crisis.features.get(feature, 0)
        rows[stemmed][follower] = ranking.features.get(feature, {}) | ({len(ranking.bias): lean} if lean else {})
    return rows
