"""3xx: relations between terms, and other pointers from entry to entry (SKOS Reference, section 8)."""

from __future__ import annotations

from typing import Any

from withdrawal_concepts import _graph
from withdrawal_concepts._text import nearest
from withdrawal_concepts.authoring._folder import Folder
from withdrawal_concepts.authoring._rules._sentences import sentences

FEWEST_RELATIONS = 3


def targets(folder: Folder) -> None:
    """E301, E302, E303, E310: each relation leads to another term, once, for a reason."""
    redirects = folder.redirects()
    terms = folder.live("terms")
    stated: dict[tuple[str, frozenset[str]], str] = {}
    for draft in folder.drafts["terms"]:
        if draft.record is None:
            continue
        for n, relation in enumerate(draft.record.relations):
            at = ("relations", n)
            if relation.target == draft.id:
                draft.report("E302", "the term is related to itself", "name another term", at=at)
            elif relation.target not in terms:
                gone = redirects.get(relation.target)
                close = nearest(relation.target, terms, 1)
                hint = gone.redirect.hint if gone and gone.redirect else f"did you mean '{close[0]}'?" if close else ""
                draft.report("E301", f"relation target '{relation.target}' is not a term", hint, at=at)
            pair = (relation.kind, frozenset({draft.id, relation.target}))
            symmetric = relation.kind in ("related", "contrasts_with")
            if symmetric and pair in stated:
                where = f"'{relation.kind}' between '{draft.id}' and '{relation.target}' stands in {stated[pair]} too"
                draft.report("E303", where, "keep one; the other direction is derived", at=at)
            stated.setdefault(pair, draft.path)
            if len(sentences(relation.reason)) != 1 or not relation.reason.endswith("."):
                draft.report(
                    "E310",
                    f"the reason {relation.reason!r} is not one sentence",
                    "one sentence that ends in a full stop",
                    at=at,
                )


def hierarchy(folder: Folder) -> None:
    """E304, E305: no circle of broader terms; related is disjoint with the transitive hierarchy (S27)."""
    terms = folder.records("terms")
    broader = {id: _targets(term, "broader", terms) for id, term in terms.items()}
    drafts = {draft.id: draft for draft in folder.drafts["terms"]}
    cycle = _graph.find_cycle(broader)
    if cycle:
        drafts[cycle[0]].report(
            "E304", "a circle of broader terms: " + " → ".join(cycle), "leave one of them out", at=("relations",)
        )
        return
    above = {id: {node for node, _, _ in _graph.breadth_first(broader.__getitem__, id)} for id in terms}
    for id, term in terms.items():
        for other in _targets(term, "related", terms):
            if other in above[id] or id in above[other]:
                n = next(n for n, r in enumerate(term.relations) if r.kind == "related" and r.target == other)
                message = f"'{other}' is related and in the hierarchy of broader terms"
                drafts[id].report("E305", message, "keep one of the two", at=("relations", n))


def _targets(term: Any, kind: str, terms: dict[str, Any]) -> list[str]:
    return [r.target for r in term.relations if r.kind == kind and r.target in terms and r.target != term.id]


def connected(folder: Folder) -> None:
    """W307, W308: every term can be reached from every other, and has three relations or more."""
    terms = folder.records("terms")
    both: dict[str, dict[str, None]] = {id: {} for id in terms}
    for id, term in terms.items():
        for relation in term.relations:
            if relation.target in terms and relation.target != id:
                both[id][relation.target] = None
                both[relation.target][id] = None
    if not terms or len(terms) < len(folder.live("terms")) or _some_do_not_count_yet(folder):
        return
    hub = max(sorted(both), key=lambda id: len(both[id]))
    reached = {hub, *(node for node, _, _ in _graph.breadth_first(both.__getitem__, hub))}
    for draft in folder.drafts["terms"]:
        if draft.record is None:
            continue
        if draft.id not in reached:
            draft.report(
                "W307",
                f"no path leads from '{draft.id}' to '{hub}'",
                "relate it to a term that is connected",
                at=("relations",),
            )
        count = len(both[draft.id])
        if count < FEWEST_RELATIONS:
            draft.report(
                "W308", f"{count} relations, both directions counted", f"{FEWEST_RELATIONS} or more", at=("relations",)
            )


def _some_do_not_count_yet(folder: Folder) -> bool:
    """Return whether relations are written that cannot be followed: they may be those that seem to be missing."""
    findings = (finding for draft in folder.drafts["terms"] for finding in draft.findings)
    return any(finding.code in ("E107", "E301", "E309") for finding in findings)


def positions(folder: Folder) -> None:
    """E311: each section of an article has a place of its own."""
    taken: dict[tuple[str, int], str] = {}
    for draft in folder.drafts["sections"]:
        if draft.record is not None:
            place = (draft.record.article, draft.record.position)
            other = taken.setdefault(place, draft.id)
            if other != draft.id:
                draft.report("E311", f"'{other}' stands at position {place[1]} too", "a free number", at=("position",))


def pointers(folder: Folder) -> None:
    """E306: articles, terms and notices that are named exist."""
    known = {kind: folder.live(kind) for kind in ("articles", "terms", "notices")}
    for kind in ("terms", "sections", "articles"):
        for draft in folder.drafts[kind]:
            record = draft.record
            if record is None:
                continue
            named = [(("notices", n), "notices", id) for n, id in enumerate(getattr(record, "notices", ()))]
            named += [(("sources", n), "articles", s.article) for n, s in enumerate(getattr(record, "sources", ()))]
            if kind != "terms":
                named += [(("terms", n), "terms", id) for n, id in enumerate(record.terms)]
            if kind == "sections":
                named.append((("article", 0), "articles", record.article))
            for at, wanted, id in named:
                if id not in known[wanted]:
                    close = nearest(id, known[wanted], 1)
                    hint = f"did you mean '{close[0]}'?" if close else "there: " + ", ".join(known[wanted])
                    draft.report("E306", f"'{id}' is not one of the {wanted}", hint, at=at)
