"""Labels in running text, against pyahocorasick with a check of word boundaries."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from typing import Any

import ahocorasick
import synthetic
from timing import Row, medians

import withdrawal_concepts as wc
from withdrawal_concepts._text import normalise, number_variants

SIZES = (0, 1_000, 10_000)
"""0 stands for the real terms."""
LENGTH = 1_000_000
WORDS_BETWEEN = 40


def rows() -> list[Row]:
    return [_row(synthetic.glossary(size) if size else wc.load(), size) for size in SIZES]


def _row(glossary: wc.Glossary, size: int) -> Row:
    text = running_text(glossary)
    find, labels = peer(glossary)
    times = medians({"ours": lambda: list(glossary.mentions(text)), "peer": lambda: find(text)}, rounds=7)
    ours, theirs = len(list(glossary.mentions(text))), len(find(text))
    where = f"{size:,} made terms" if size else f"{len(glossary.terms)} real terms"
    note = f"{1000 * times['ours']:.0f} ms to {1000 * times['peer']:.0f} ms; {ours} mentions to {theirs}"
    what = f"mentions in 1 MB, {where} ({labels:,} labels with their plurals)"
    return Row(what, "pyahocorasick with word boundaries", None, times["ours"] / times["peer"], note=note)


def running_text(glossary: wc.Glossary) -> str:
    """Return prose of the real content, with a label of *glossary* after every so many words."""
    draw = random.Random(4)
    prose = [s.text for section in wc.load().sections.values() for s in section.paragraphs]
    prose += [text for term in wc.load().terms.values() for text in (*term.definition, *term.example)]
    words = itertools.chain.from_iterable(draw.choice(prose).split() for _ in itertools.count())
    names = [label for term in glossary.terms.values() for label in (term.name, *term.aliases)]
    parts: list[str] = []
    length = 0
    while length < LENGTH:
        part = " ".join([*itertools.islice(words, WORDS_BETWEEN), draw.choice(names)])
        parts.append(part)
        length += len(part) + 1
    return " ".join(parts)[:LENGTH]


def peer(glossary: wc.Glossary) -> tuple[Callable[[str], list[Any]], int]:
    """Return what finds the same labels, and their number; it does not choose the longest of several at a place."""
    owners: dict[str, set[str]] = {}
    for term in glossary.terms.values():
        unsure = {normalise(label) for label in term.ambiguous}
        for label in (term.name, *term.aliases):
            if normalise(label) not in unsure:
                for form in (normalise(label), *number_variants(normalise(label))):
                    owners.setdefault(form, set()).add(term.id)
    automaton = ahocorasick.Automaton()
    for form, ids in owners.items():
        if len(ids) == 1:
            automaton.add_word(form, (len(form), next(iter(ids))))
    automaton.make_automaton()

    def find(text: str) -> list[Any]:
        found = []
        lowered = text.lower()
        last = len(lowered) - 1
        for end, (length, id) in automaton.iter(lowered):
            start = end - length + 1
            if (start and lowered[start - 1].isalnum()) or (end < last and lowered[end + 1].isalnum()):
                continue
            found.append((start, end + 1, text[start : end + 1], id))
        return found

    return find, len(automaton)
