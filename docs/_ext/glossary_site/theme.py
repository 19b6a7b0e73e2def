"""What every page of the site needs to know: the pointer to help, and a short menu for pages of old versions."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from docutils import nodes
from markupsafe import Markup
from sphinx.application import Sphinx

import withdrawal_concepts as wc

_PINNED = re.compile(r"glossary/\d")
_SHORT_MENU = {
    "Glossary": "glossary/index",
    "Content versions": "glossary/versions",
    "Help, and what this is": "glossary/help",
    "Documentation": "index",
}


def setup(app: Sphinx) -> None:
    """Give each page its context, before the theme computes its own."""
    app.connect("html-page-context", _add_context, priority=400)
    app.connect("html-page-context", _level_captions, priority=600)


def _add_context(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    notices = wc.load().notices.values()
    context["signpost"] = next(n for n in notices if n.level == "signpost")
    if page == "search":
        context["urgent_notices"] = [n for n in notices if n.triggers]
    if _PINNED.match(page):  # the whole menu on each page of each version would take most of the build
        context["toctree"] = _short_menu(context["pathto"])


def _level_captions(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Say which level the headings of the menu have: without it they are none to a screen reader."""
    tree = context.get("furo_navigation_tree", "")
    context["furo_navigation_tree"] = tree.replace('role="heading"', 'role="heading" aria-level="2"')


def _short_menu(pathto: Callable[[str], str]) -> Callable[..., Markup]:
    item = Markup('<li class="toctree-l1"><a class="reference internal" href="{}">{}</a></li>')
    items = [item.format(pathto(page), title) for title, page in _SHORT_MENU.items()]
    return lambda **_: Markup("<ul>{}</ul>").format(Markup("").join(items))
