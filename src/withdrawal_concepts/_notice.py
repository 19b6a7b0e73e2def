"""Notices: a frozen record like those of ``_documents``, apart from them because a first search needs it alone."""

from __future__ import annotations

from attr import frozen  # the same as attrs.frozen, without the six modules that only rename what is here

from withdrawal_concepts._days import datetime
from withdrawal_concepts._model import NoticeLevel
from withdrawal_concepts._records import Record


@frozen(eq=False, repr=False)
class Notice(Record):
    """A text that is shown with content, first of all a pointer to help.

    ``triggers`` and ``exceptions`` are patterns for crisis language in a search (see the file format); they
    are there to be matched, never to be shown.
    """

    id: str
    level: NoticeLevel
    title: str
    paragraphs: tuple[str, ...]
    reviewed: datetime.date
    next_review: datetime.date
    links: tuple[str, ...] = ()
    triggers: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
