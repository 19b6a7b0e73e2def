"""Long real texts of several kinds are read as a plain reading reads them, and are not flooded with mentions."""

from __future__ import annotations

import pydoc_data.topics
import random
import sysconfig
import textwrap
from pathlib import Path

import pytest

import withdrawal_concepts as wc
from plain_reading import plainly
from withdrawal_concepts._text import words

MANUAL = "\n\n".join(pydoc_data.topics.topics.values())
LICENCE = Path(sysconfig.get_path("stdlib"), "LICENSE.txt")
ARTICLES = "\n\n".join(s.text for section in wc.load("1.0.0").sections.values() for s in section.paragraphs)


def _texts() -> dict[str, str]:
    found = {"a manual": MANUAL, "articles": ARTICLES}
    found["curly quotes"] = ARTICLES.replace(". ", ".\u201d \u201c").replace("'", "\u2019").replace(" ", "\u00a0", 500)
    found["with hyphens"] = ARTICLES.replace("\n\n", " \u2013 ").replace("re", "re\u00ad")
    found["in lines"] = textwrap.fill(ARTICLES, 60, initial_indent="  ", subsequent_indent="\t - ")
    if LICENCE.is_file():
        found["a licence"] = LICENCE.read_text("utf-8")
    return found


TEXTS = _texts()


@pytest.mark.parametrize("text", TEXTS.values(), ids=list(TEXTS))
def test_a_long_text_is_read_as_a_plain_reading_reads_it(text: str) -> None:
    glossary = wc.load("1.0.0")
    assert list(glossary.mentions(text)) == plainly(glossary, text, ambiguous=False)


def test_labels_that_are_put_into_a_text_are_found_there() -> None:
    glossary = wc.load("1.0.0")
    draw = random.Random(11)
    labels = [
        (term.id, label)
        for term in glossary.terms.values()
        for label in (term.name, *term.aliases)
        if label not in term.ambiguous and len(glossary.labels.get(label.lower(), (term.id,))) == 1
    ]
    parts: list[str] = []
    put: list[tuple[int, str]] = []
    length = 0
    for id, label in draw.sample(labels, len(labels)):
        at = draw.randrange(len(MANUAL) - 400)
        lead = f"{MANUAL[at : at + draw.randrange(1, 400)]}. "
        parts += [lead, f"{label.upper()}. "]
        put.append((length + len(lead), id))
        length += len(lead) + len(label.upper()) + 2
    found = {(m.start, m.term_id) for m in glossary.mentions("".join(parts))}
    assert set(put) <= found


@pytest.mark.parametrize("name", [name for name in TEXTS if name in ("a manual", "a licence")])
def test_ordinary_prose_is_not_flooded(name: str) -> None:
    mentions = len(list(wc.load("1.0.0").mentions(TEXTS[name])))
    assert mentions <= sum(1 for _ in words(TEXTS[name])) / 10_000
