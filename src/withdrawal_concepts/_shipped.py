"""A compiled content version that this package wrote, opened without being parsed.

The canonical file has one record a line (see :mod:`withdrawal_concepts._codec`): a line is parsed when its
record is first touched. Only bytes whose digest was checked are read this way.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Mapping
from typing import Any

from withdrawal_concepts._model import (
    Article,
    ExternalId,
    Misconception,
    Note,
    Notice,
    Person,
    Redirect,
    Reference,
    Relation,
    Review,
    Section,
    Source,
    Statement,
    Term,
)
from withdrawal_concepts._snapshot import Snapshot, assemble


def open_shipped(data: bytes, digest: str) -> Snapshot:
    """Return the snapshot in *data*, whose digest was checked; records are built when they are touched."""
    groups: dict[str, dict[str, bytes]] = {}
    meta: dict[str, Any] = {}
    group: dict[str, bytes] = {}
    for line in data.split(b"\n"):
        if line.endswith(b":{"):
            group = groups[line[1:-3].decode()] = {}
        elif line.startswith(b'"meta":'):
            meta = json.loads(line[7:].rstrip(b","))
        elif line.startswith(b'"'):
            id, _, payload = line.partition(b":")
            group[id[1:-1].decode()] = payload[:-1] if payload.endswith(b",") else payload
    builders: dict[str, Callable[[str, Any], Any]] = {
        "articles": _article,
        "notices": _notice,
        "references": _reference,
        "sections": _section,
        "terms": _term,
    }
    redirects = {id: _redirect(id, payload) for id, payload in groups["redirects"].items()}
    return assemble({kind: (groups[kind], build) for kind, build in builders.items()}, redirects, meta, digest)


# Plain constructors: structuring through cattrs would double the time of a first lookup (see docs, performance).
# A law test holds the two paths together.

_day = datetime.date.fromisoformat


def _strings(data: Mapping[str, Any], *names: str) -> dict[str, tuple[str, ...]]:
    return {name: tuple(data[name]) for name in names if name in data}


def _statements(items: list[Any]) -> tuple[Statement, ...]:
    return tuple([Statement(s["text"], s["evidence"], tuple(s.get("references", ()))) for s in items])


def _sources(items: list[Any]) -> tuple[Source, ...]:
    return tuple([Source(s["article"], s["heading"]) for s in items])


def _common(data: dict[str, Any]) -> dict[str, Any]:
    """Return what every reviewed record has, taken out of *data*."""
    review = data.pop("review", None)
    return {
        "reviewed": _day(data.pop("reviewed")),
        "next_review": _day(data.pop("next_review")),
        **({"review": Review(_day(review["date"]), review["by"])} if review else {}),
    }


def _term(id: str, payload: bytes) -> Term:
    data = json.loads(payload)
    common = _common(data)
    common |= _strings(data, "definition", "aliases", "ambiguous", "search_phrases", "questions", "example", "notices")
    if origin := data.get("origin"):
        common["origin"] = Note(origin["text"], tuple(origin.get("references", ())))
    return Term(
        id=id,
        name=data["name"],
        summary=data["summary"],
        standing=data["standing"],
        category=data["category"],
        statements=_statements(data.get("statements", [])),
        misconceptions=tuple(
            [
                Misconception(m["claim"], m["correction"], tuple(m.get("references", ())))
                for m in data.get("misconceptions", [])
            ]
        ),
        what_helps=_statements(data.get("what_helps", [])),
        relations=tuple(
            [
                Relation(id, r["kind"], r["target"], r["reason"], r["basis"], tuple(r.get("references", ())))
                for r in data.get("relations", [])
            ]
        ),
        sources=_sources(data.get("sources", [])),
        external_ids=tuple([ExternalId(e["scheme"], e["id"], e["match"]) for e in data.get("external_ids", [])]),
        status=data.get("status", "current"),
        **common,
    )


def _section(id: str, payload: bytes) -> Section:
    data = json.loads(payload)
    common = _common(data) | _strings(data, "terms", "search_phrases", "questions", "notices")
    return Section(
        id=id,
        title=data["title"],
        article=data["article"],
        position=data["position"],
        paragraphs=_statements(data["paragraphs"]),
        sources=_sources(data.get("sources", [])),
        **common,
    )


def _article(id: str, payload: bytes) -> Article:
    data = json.loads(payload)
    common = _common(data) | _strings(data, "terms")
    data |= {"published": _day(data["published"]), "lead": _statements(data["lead"])}
    return Article(id=id, **(data | common))


def _notice(id: str, payload: bytes) -> Notice:
    data = json.loads(payload)
    return Notice(id=id, **(data | _common(data) | _strings(data, "paragraphs", "links", "triggers", "exceptions")))


def _reference(id: str, payload: bytes) -> Reference:
    data = json.loads(payload)
    for role in ("authors", "editors"):
        if role in data:
            data[role] = tuple([Person(**person) for person in data[role]])
    return Reference(id=id, **data)


def _redirect(id: str, payload: bytes) -> Redirect:
    data = json.loads(payload)
    return Redirect(id=id, **(data | _strings(data, "split_into", "consider")))
