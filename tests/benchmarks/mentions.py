"""Labels in running text, against pyahocorasick with a check of word boundaries."""

from __future__ import annotations

import itertools
import pydoc_data.topics
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import ahocorasick
import synthetic
from timing import Row, medians

import withdrawal_concepts as wc
from withdrawal_concepts._text import normalise, number_variants

SIZES = (0, 1_000, 10_000)
"""0 stands for the real terms."""
LENGTH = 1_000_000
LIMIT = 2.0
DOCS = Path(__file__).parents[2] / "docs"


def rows() -> list[Row]:
    return [row for size in SIZES for row in _rows(synthetic.glossary(size) if size else wc.load(), size)]


def _rows(glossary: wc.Glossary, size: int) -> list[Row]:
    find, labels = peer(glossary)
    where = f"{size:,} made terms" if size else f"{len(glossary.terms)} real terms"
    found = []
    for name, text in texts(glossary).items():
        times = medians({"ours": lambda text=text: list(glossary.mentions(text)), "peer": lambda text=text: find(text)})
        ours, theirs = len(list(glossary.mentions(text))), len(find(text))
        note = f"{1000 * times['ours']:.0f} ms to {1000 * times['peer']:.0f} ms; {ours} mentions to {theirs}"
        what = f"mentions in 1 MB of {name}, {where} ({labels:,} labels with their plurals)"
        found.append(Row(what, "pyahocorasick with word boundaries", LIMIT, times["ours"] / times["peer"], note=note))
    return found


def texts(glossary: wc.Glossary) -> dict[str, str]:
    """Return running text of several kinds, with a label of *glossary* after every so many words."""
    manual = "\n\n".join(pydoc_data.topics.topics.values())
    pages = "\n\n".join(path.read_text("utf-8") for path in sorted(DOCS.rglob("*.md")))
    content = [s.text for section in wc.load().sections.values() for s in section.paragraphs]
    content += [text for term in wc.load().terms.values() for text in (*term.definition, *term.example)]
    random.Random(4).shuffle(content)
    return {
        "a manual": _with_labels(manual.split(" "), glossary, 200),
        "our pages, in Unicode": _with_labels(pages.replace("'", "\u2019").split(" "), glossary, 100),
        "our own content": _with_labels(" ".join(content).split(" "), glossary, 40),
    }


def _with_labels(words: list[str], glossary: wc.Glossary, every: int) -> str:
    draw = random.Random(4)
    endless = itertools.cycle(words)
    names = [label for term in glossary.terms.values() for label in (term.name, *term.aliases)]
    parts: list[str] = []
    length = 0
    while length < LENGTH:
        part = " ".join([*itertools.islice(endless, every), draw.choice(names)])
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
