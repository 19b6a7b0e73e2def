"""The Sphinx extension of this project's site: it makes the glossary's pages from the content."""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from glossary_site import repository


def setup(app: Sphinx) -> ExtensionMetadata:
    """Connect the parts of the extension to Sphinx."""
    repository.setup(app)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
