"""What the search page needs in the browser: the learned table, and the patterns of the help notices.

People search with words of their own; what they type is never shown to others. So nothing that is written here reads
as text, but for names and summaries: words, stems and patterns are there as hashes. ``glossary-search.js`` computes
with them what ``_search``, ``_learned``, ``_vocabulary``, ``_guesses`` and ``_notices`` do.
"""

from __future__ import annotations

import base64
import json
import struct
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import withdrawal_concepts as wc
from glossary_site.learned_table import Feature, LearnedTable, read_learned_table
from withdrawal_concepts._guesses import FEWEST_LETTERS_A_PART, MOST_PARTS, PART_COST, SHORT_PARTS
from withdrawal_concepts._learned import MOST_MENDED
from withdrawal_concepts._notices import FEWEST_WORDS, GAP, STRETCH, SURE_ENOUGH, URGENCY
from withdrawal_concepts._search import MOST_WORDS, NAMED
from withdrawal_concepts._sounds import RULES, SHORTEST_BY_EAR, consonants, sounds
from withdrawal_concepts._text import normalise
from withdrawal_concepts._vocabulary import BEGINNINGS

_START, _FACTOR, _MASK = 0x811C9DC5, 0x01000193, 0xFFFFFFFF
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def write_client_search(glossary: wc.Glossary, out: Path) -> None:
    """Write the data as a script, because a page that was opened as a file may not fetch."""
    table = read_learned_table(glossary.digest)
    if table is None:
        raise ValueError(f"content {glossary.version} has no search table; withdrawal-concepts learn makes one")
    data = {"entries": [_shown(entry) for entry in _entries(glossary)], **_ranking(glossary, table)}
    data |= _notices(glossary)
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":"))
    (out / "_static" / "glossary-search-data.js").write_text(f"window.glossarySearchData={text};\n", encoding="utf-8")


def word_hash(word: str) -> int:
    """Return the 32-bit FNV-1a hash of a word's UTF-16 code units."""
    value = _START
    for (unit,) in struct.iter_unpack("<H", word.encode("utf-16-le")):
        value = ((value ^ unit) * _FACTOR) & _MASK
    return value


def feature_hash(feature: Feature) -> int:
    """Return the hash of a stem, or of two stems side by side, from their own hashes."""
    value = word_hash(feature[0])
    for stem in feature[1:]:
        other = word_hash(stem)
        for half in (other & 0xFFFF, other >> 16):
            value = ((value ^ half) * _FACTOR) & _MASK
    return value


def _entries(glossary: wc.Glossary) -> list[wc.Term | wc.Section]:
    return [*glossary.terms.values(), *glossary.sections.values()]


def _shown(entry: wc.Term | wc.Section) -> list[str]:
    if isinstance(entry, wc.Term):
        return ["terms", entry.id, entry.name, entry.summary, entry.standing]
    return ["sections", entry.id, entry.title, entry.paragraphs[0].text, ""]


def _ranking(glossary: wc.Glossary, table: LearnedTable) -> dict[str, Any]:
    stems = {stem: number for number, stem in enumerate(dict.fromkeys(table.words.values()))}
    features = list(dict.fromkeys([*table.weights, *table.crisis]))
    _refuse_collisions(table.words, map(word_hash, table.words))
    _refuse_collisions(stems, map(word_hash, stems))
    _refuse_collisions(features, map(feature_hash, features))
    return {
        "labels": _labels(glossary),
        "words": _packed("I", map(word_hash, table.words)),
        "stems": _packed("I", map(word_hash, stems)),
        "stemOf": _packed("H", (stems[stem] for stem in table.words.values())),
        "features": _packed_features(table, features),
        "sounds": {"rules": RULES, **_sounds(list(table.words))},
        "parts": {
            "most": MOST_PARTS,
            "letters": FEWEST_LETTERS_A_PART,
            "cost": PART_COST,
            "short": sorted(SHORT_PARTS),
            "beginnings": sorted(BEGINNINGS),
        },
        "bias": table.bias,
        "unit": table.unit,
        "unknown": table.unknown,
        "floor": table.floor,
        "tail": table.tail,
        "named": NAMED,
        "mostWords": MOST_WORDS,
        "crisis": {
            "bias": table.crisis_bias,
            "unknown": table.crisis_unknown,
            "mostMended": MOST_MENDED,
            "unit": table.crisis_unit,
            "fewestWords": FEWEST_WORDS,
            "stretch": STRETCH,
            "sureEnough": SURE_ENOUGH,
        },
    }


def _sounds(words: list[str]) -> dict[str, Any]:
    """Return, for what words sound like, the rank of the most frequent one; of those with a first letter, too."""
    ranks: dict[str, int] = {}
    alone: dict[str, int] = {}
    known = [(rank, word) for rank, word in enumerate(words) if len(word) >= SHORTEST_BY_EAR]
    for (rank, word), key in zip(known, sounds([word for _, word in known]), strict=True):
        for found, heard in ((ranks, key), (alone, consonants(key))):
            found.setdefault(heard, rank)
            found.setdefault(f"{word[0]} {heard}", rank)
    return {
        name: {"keys": _packed("I", map(word_hash, found)), "ranks": _packed("H", found.values())}
        for name, found in (("all", ranks), ("consonants", alone))
    }


def _packed(kind: str, numbers: Iterable[int]) -> str:
    values = list(numbers)
    return base64.b64encode(struct.pack(f"<{len(values)}{kind}", *values)).decode()


def _packed_features(table: LearnedTable, features: Iterable[Feature]) -> str:
    """Return each feature as its hash, its weight in crisis language (or none), and its weights by class."""
    parts = bytearray()
    for feature in features:
        weights = table.weights.get(feature, {})
        crisis = table.crisis.get(feature)
        parts += struct.pack("<IBbB", feature_hash(feature), crisis is not None, crisis or 0, len(weights))
        for number, weight in weights.items():
            parts += struct.pack("<Bb", number, weight)
    return base64.b64encode(parts).decode()


def _labels(glossary: wc.Glossary) -> dict[str, list[int]]:
    """Return what names an entry outright -> entry numbers; an id that was merged is still what some people type."""
    numbers = {entry.id: number for number, entry in enumerate(_entries(glossary))}
    labels = {label: [numbers[id] for id in ids] for label, ids in glossary.labels.items()}
    for redirect in glossary.redirects.values():
        if redirect.merged_into:
            labels.setdefault(normalise(redirect.id), [numbers[redirect.merged_into]])
    return labels


def _refuse_collisions(things: Iterable[object], hashes: Iterable[int]) -> None:
    seen: dict[int, object] = {}
    for thing, value in zip(things, hashes, strict=True):
        other = seen.setdefault(value, thing)
        if other != thing:  # then the start value has to change, here and in glossary-search.js
            raise ValueError(f"{thing!r} and {other!r} have the same hash")


def _notices(glossary: wc.Glossary) -> dict[str, Any]:
    """Return the notices that a search can bring up, the most urgent first, with their patterns."""
    notices = sorted(glossary.notices.values(), key=lambda n: (URGENCY[n.level], n.id))
    return {
        "gap": GAP,
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
        f"{len(choice) - 1}*{_base36(choice[:-1])}" if choice.endswith("*") else _base36(choice)
        for choice in part.split("|")
    )


def _base36(word: str) -> str:
    digits, value = "", word_hash(word)
    while value or not digits:
        value, digit = divmod(value, 36)
        digits = _DIGITS[digit] + digits
    return digits
