"""What the search page needs in the browser: the words of the entries, and the patterns of the help notices.

People search with words of their own, so search phrases and questions are indexed; they are never shown. What is
written here holds no word of them, only hashes of word stems: nothing in it reads as text. The browser ranks as
``_lexical`` does; the learned table and the crisis model of the package stay with the package.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import withdrawal_concepts as wc
from withdrawal_concepts._text import normalise, stem, words

FIELD_WEIGHTS = {
    "name": 6.0,
    "title": 4.0,
    "aliases": 5.0,
    "search_phrases": 3.0,
    "questions": 3.0,
    "summary": 2.0,
    "definition": 1.5,
    "paragraphs": 1.0,
    "statements": 0.7,
    "misconceptions": 0.7,
    "what_helps": 0.7,
}
SHORT = frozenset({"name", "title", "aliases", "search_phrases", "questions"})
SATURATION = 2.5


def write_client_search(glossary: wc.Glossary, out: Path) -> None:
    """Write the data as a script, because a page that was opened as a file may not fetch."""
    data = {**_ranking(glossary), **_notices(glossary)}
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":"))
    (out / "_static" / "glossary-search-data.js").write_text(f"window.glossarySearchData={text};\n", encoding="utf-8")


def word_hash(word: str) -> int:
    """Return the 32-bit FNV-1a hash of a word's UTF-16 code units; ``search.js`` computes the same."""
    value = 0x811C9DC5
    code = word.encode("utf-16-le")
    for i in range(0, len(code), 2):
        value = ((value ^ (code[i] | code[i + 1] << 8)) * 0x01000193) & 0xFFFFFFFF
    return value


def _short_hash(word: str) -> str:
    digits, value = "", word_hash(word)
    while True:
        value, digit = divmod(value, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
        if not value:
            return digits


def _ranking(glossary: wc.Glossary) -> dict[str, Any]:
    entries: list[wc.Term | wc.Section] = [*glossary.terms.values(), *glossary.sections.values()]
    known: Counter[str] = Counter()
    strengths: dict[str, dict[int, float]] = {}
    phrases: list[tuple[int, list[str]]] = []
    for number, entry in enumerate(entries):
        for field, text in _texts(entry):
            found = [word for word, _, _ in words(text)]
            known.update(found)
            stems = [stem(word) for word in found]
            for s in stems:
                weight = FIELD_WEIGHTS[field] / (1 + 0.05 * len(stems))
                by_entry = strengths.setdefault(s, {})
                by_entry[number] = by_entry.get(number, 0.0) + weight
            if field in SHORT:
                phrases.append((number, list(dict.fromkeys(stems))))
    _refuse_collisions(known)
    _refuse_collisions(strengths)
    seen_in = Counter(s for _, bag in phrases for s in bag)
    total = len(phrases) + 1
    numbers = {s: number for number, s in enumerate(strengths)}
    by_rank = [word for word, _ in sorted(known.items(), key=lambda item: (-item[1], item[0]))]
    return {
        "entries": [_shown(entry) for entry in entries],
        "stems": " ".join(map(_short_hash, strengths)),
        "telling": [round(math.log(1 + total / (1 + seen_in[s])) ** 2, 2) for s in strengths],
        "unknown": round(math.log(total + 1) ** 2, 2),
        "postings": [
            " ".join(f"{n}:{round(100 * weight / (weight + SATURATION))}" for n, weight in by_entry.items())
            for by_entry in strengths.values()
        ],
        "phrases": [[number, *sorted(numbers[s] for s in bag)] for number, bag in phrases],
        "words": " ".join(_short_hash(word) for word in by_rank),
        "wordStems": [numbers[stem(word)] for word in by_rank],
        "labels": {_short_hash(label): found for label, found in _labels(glossary, entries).items()},
    }


def _refuse_collisions(words: Iterable[str]) -> None:
    seen: dict[int, str] = {}
    for word in words:
        other = seen.setdefault(word_hash(word), word)
        if other != word:  # one in a thousand contents; then the start value of the hash has to change, here and there
            raise ValueError(f"{word!r} and {other!r} have the same hash")


def _texts(entry: wc.Term | wc.Section) -> Iterator[tuple[str, str]]:
    for field in FIELD_WEIGHTS:
        value = getattr(entry, field, ())
        for item in (value,) if isinstance(value, str) else value:
            if isinstance(item, wc.Misconception):
                yield from ((field, text) for text in (item.claim, item.correction))
            else:
                yield field, item if isinstance(item, str) else item.text


def _shown(entry: wc.Term | wc.Section) -> list[str]:
    if isinstance(entry, wc.Term):
        return ["terms", entry.id, entry.name, entry.summary, entry.standing]
    return ["sections", entry.id, entry.title, entry.paragraphs[0].text, ""]


def _labels(glossary: wc.Glossary, entries: list[wc.Term | wc.Section]) -> dict[str, list[int]]:
    """Return what names an entry outright, without spaces -> entry numbers; ids that were merged as well."""
    numbers = {entry.id: number for number, entry in enumerate(entries)}
    found: dict[str, list[int]] = {}
    for label, ids in glossary.labels.items():
        found.setdefault(label.replace(" ", ""), []).extend(numbers[id] for id in ids)
    for redirect in glossary.redirects.values():
        if redirect.merged_into:
            found.setdefault(normalise(redirect.id).replace(" ", ""), [numbers[redirect.merged_into]])
    return found


def _notices(glossary: wc.Glossary) -> dict[str, Any]:
    """Return the notices that a search can bring up, the most urgent first, with their patterns."""
    urgency = ("now", "today", "professional", "signpost", "about")
    notices = sorted(glossary.notices.values(), key=lambda n: (urgency.index(n.level), n.id))
    return {
        "notices": [[n.id, _patterns(n.triggers)] for n in notices if n.triggers],
        "exceptions": _patterns(text for n in notices for text in n.exceptions),
    }


def _patterns(texts: Iterable[str]) -> list[str]:
    return [" ".join(map(_element, text.split())) for text in texts]


def _element(part: str) -> str:
    """Return one place of a pattern: hashes of words, and for beginnings of words their length as well."""
    if part == "...":
        return part
    return "|".join(
        f"{len(choice) - 1}*{_short_hash(choice[:-1])}" if choice.endswith("*") else _short_hash(choice)
        for choice in part.split("|")
    )
