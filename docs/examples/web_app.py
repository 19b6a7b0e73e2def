"""A web endpoint with pinned content (Flask).

    python -m pip install flask withdrawal-concepts
    flask --app web_app run

    GET /terms/ghosting                 one term, with its references and notices
    GET /search?q=left+on+read          hits; a help notice, where there is one, comes first

The pin is exact: other bytes than these stop the app at start, not a reader in the middle of a page.
"""

from __future__ import annotations

from typing import Any

from flask import Flask, Response, jsonify, request, url_for

import withdrawal_concepts as wc

VERSION = "1.0.0"
DIGEST = "sha256:c9e87d5142fb09cb1bb4b950c44b8106df29abb154533daf18dc19fc8756f99a"
MATCHED_NEVER_SHOWN = ("search_phrases", "questions", "triggers", "exceptions")


def public(record: Any) -> dict[str, Any]:
    """Return a record as JSON types, without what is there to be matched and never to be shown."""
    data = wc.to_dict(record)
    return {name: value for name, value in data.items() if name not in MATCHED_NEVER_SHOWN}


def create_app(glossary: wc.Glossary | None = None) -> Flask:
    """Return the app; tests give it a glossary of their own."""
    app = Flask(__name__)
    g = glossary or wc.load(VERSION, digest=DIGEST)
    source = {"version": g.version, "digest": g.digest}

    @app.get("/terms/<id>")
    def term(id: str) -> Response | tuple[Response, int] | tuple[str, int, dict[str, str]]:
        try:
            outcome = g.resolve(id)
        except wc.NotFoundError as error:
            return jsonify(error=str(error), suggestions=error.suggestions), 404
        match outcome:
            case wc.Current(entry=wc.Term() as entry):
                cited = {ref for s in (*entry.statements, *entry.what_helps) for ref in s.references}
                answer = jsonify(
                    content=source,
                    notices=[public(g.notices[notice]) for notice in entry.notices],
                    term=public(entry),
                    references={ref: public(g.references[ref]) for ref in sorted(cited)},
                )
                answer.set_etag(f"{g.digest}/{id}")  # the bytes of a version never change, so a browser may keep them
                answer.cache_control.public, answer.cache_control.max_age = True, 86_400
                return answer.make_conditional(request)
            case wc.Moved(target=target):
                return "", 301, {"Location": url_for("term", id=target)}
            case wc.Merged(target=target):
                return jsonify(error=f"'{id}' became part of '{target}'", see=[url_for("term", id=target)]), 410
            case wc.Split(targets=targets) | wc.Retired(consider=targets):
                return jsonify(error=f"'{id}' is gone", see=[url_for("term", id=target) for target in targets]), 410
        return jsonify(error=f"'{id}' is a section, not a term"), 404

    @app.get("/search")
    def search() -> Response | tuple[Response, int]:
        query = request.args.get("q", "").strip()
        if not query:
            return jsonify(error="give what to search for as ?q=..."), 400
        result = g.search(query, limit=5)
        hits = [
            {"id": hit.id, "kind": hit.kind, "name": hit.name, "summary": hit.summary, "evidence": hit.evidence}
            for hit in result
        ]
        answer = jsonify(content=source, notice=public(result.notice) if result.notice else None, hits=hits)
        answer.cache_control.no_store = True  # what somebody in distress typed is kept nowhere
        return answer

    return app
