"""What mentions are, said as plainly as can be: slow, and easy to check. Laws hold the package to it."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import withdrawal_concepts as wc
from withdrawal_concepts._text import normalise, number_variants, words


def plainly(glossary: wc.Glossary, text: str, *, ambiguous: bool) -> list[wc.Mention]:
    """At each word, try every label that begins with it, the longest first."""
    labels: dict[tuple[str, ...], set[tuple[str, bool]]] = {}
    for term in glossary.terms.values():
        unsure = {normalise(label) for label in term.ambiguous}
        for key in dict.fromkeys(normalise(label) for label in (term.name, *term.aliases)):
            for form in (key, *number_variants(key)):
                own = labels.setdefault(tuple(form.split()), set())
                if term.id not in {id for id, _ in own}:
                    own.add((term.id, key in unsure))
    longest: dict[str, list[tuple[str, ...]]] = {}
    for label in sorted((label for label in labels if label), key=lambda label: (-len(label), label)):
        longest.setdefault(label[0], []).append(label)
    found = list(words(text))
    for place, (one, other) in enumerate(pairwise(found)):
        if one[1:] == other[1:]:  # one sign is several words
            found[place], found[place + 1] = ("", *one[1:]), ("", *other[1:])
    mentions, at = [], 0
    while at < len(found):
        step = 1
        for label in longest.get(found[at][0], ()):
            stop = at + len(label)
            if tuple(word for word, _, _ in found[at:stop]) != label or len(labels[label]) > 1:
                continue
            ((id, unsure),) = labels[label]
            if (unsure and not ambiguous) or not _undivided(found[at:stop], text):
                continue
            start, end = found[at][1], found[stop - 1][2]
            mentions.append(wc.Mention(start, end, text[start:end], id))
            step = len(label)
            break
        at += step
    return mentions


def _undivided(found: list[tuple[str, int, int]], text: str) -> bool:
    between = "".join(text[end:start] for (_, _, end), (_, start, _) in pairwise(found))
    return all(c.isspace() or unicodedata.category(c) in ("Pd", "Pc", "Cf") for c in between)
