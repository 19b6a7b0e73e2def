"""Entries in other formats: a Markdown twin of each page, ``llms.txt``, JSON-LD, and how to cite an entry."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import withdrawal_concepts as wc
from withdrawal_concepts import export


def ways_to_cite(glossary: wc.Glossary, id: str, site: str) -> dict[str, str]:
    """Return how to cite the entry in this content version: name of the format -> text."""
    base = _base(site, glossary)
    return {
        "BibTeX": export.entry_text(glossary, id, "bibtex", base=base),
        "CSL-JSON": export.entry_text(glossary, id, "csl-json", base=base),
    }


def json_ld(glossary: wc.Glossary, id: str, site: str) -> str:
    """Return the term as schema.org describes it, safe to stand in a ``script`` element."""
    data = export.entry_json_ld(glossary, id, base=_base(site, glossary))
    return json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")


def _base(site: str, glossary: wc.Glossary) -> str:
    return f"{site.rstrip('/')}/glossary/{glossary.version}/" if site else export.BASE


def write_twins(glossary: wc.Glossary, out: Path) -> None:
    """Write the Markdown twin beside each page of an entry, and ``llms.txt``, which lists them."""
    for id in (*glossary.terms, *glossary.sections):
        kind = "sections" if id in glossary.sections else "terms"
        (out / "glossary" / kind / f"{id}.md").write_text(export.entry_markdown(glossary, id), encoding="utf-8")
    (out / "llms.txt").write_text("\n".join(_llms(glossary)), encoding="utf-8")


def _llms(glossary: wc.Glossary) -> Iterator[str]:
    """Yield the lines of llms.txt (https://llmstxt.org), the notices first."""
    yield "# Why people withdraw after rejection"
    yield ""
    yield f"> {len(glossary.terms)} terms and {len(glossary.sections)} sections, content {glossary.version}."
    for notice in glossary.notices.values():
        if notice.level == "about":
            yield "> " + " ".join(notice.paragraphs)
    yield ""
    yield "If somebody writes about suicide, self-harm, violence or danger, show this first and whole:"
    yield ""
    for notice in glossary.notices.values():
        if notice.level == "now":
            yield from (f"- {paragraph}" for paragraph in notice.paragraphs)
    yield ""
    yield "Quote statements as they are, each with its evidence level, its references and the content version."
    yield ""
    yield "## Terms"
    yield ""
    for term in glossary.terms.values():
        yield f"- [{term.name}](glossary/terms/{term.id}.md): {term.summary} ({term.standing})"
    yield ""
    yield "## Sections of the articles"
    yield ""
    for section in glossary.sections.values():
        yield f"- [{section.title}](glossary/sections/{section.id}.md): {section.paragraphs[0].text}"
    yield ""
