"""Sentences and words, as the prose rules count them."""

from __future__ import annotations

import re

_END = re.compile(r"(?<=[.!?])['\"\u201d\u2019)]?\s+(?=[A-Z\"'\u201c\u2018(])")


def sentences(text: str) -> list[str]:
    """Return the sentences of a paragraph."""
    return [sentence for sentence in _END.split(text.strip()) if sentence]


def count_words(text: str) -> int:
    """Return the number of words, as a reader counts them."""
    return len(text.split())
