"""When an entry has to be looked at again (content style standard, section 11)."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

MONTHS = 24
MONTHS_SOON = 12
"""For contested entries and anything about help."""
MONTHS_HELP_DATA = 6
"""For notices: they name services, which change."""


def next_review(kind: str, fields: Mapping[str, Any]) -> str:
    """Return the day of the next review as ISO 8601 text; what is no date is given back as it is."""
    try:
        reviewed = datetime.date.fromisoformat(fields["reviewed"])
    except ValueError:
        return str(fields["reviewed"])
    months = MONTHS
    if kind == "notices":
        months = MONTHS_HELP_DATA
    elif fields.get("standing") == "contested" or fields.get("category") == "help":
        months = MONTHS_SOON
    year, month = divmod(reviewed.year * 12 + reviewed.month - 1 + months, 12)
    # A day that the month may not have (29 to 31) becomes its 28th; the calendar ends with the year 9999.
    return datetime.date(min(year, datetime.MAXYEAR), month + 1, min(reviewed.day, 28)).isoformat()
