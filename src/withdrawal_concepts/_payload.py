"""A term or a notice, and the parts that records share, from the JSON of its line in a shipped file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from withdrawal_concepts._days import datetime
from withdrawal_concepts._json_reader import loads, value_at
from withdrawal_concepts._model import ExternalId, Misconception, Note, Relation, Review, Source, Statement, Term

if TYPE_CHECKING:
    from withdrawal_concepts._notice import Notice

# Plain constructors: structuring through cattrs would double the time of a first lookup (see docs, performance).
# A law test holds the two paths together.

day = datetime.date.fromisoformat


def strings(data: Mapping[str, Any], *names: str) -> dict[str, tuple[str, ...]]:
    return {name: tuple(data[name]) for name in names if name in data}


def statements(items: list[Any]) -> tuple[Statement, ...]:
    return tuple([Statement(s["text"], s["evidence"], tuple(s.get("references", ()))) for s in items])


def sources(items: list[Any]) -> tuple[Source, ...]:
    return tuple([Source(s["article"], s["heading"]) for s in items])


def common(data: dict[str, Any]) -> dict[str, Any]:
    """Return what every reviewed record has, taken out of *data*."""
    review = data.pop("review", None)
    return {
        "reviewed": day(data.pop("reviewed")),
        "next_review": day(data.pop("next_review")),
        **({"review": Review(day(review["date"]), review["by"])} if review else {}),
    }


def labels_of_term(id: str, payload: bytes) -> list[str]:
    """Return id, name and aliases, without parsing the rest of the line."""
    text = payload.decode()
    found = [id]
    for key in (',"name":', '"aliases":'):  # neither is a key of a part, and within a text quotes are escaped
        at = text.find(key)
        if at >= 0:
            value = value_at(text, at + len(key))[0]
            found += [value] if isinstance(value, str) else value
    return found


def build_term(id: str, payload: bytes) -> Term:
    data = loads(payload)
    shared = common(data)
    shared |= strings(data, "definition", "aliases", "ambiguous", "search_phrases", "questions", "example", "notices")
    if origin := data.get("origin"):
        shared["origin"] = Note(origin["text"], tuple(origin.get("references", ())))
    return Term(
        id=id,
        name=data["name"],
        summary=data["summary"],
        standing=data["standing"],
        category=data["category"],
        statements=statements(data.get("statements", [])),
        misconceptions=tuple(
            [
                Misconception(m["claim"], m["correction"], tuple(m.get("references", ())))
                for m in data.get("misconceptions", [])
            ]
        ),
        what_helps=statements(data.get("what_helps", [])),
        relations=tuple(
            [
                Relation(id, r["kind"], r["target"], r["reason"], r["basis"], tuple(r.get("references", ())))
                for r in data.get("relations", [])
            ]
        ),
        sources=sources(data.get("sources", [])),
        external_ids=tuple([ExternalId(e["scheme"], e["id"], e["match"]) for e in data.get("external_ids", [])]),
        status=data.get("status", "current"),
        replaced_by=data.get("replaced_by", ""),
        **shared,
    )


def build_notice(id: str, payload: bytes) -> Notice:
    from withdrawal_concepts._notice import Notice  # a lookup of a term does not pay for it

    data = loads(payload)
    return Notice(id=id, **(data | common(data) | strings(data, "paragraphs", "links", "triggers", "exceptions")))
