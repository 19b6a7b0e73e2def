"""A page that is watched, and what happens where a test cannot run."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page


def missing(what: str) -> NoReturn:
    """Skip the test, or fail it where everything has to be there."""
    if os.environ.get("WITHDRAWAL_CONCEPTS_SITE_TESTS"):
        pytest.fail(what)
    pytest.skip(what)


class Watched:
    """A page that remembers what went wrong on it and what it asked others for."""

    def __init__(self, page: Page, site: Path) -> None:
        self.page = page
        self._site = site
        self.complaints: list[str] = []
        page.on("console", lambda m: self.complaints.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda r: None if r.url.startswith(("file:", "data:")) else self.complaints.append(r.url))
        page.on("requestfailed", lambda r: self.complaints.append(f"failed: {r.url}"))

    def open(self, path: str) -> Page:
        """Open a page of the site from the disk."""
        self.page.goto(f"{self._site.as_uri()}/{path}")
        return self.page
