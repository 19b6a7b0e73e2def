"""The records of a shipped content version that are neither terms nor notices, each from its line of the file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from withdrawal_concepts._documents import Article, Person, Redirect, Reference, Section
from withdrawal_concepts._json_reader import loads
from withdrawal_concepts._payload import common, day, sources, statements, strings


def _section(id: str, payload: bytes) -> Section:
    data = loads(payload)
    shared = common(data)
    shared |= strings(data, "terms", "search_phrases", "questions", "notices")
    return Section(
        id=id,
        title=data["title"],
        article=data["article"],
        position=data["position"],
        paragraphs=statements(data["paragraphs"]),
        sources=sources(data.get("sources", [])),
        **shared,
    )


def _article(id: str, payload: bytes) -> Article:
    data = loads(payload)
    shared = common(data) | strings(data, "terms")
    data |= {"published": day(data["published"]), "lead": statements(data["lead"])}
    return Article(id=id, **(data | shared))


def _reference(id: str, payload: bytes) -> Reference:
    data = loads(payload)
    for role in ("authors", "editors"):
        if role in data:
            data[role] = tuple([Person(**person) for person in data[role]])
    return Reference(id=id, **data)


def _redirect(id: str, payload: bytes) -> Redirect:
    data = loads(payload)
    return Redirect(id=id, **(data | strings(data, "split_into", "consider")))


BUILDERS: dict[str, Callable[[str, bytes], Any]] = {
    "articles": _article,
    "redirects": _redirect,
    "references": _reference,
    "sections": _section,
}
