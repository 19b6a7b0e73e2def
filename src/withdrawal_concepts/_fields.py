"""What of an entry is searched, and which words of it matched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from attr import frozen  # the same as attrs.frozen, without the six modules that only rename what is here

from withdrawal_concepts._model import Term
from withdrawal_concepts._text import stem, words

if TYPE_CHECKING:
    from withdrawal_concepts._documents import Section

HIDDEN_FIELDS = frozenset({"search_phrases", "questions"})


@frozen
class FieldMatch:
    """Where a hit matched.

    ``field`` is the name of the entry's field. ``text`` is the entry's own wording and ``spans`` the
    (start, end) of the matched words in it, in characters. Search phrases and questions are not for
    showing: where one of them matched, ``text`` is ``""`` and ``spans`` is empty.
    """

    field: str
    text: str
    spans: tuple[tuple[int, int], ...]


def field_matches(entry: Term | Section, stems: Iterable[str]) -> tuple[FieldMatch, ...]:
    """Return the fields of *entry* that hold a word with one of these stems, in the order of the record."""
    wanted = frozenset(stems)
    return tuple(m for name, text in field_texts(entry) if (m := _field_match(name, text, wanted)))


def _field_match(name: str, text: str, wanted: frozenset[str]) -> FieldMatch | None:
    spans = tuple((start, end) for word, start, end in words(text) if stem(word) in wanted)
    if not spans:
        return None
    return FieldMatch(name, "", ()) if name in HIDDEN_FIELDS else FieldMatch(name, text, spans)


def field_texts(entry: Term | Section) -> Iterator[tuple[str, str]]:
    """Yield (field, text) for every text of *entry* that is searched."""
    if isinstance(entry, Term):
        yield "name", entry.name
        yield from (("aliases", text) for text in entry.aliases)
        yield "summary", entry.summary
        yield from (("definition", text) for text in entry.definition)
        yield from (("example", text) for text in entry.example)
        yield from (("statements", s.text) for s in entry.statements)
        yield from (("misconceptions", text) for m in entry.misconceptions for text in (m.claim, m.correction))
        yield from (("what_helps", s.text) for s in entry.what_helps)
    else:
        yield "title", entry.title
        yield from (("paragraphs", s.text) for s in entry.paragraphs)
    yield from (("search_phrases", text) for text in entry.search_phrases)
    yield from (("questions", text) for text in entry.questions)
