"""Writes the Markdown sources of the glossary's pages, from the content and the templates.

Addresses: ``glossary/terms/<id>`` is an entry as it stands now; ``glossary/<version>/terms/<id>`` is the same
entry in one content version, for ever. The same with ``sections``. An id that went away keeps its page, which
says what became of it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

import withdrawal_concepts as wc
from glossary_site import exports
from glossary_site.citations import Bibliography
from glossary_site.concept_map import concept_map
from glossary_site.history import History
from glossary_site.neighbourhood import picture
from withdrawal_concepts._documents import cited_by
from withdrawal_concepts._model import CATEGORIES, EVIDENCE_LEVELS, STANDINGS
from withdrawal_concepts._wording import BASIS, EVIDENCE, NOT_APPROVED, RELATION, STANDING, review_line

TEMPLATES = Path(__file__).parent / "templates"
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~$])")
CATEGORY = {
    "event": "What happens",
    "feeling": "Feelings",
    "thinking": "Thinking",
    "behaviour": "What people do",
    "cycle": "Cycles",
    "self": "The self",
    "relationship": "Relationships",
    "help": "What may help",
    "background": "Background",
}
"""How a category is called on the site."""


class Pages:
    """Everything that the templates draw on: the newest content, and the versions before it."""

    def __init__(self, versions: Sequence[wc.Glossary], repository_url: str = "", site_url: str = "") -> None:
        """*versions*, oldest first; an address is empty as long as nobody knows it: what needs it is left out."""
        self.versions = versions
        self.glossary = versions[-1]
        self._history = History(self.versions)
        self._bibliographies = {g.version: Bibliography(g.references) for g in self.versions}
        self._repository_url = repository_url
        self._templates = jinja2.Environment(
            loader=jinja2.FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters["md"] = _markdown
        self._templates.globals |= {
            "EVIDENCE": EVIDENCE,
            "STANDING": STANDING,
            "RELATION": RELATION,
            "BASIS": BASIS,
            "CATEGORY": CATEGORY,
            "CATEGORIES": CATEGORIES,
            "STANDINGS": STANDINGS,
            "EVIDENCE_LEVELS": EVIDENCE_LEVELS,
            "NOT_APPROVED": NOT_APPROVED,
            "review_line": review_line,
            "repository_url": repository_url,
            "urgent_notices": _urgent_notices,
            "ways_to_cite": lambda glossary, id: exports.ways_to_cite(glossary, id, site_url),
            "json_ld": lambda glossary, id: exports.json_ld(glossary, id, site_url),
        }

    def sources(self) -> Mapping[str, str]:
        """Return every page: path below ``docs/glossary/`` -> Markdown."""
        pages = dict(self._entries(self.glossary, "glossary"))
        for glossary in self.versions:
            pages |= self._entries(glossary, f"glossary/{glossary.version}", pinned=True)
            pages[f"{glossary.version}/index.md"] = self._page(
                "version.md.j2", glossary, f"glossary/{glossary.version}/index", f"glossary/{glossary.version}"
            )
        for id, redirect in self.glossary.redirects.items():
            here = f"{self._kind_of(redirect)}/{id}"
            pages[f"{here}.md"] = self._page(
                "gone.md.j2", self.glossary, f"glossary/{here}", "glossary", redirect=redirect
            )
        for article in self.glossary.articles.values():
            pages[f"articles/{article.id}.md"] = self._page(
                "article.md.j2", self.glossary, f"glossary/articles/{article.id}", "glossary", article=article
            )
        for name in ("index", "by-standing", "by-category", "map", "references", "help", "versions", "terms/index"):
            template = name.replace("/", "-") + ".md.j2"
            pages[f"{name}.md"] = self._page(
                template, self.glossary, f"glossary/{name}", "glossary", versions=[*reversed(self.versions)]
            )
        return pages

    def _entries(self, glossary: wc.Glossary, base: str, *, pinned: bool = False) -> Iterator[tuple[str, str]]:
        for kind, entries in (("term", glossary.terms), ("section", glossary.sections)):
            for id, entry in entries.items():
                here = f"{base}/{kind}s/{id}"
                text = self._page(
                    f"{kind}.md.j2",
                    glossary,
                    here,
                    base,
                    entry=entry,
                    kind=kind,
                    pinned=pinned,
                    newest=self.glossary,
                    history=self._history.of(kind, id),
                    edit=self._edit(kind, id),
                )
                yield here.removeprefix("glossary/") + ".md", text

    def _kind_of(self, redirect: wc.Redirect) -> str:
        """Return where the page of an id that went away stands: where it stood, or where it leads."""
        was_section = any(redirect.id in glossary.sections for glossary in self.versions)
        return "sections" if was_section or redirect.moved_to in self.glossary.sections else "terms"

    def _edit(self, kind: str, id: str) -> str:
        if not self._repository_url:
            return ""
        return f"{self._repository_url}/edit/main/src/withdrawal_concepts/content/{kind}s/{id}.md"

    def _page(self, template: str, glossary: wc.Glossary, here: str, base: str, **more: Any) -> str:
        to = _links_from(here)
        bibliography = self._bibliographies[glossary.version]

        def name(id: str) -> str:
            return glossary.terms[id].name

        def neighbourhood(term: wc.Term) -> Markup:
            return picture(term, glossary.relations(term), name, lambda id: to(f"{base}/terms/{id}"))

        def whole_map() -> Markup:
            return concept_map(glossary, CATEGORY, lambda id: to(f"{base}/terms/{id}"))

        return (
            self._templates.get_template(template)
            .render(
                g=glossary,
                here=here,
                base=base,
                to=to,
                name=name,
                bibliography=bibliography,
                cited_by=cited_by,
                neighbourhood=neighbourhood,
                whole_map=whole_map,
                **more,
            )
            .strip()
            + "\n"
        )


def _links_from(here: str) -> Callable[[str], str]:
    """Return what gives the address of another page, as seen from the page *here*."""

    def to(target: str) -> str:
        page, _, anchor = target.partition("#")
        return os.path.relpath(f"{page}.html", Path(here).parent) + (f"#{anchor}" if anchor else "")

    return to


def _markdown(text: str) -> Markup:
    """Return *text* so that Markdown shows it as it is."""
    return Markup(_MARKDOWN.sub(r"\\\1", text))  # noqa: S704 - for a Markdown file; MyST escapes what it reads


def _urgent_notices(glossary: wc.Glossary, entry: wc.Term | wc.Section) -> list[wc.Notice]:
    """Return the notices that cannot wait until the reader comes to what may help, the most urgent first."""
    own = [glossary.notices[id] for id in entry.notices]
    return [notice for level in ("now", "today") for notice in own if notice.level == level]
