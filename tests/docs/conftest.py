"""The built site, and a browser to open it in.

``python -m sphinx -W --keep-going -b html docs docs/_build/html`` builds it. Where there is no site or no browser the
tests are skipped, unless WITHDRAWAL_CONCEPTS_SITE_TESTS is set: then that is a failure, so that CI cannot miss it.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from watched import Watched, missing

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SITE = Path(__file__).parents[2] / "docs" / "_build" / "html"
# Chromium asks its maker's servers for updates at every start; none of it belongs in a test.
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync")  # fmt: skip


@pytest.fixture(scope="session")
def site() -> Path:
    """The folder of the built site."""
    if not (SITE / "index.html").is_file():
        missing("the site was not built: see tests/docs/conftest.py")
    return SITE


@pytest.fixture(scope="session")
def browser(site: Path) -> Iterator[Browser]:
    """Headless Chromium, the one of the system."""
    executable = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if executable is None:
        missing("there is no Chromium on this machine")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("playwright is not installed: the extra 'browser' has it")
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=executable, args=list(QUIET))


@pytest.fixture
def opened(browser: Browser, site: Path, request: pytest.FixtureRequest) -> Iterator[Watched]:
    """A new page; parametrize it indirectly with what a browser context takes (viewport, color_scheme)."""
    options: dict[str, Any] = getattr(request, "param", {})
    context = browser.new_context(**options)
    watched = Watched(context.new_page(), site)
    yield watched
    context.close()
    assert watched.complaints == []
