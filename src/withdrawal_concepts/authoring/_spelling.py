"""Known misspellings, from the list of codespell, which is read from its wheel: no network, no program is run."""

from __future__ import annotations

from functools import lru_cache

import importlib_resources


def correction(word: str) -> str:
    """Return how a word in small letters was probably meant (several ways divided by commas), or ``""``.

    >>> correction("recieve")
    'receive'
    """
    return _known().get(word, "")


@lru_cache(maxsize=1)
def _known() -> dict[str, str]:
    text = importlib_resources.files("codespell_lib").joinpath("data/dictionary.txt").read_text(encoding="utf-8")
    pairs = (line.partition("->") for line in text.splitlines() if line)
    return {wrong: ", ".join(part.strip() for part in right.rstrip(",").split(",")) for wrong, _, right in pairs}
