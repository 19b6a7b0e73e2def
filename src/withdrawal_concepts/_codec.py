"""A snapshot to and from the canonical bytes of a compiled content version.

The file is JSON with sorted keys and one record a line, so that a diff shows what changed and a shipped
file can be opened without parsing it (:mod:`withdrawal_concepts._shipped`). Any other file is parsed and
validated here, as a whole.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from typing import Any

from withdrawal_concepts import errors
from withdrawal_concepts._convert import StructureError, as_findings, structure, to_dict
from withdrawal_concepts._documents import Article, Notice, Redirect, Reference, Section
from withdrawal_concepts._findings import Finding
from withdrawal_concepts._model import Term
from withdrawal_concepts._snapshot import NOT_FOUND, Snapshot
from withdrawal_concepts._versions import digest_of

RECORDS: dict[str, type[Any]] = {
    "articles": Article,
    "notices": Notice,
    "redirects": Redirect,
    "references": Reference,
    "sections": Section,
    "terms": Term,
}
SCHEMA = 1
"""The schema number: raised when a file written by this code could no longer be read by older code."""


def encode(
    records: Mapping[str, Mapping[str, Any]], *, version: str, released: datetime.date | None, language: str = "en"
) -> bytes:
    """Return the canonical bytes; *records* maps each group, such as ``"terms"``, to its records by id.

    Equal records give equal bytes on every machine: keys are sorted, nothing depends on a clock, a locale
    or a path, and fields that hold their default are left out.
    """
    meta = {"language": language, "released": released.isoformat() if released else None, "schema": SCHEMA}
    groups = [f'"meta":{_dumps({**meta, "version": version})}']
    for kind in RECORDS:
        lines = [f"{_dumps(id)}:{_dumps(_compact(record))}" for id, record in sorted(records.get(kind, {}).items())]
        groups.append(f'"{kind}":{{\n' + ",\n".join(lines) + "\n}")
    return ("{\n" + ",\n".join(sorted(groups)) + "\n}\n").encode()


def encode_snapshot(snapshot: Snapshot) -> bytes:
    """Return the canonical bytes of *snapshot*."""
    records = {group: getattr(snapshot, group) for group in RECORDS}
    return encode(records, version=snapshot.version, released=snapshot.released, language=snapshot.language)


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _compact(record: Any) -> dict[str, Any]:
    """Return the fields of *record* that say something; the id is the key of the line already."""
    data: dict[str, Any] = _without_blanks(to_dict(record))
    del data["id"]
    for relation in data.get("relations", ()):
        del relation["source"], relation["stated"]
    if data.get("status") == "current":
        del data["status"]
    return data


def _without_blanks(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _without_blanks(v) for k, v in value.items() if v not in (None, "", [], {})}
    return [_without_blanks(v) for v in value] if isinstance(value, list) else value


def decode(data: bytes, file: str) -> Snapshot:
    """Return the snapshot in *data*, which may come from anywhere; raises InvalidContentError."""
    try:
        content = json.loads(data)
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        line = getattr(error, "lineno", 0)
        raise errors.InvalidContentError(
            [Finding(file, line, 0, "E101", f"this is not JSON: {error}", "give a compiled content file")]
        ) from None
    meta = content.get("meta") if isinstance(content, dict) else None
    if not isinstance(meta, dict) or not {"version", "schema"} <= meta.keys():
        finding = Finding(
            file, 0, 0, "E103", "$.meta: 'version' and 'schema' are missing", "give a compiled content file"
        )
        raise errors.InvalidContentError([finding])
    if meta["schema"] != SCHEMA:
        finding = Finding(
            file, 0, 0, "E103", f"$.meta.schema: this package reads schema {SCHEMA}, the file has {meta['schema']!r}",
            "install a newer withdrawal-concepts",
        )  # fmt: skip
        raise errors.InvalidContentError([finding])
    findings: list[Finding] = []
    built: dict[str, dict[str, Any]] = {}
    for kind, cls in RECORDS.items():
        built[kind] = {}
        group = content.get(kind, {})
        if not isinstance(group, dict):
            findings.append(Finding(file, 0, 0, "E103", f"$.{kind}: records by id are needed here"))
            continue
        for id in sorted(group):
            try:
                built[kind][id] = structure(cls, _expand(id, group[id]))
            except StructureError as error:
                findings += as_findings(error, file, (kind, id))
    findings = findings or _dangling(built, file)
    if findings:
        raise errors.InvalidContentError(sorted(findings))
    return Snapshot({group: (built[group], _built_already) for group in NOT_FOUND}, meta, digest_of(data))


def _built_already(_: str, record: Any) -> Any:
    return record


def _expand(id: str, data: Any) -> Any:
    if not isinstance(data, dict):
        return data
    relations = data.get("relations")
    if isinstance(relations, list):
        data = {**data, "relations": [{"source": id, **r} if isinstance(r, dict) else r for r in relations]}
    return {"id": id, **data}


def _dangling(built: Mapping[str, Mapping[str, Any]], file: str) -> list[Finding]:
    terms, articles = built["terms"], built["articles"]
    wanted = [(f"$.terms.{t.id}", r.target, terms) for t in terms.values() for r in t.relations]
    wanted += [(f"$.sections.{s.id}", id, terms) for s in built["sections"].values() for id in s.terms]
    wanted += [(f"$.sections.{s.id}", s.article, articles) for s in built["sections"].values()]
    return [
        Finding(file, 0, 0, "E301", f"{place}: there is no {target!r} in this file")
        for place, target, there in wanted
        if target not in there
    ]
