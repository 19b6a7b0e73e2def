"""A Jinja filter that turns the terms in a text into buttons with a short explanation.

    environment.filters["explained"] = explained(wc.load("1.0.0"))

    <p>{{ post.text | explained }}</p>

Each term is a button that opens a popover (HTML, "The popover attribute"): it works by keyboard and by touch, Escape
closes it, a screen reader reads it, and it needs no script.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

from markupsafe import Markup, escape

import withdrawal_concepts as wc

STANDING = {"established": "", "adapted": "Popular wording.", "informal": "Informal name.", "contested": "Contested."}


def explained(glossary: wc.Glossary, *, link: str = "/terms/{id}") -> Callable[[str | Markup], Markup]:
    """Return the filter; *link* is where the whole entry stands. Each term is explained once in a text."""
    numbers = count(1)  # ids must differ from one text of a page to the next

    def filter(text: str | Markup) -> Markup:
        plain = text.striptags() if isinstance(text, Markup) else text
        parts: list[str] = []
        at = 0
        for mention in glossary.mentions(plain, once=True):
            parts += [escape(plain[at : mention.start]), _button(glossary.terms[mention.term_id], mention.text)]
            at = mention.end
        return Markup("").join([*parts, escape(plain[at:])])

    def _button(term: wc.Term, words: str) -> Markup:
        id = f"explained-{next(numbers)}"
        return Markup(
            '<button type="button" class="term" popovertarget="{id}">{words}</button>'
            '<span popover id="{id}" role="note"><strong>{name}</strong> {standing} {summary} '
            '<a href="{link}">More about this</a></span>'
        ).format(
            id=id,
            words=words,
            name=term.name,
            standing=STANDING[term.standing],
            summary=term.summary,
            link=link.format(id=term.id),
        )

    return filter
