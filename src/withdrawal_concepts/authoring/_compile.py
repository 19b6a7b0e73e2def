"""A checked folder to the canonical bytes of a content version."""

from __future__ import annotations

import datetime
from typing import Any

from withdrawal_concepts._codec import RECORDS, encode
from withdrawal_concepts.authoring._folder import Folder


def compile_folder(folder: Folder, *, version: str, released: datetime.date | None) -> bytes:
    """Return the bytes; the folder has to be free of errors. No clock, no path: equal files give equal bytes."""
    records: dict[str, dict[str, Any]] = {group: folder.records(group) for group in RECORDS if group != "redirects"}
    records["redirects"] = {id: draft.redirect for id, draft in folder.redirects().items()}
    return encode(records, version=version, released=released)
