"""A reference: one CSL-JSON record a file (https://docs.citationstyles.org), as plain data for its record."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

from withdrawal_concepts._convert import Json
from withdrawal_concepts._findings import Finding
from withdrawal_concepts.authoring._draft import Draft

CSL_NAMES = {
    "container-title": "container_title",
    "ISBN": "isbn",
    "DOI": "doi",
    "PMID": "pmid",
    "URL": "url",
    "author": "authors",
    "editor": "editors",
}


_OURS = {ours: csl for csl, ours in CSL_NAMES.items()} | {"year": "issued"}


def reference_fields(draft: Draft) -> dict[str, Any] | None:
    try:
        data: Json = json.loads(draft.raw, object_pairs_hook=lambda pairs: _unique(draft, pairs))
    except json.JSONDecodeError as error:
        draft.findings.append(Finding(draft.path, error.lineno, error.colno, "E101", f"this is not JSON: {error.msg}"))
        return None
    except (RecursionError, ValueError) as error:  # nested without end, or a number without end
        draft.report("E101", f"this is not JSON that can be read: {str(error)[:60]}", line=1)
        return None
    if not isinstance(data, dict):
        draft.report("E103", "a reference is one CSL-JSON record", '{"id": ..., "type": ..., "title": ...}', line=1)
        return None
    for number, line in enumerate(draft.raw.split("\n"), 1):
        if match := re.match(r'  "([^"]+)":', line):
            draft.positions.setdefault((CSL_NAMES.get(match[1], match[1]),), (number, 3))
    if data.get("id") != draft.id:
        draft.report("E106", f"the id {data.get('id')!r} is not the file name", f'"id": "{draft.id}"', at=("id",))
    fields: dict[str, Any] = {}
    for key, value in data.items():
        if key in _OURS:
            draft.report("E103", f"unknown key '{key}'", f"CSL-JSON calls it '{_OURS[key]}'", at=(key,))
        else:
            fields[CSL_NAMES.get(key, key)] = value
    issued = fields.pop("issued", None)
    try:
        fields["year"] = issued["date-parts"][0][0]
    except (TypeError, KeyError, IndexError):
        draft.report("E103", "the year is missing", '"issued": {"date-parts": [[2020]]}', at=("issued",))
        return None
    return fields


def _unique(draft: Draft, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    for key, times in Counter(key for key, _ in pairs).items():
        if times > 1:
            draft.report("E102", f"the key {key!r} stands here twice", "keep one", line=1)
    return dict(pairs)
