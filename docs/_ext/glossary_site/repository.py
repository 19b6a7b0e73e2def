"""Files of the repository that are pages of the site too, and links to files above ``docs/``.

The links are written for readers on a code host, and have to work on the site as well.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx

from glossary_site._sources import write_sources

PAGES = {
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
    "src/withdrawal_concepts/data/CHANGELOG.md": "content-changes.md",
}
"""File of the repository -> the page in ``docs/project/`` that shows it."""
_LINK = re.compile(r"(?<=\]\()(?![a-z]+:|#)([^)#\s]+)")


def setup(app: Sphinx) -> None:
    """Make the pages before the sources are read, and redirect links once a page was read."""
    app.connect("builder-inited", _write_pages)
    app.connect("doctree-read", _redirect)


def _write_pages(app: Sphinx) -> None:
    root, folder = Path(app.srcdir).parent, Path(app.srcdir) / "project"
    pages: dict[str, str] = {}
    for name, page in PAGES.items():
        text = (root / name).read_text(encoding="utf-8")
        pages[page] = _LINK.sub(_from(root / name, folder), text)
    write_sources(folder, pages)


def _from(file: Path, folder: Path) -> Callable[[re.Match[str]], str]:
    """Return what turns a link of *file* into the same link from *folder*."""
    return lambda link: os.path.relpath(file.parent / link[1], folder)


def _redirect(app: Sphinx, doctree: nodes.document) -> None:
    root = Path(app.srcdir).parent
    shown = {root / name: f"project/{page}" for name, page in PAGES.items()}
    shown |= {root / "docs" / "README.md": "index.md"}
    for link in list(doctree.findall(addnodes.pending_xref)):
        if link.get("refdomain") != "doc" or link["reftarget"] in app.env.found_docs:
            continue
        file = Path(f"{link['reftarget']}.md")
        file = file if file.is_absolute() else Path(app.srcdir) / file
        if file in shown:
            link["reftarget"] = shown[file].removesuffix(".md")
        elif file.is_file() and root in file.parents:
            link.replace_self(_elsewhere(app, file.relative_to(root).as_posix(), link))


def _elsewhere(app: Sphinx, path: str, link: addnodes.pending_xref) -> nodes.Element:
    """A file that the site does not show: a link into the repository, if its address is known."""
    address = app.config.html_context.get("repository_url", "")
    if address:
        return nodes.reference("", "", *link.children, refuri=f"{address}/blob/main/{path}", internal=False)
    return nodes.inline("", "", *link.children)
