"""What mentions and typos are, said as plainly as can be: slow, and easy to check. Laws hold the package to it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
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


def edits_apart(word: str, other: str) -> int:
    """Fill in the whole table of distances (optimal string alignment)."""
    rows = [list(range(len(other) + 1))]
    for i, a in enumerate(word, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            row.append(min(rows[-1][j] + 1, row[j - 1] + 1, rows[-1][j - 1] + (a != b)))
            if i > 1 and j > 1 and a == other[j - 2] and word[i - 2] == b:
                row[j] = min(row[j], rows[-2][j - 2] + 1)
        rows.append(row)
    return rows[-1][-1]


def misspelt(word: str, changes: Iterable[tuple[str, int, str]]) -> str:
    """Leave out ("d"), insert ("i"), replace ("r") or swap ("s") letters, one after the other."""
    for change, at, letter in changes:
        at %= len(word)
        made = {
            "d": word[:at] + word[at + 1 :],
            "i": word[:at] + letter + word[at:],
            "r": word[:at] + letter + word[at + 1 :],
            "s": word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
        }
        word = made[change] or word
    return word
