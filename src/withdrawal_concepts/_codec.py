"""A snapshot to and from the canonical bytes of a compiled content version.

The file is JSON with sorted keys and one record a line, so that a diff shows what changed and a shipped
file can be opened without parsing it (:mod:`withdrawal_concepts._shipped`). Any other file is parsed and
validated here, as a whole.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Mapping
from typing import Any

import attrs

from withdrawal_concepts import errors
from withdrawal_concepts._convert import Json, StructureError, as_findings, structure, to_dict
from withdrawal_concepts._documents import Article, Redirect, Reference, Section
from withdrawal_concepts._findings import Finding
from withdrawal_concepts._model import Term
from withdrawal_concepts._notice import Notice
from withdrawal_concepts._notices import check_pattern
from withdrawal_concepts._snapshot import Snapshot
from withdrawal_concepts._versions import digest_of

RECORDS: dict[str, type[Any]] = {
    "articles": Article,
    "notices": Notice,
    "redirects": Redirect,
    "references": Reference,
    "sections": Section,
    "terms": Term,
}
ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
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
    data: dict[str, Any] = _without_defaults(record)
    del data["id"]
    for relation in data.get("relations", ()):
        del relation["source"]
    return data


def _without_defaults(value: object) -> Any:
    if isinstance(value, tuple):  # of anything: pyright knows no more than that
        return [_without_defaults(item) for item in value]  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    cls = type(value)
    if not attrs.has(cls):
        return to_dict(value)
    fields = [(field.name, field.default, getattr(value, field.name)) for field in attrs.fields(cls)]
    return {name: _without_defaults(own) for name, default, own in fields if own != default}


def decode(data: bytes, file: str) -> Snapshot:
    """Return the snapshot in *data*, which may come from anywhere; raises InvalidContentError."""
    try:
        content: Json = json.loads(data)
    except (ValueError, RecursionError) as error:  # also bytes that are no UTF-8, and numbers without end
        line = getattr(error, "lineno", 0)
        raise errors.InvalidContentError(
            [Finding(file, line, 0, "E101", f"this is not JSON: {error}", "give a compiled content file")]
        ) from None
    groups = content if isinstance(content, dict) else {}
    meta: Json = groups.get("meta")
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
    known = ", ".join(RECORDS)
    unknown = sorted(groups.keys() - {*RECORDS, "meta"})
    findings = [Finding(file, 0, 0, "E103", f"$.{name}: unknown", f"known: {known}") for name in unknown]
    if not _is_day(meta.get("released")):
        findings.append(
            Finding(file, 0, 0, "E103", "$.meta.released: this is no day", "2026-11-21, or null for a draft")
        )
    built: dict[str, dict[str, Any]] = {}
    for kind, cls in RECORDS.items():
        built[kind] = {}
        group: Json = groups.get(kind, {})
        if not isinstance(group, dict):
            findings.append(Finding(file, 0, 0, "E103", f"$.{kind}: records by id are needed here"))
            continue
        for id in sorted(group):
            if not ID.fullmatch(id):
                findings.append(
                    Finding(file, 0, 0, "E106", f"$.{kind}: {id!r} is not an id", "small letters, digits, hyphens")
                )
                continue
            try:
                built[kind][id] = structure(cls, _expand(id, group[id]))
            except StructureError as error:
                findings += as_findings(error, file, (kind, id))
    findings = findings or _dangling(built, file)
    if findings:
        raise errors.InvalidContentError(sorted(findings))
    return Snapshot(lambda group: (built[group], _built_already), _labels_of, meta, digest_of(data))


def _built_already(_: str, record: Any) -> Any:
    return record


def _labels_of(_: str, term: Term) -> tuple[str, ...]:
    return term.id, term.name, *term.aliases


def _expand(id: str, data: Json) -> Any:
    if not isinstance(data, dict):
        return data
    relations: Json = data.get("relations")
    if isinstance(relations, list):
        data = {**data, "relations": [{**r, "source": id} if isinstance(r, dict) else r for r in relations]}
    return {**data, "id": id}


def _dangling(built: Mapping[str, Mapping[str, Any]], file: str) -> list[Finding]:
    terms, articles = built["terms"], built["articles"]
    wanted = [(f"$.terms.{t.id}", r.target, terms) for t in terms.values() for r in t.relations]
    wanted += [(f"$.sections.{s.id}", id, terms) for s in built["sections"].values() for id in s.terms]
    wanted += [(f"$.sections.{s.id}", s.article, articles) for s in built["sections"].values()]
    live = {**terms, **built["sections"]}
    for redirect in built["redirects"].values():
        targets = (redirect.moved_to, redirect.merged_into, *redirect.split_into, *redirect.consider)
        wanted += [(f"$.redirects.{redirect.id}", target, live) for target in targets if target]
    findings = [
        Finding(file, 0, 0, "E301", f"{place}: there is no {target!r} in this file")
        for place, target, there in wanted
        if target not in there
    ]
    for notice in built["notices"].values():
        for text in (*notice.triggers, *notice.exceptions):
            try:
                check_pattern(text)
            except ValueError as error:
                findings.append(Finding(file, 0, 0, "E208", f"$.notices.{notice.id}: {error}"))
    return findings


def _is_day(value: Json) -> bool:
    if value is None:
        return True
    try:
        return isinstance(value, str) and datetime.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
