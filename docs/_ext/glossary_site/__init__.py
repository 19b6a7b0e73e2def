"""The Sphinx extension of this project's site: it makes the glossary's pages from the content."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

import withdrawal_concepts as wc
from glossary_site import client_search, exports, repository, theme
from glossary_site._sources import write_sources
from glossary_site.pages import Pages

STATIC = Path(__file__).parent / "static"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Connect the parts of the extension to Sphinx."""
    repository.setup(app)
    theme.setup(app)
    app.connect("builder-inited", _write_glossary)
    app.connect("build-finished", _write_files)
    app.add_css_file("glossary.css")
    app.add_js_file("glossary.js", loading_method="defer")
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def _write_glossary(app: Sphinx) -> None:
    app.config.html_static_path.append(str(STATIC))
    versions = [wc.load(version.version) for version in wc.content_versions()]
    pages = Pages(versions, app.config.html_context.get("repository_url", ""), app.config.html_baseurl)
    write_sources(Path(app.srcdir) / "glossary", pages.sources())


def _write_files(app: Sphinx, exception: Exception | None) -> None:
    if exception is None:
        exports.write_twins(wc.load(), Path(app.outdir))
        client_search.write_client_search(wc.load(), Path(app.outdir))
