"""The built site as files: links lead on, nothing comes from elsewhere, every entry is there, nothing hidden shows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

import withdrawal_concepts as wc

pytestmark = pytest.mark.checkout

LOADED = {"link": "href", "script": "src", "img": "src", "iframe": "src", "source": "src", "use": "href"}
NOT_LOADED = {"next", "prev", "search", "index", "canonical", "alternate", "license"}


class Parsed(HTMLParser):
    """What a page links to, what it loads, its anchors, its text, and its JSON-LD."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.anchors: set[str] = set()
        self.metas: dict[str, str] = {}
        self.json_ld: list[str] = []
        self._words: list[str] = []
        self._silent: str | None = None
        self.feed(text)
        self.text = " ".join(" ".join(self._words).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.anchors |= {given[name] for name in ("id", "name") if name in given}
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag == "meta":
            self.metas[given.get("property") or given.get("name", "")] = given.get("content", "")
        if tag in LOADED and LOADED[tag] in given and given.get("rel") not in NOT_LOADED:
            self.loads.append(given[LOADED[tag]])
        if tag in ("script", "style"):
            self._silent = "json-ld" if given.get("type") == "application/ld+json" else tag

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._silent = None

    def handle_data(self, data: str) -> None:
        if self._silent == "json-ld":
            self.json_ld.append(data)
        elif self._silent is None:
            self._words.append(data)


@cache
def parsed(path: Path) -> Parsed:
    return Parsed(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


@pytest.fixture(scope="session")
def glossary() -> wc.Glossary:
    return wc.load()


def _entries(glossary: wc.Glossary) -> Iterator[tuple[str, str]]:
    yield from (("terms", id) for id in glossary.terms)
    yield from (("sections", id) for id in glossary.sections)


def test_no_internal_link_is_dead(pages: list[Path]) -> None:
    dead = set()
    for page in pages:
        for link in parsed(page).links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            goal = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            anchor = unquote(parts.fragment) if goal.suffix == ".html" else ""
            if not goal.is_file() or (anchor and anchor not in parsed(goal).anchors):
                dead.add((page.name, link))
    assert dead == set()


def test_nothing_is_loaded_from_elsewhere(pages: list[Path]) -> None:
    loaded = {load for page in pages for load in parsed(page).loads}
    assert loaded
    assert {load for load in loaded if urlsplit(load).scheme not in ("", "data") or load.startswith("//")} == set()


def test_style_sheets_load_nothing_from_elsewhere(site: Path) -> None:
    found = {
        address
        for sheet in site.rglob("*.css")
        for address in re.findall(r"(?:url\(|@import)\s*['\"]?([^'\")]+)", sheet.read_text(encoding="utf-8"))
    }
    assert {address for address in found if address.startswith(("http", "//"))} == set()


def test_every_entry_has_a_page_a_twin_and_an_address_in_each_version(site: Path) -> None:
    for version in wc.content_versions():
        for kind, id in _entries(wc.load(version.version)):
            assert (site / "glossary" / version.version / kind / f"{id}.html").is_file()
    for kind, id in _entries(wc.load()):
        assert (site / "glossary" / kind / f"{id}.html").is_file()
        assert (site / "glossary" / kind / f"{id}.md").read_text(encoding="utf-8").startswith("# ")


def test_ids_that_went_away_say_what_became_of_them(site: Path, glossary: wc.Glossary) -> None:
    assert glossary.redirects
    for id, redirect in glossary.redirects.items():
        page = parsed(site / "glossary" / "terms" / f"{id}.html")
        targets = [t for t in (redirect.moved_to, redirect.merged_into, *redirect.split_into, *redirect.consider) if t]
        assert [t for t in targets if not any(link.split("/")[-1] == f"{t}.html" for link in page.links)] == []


@pytest.mark.parametrize("id", sorted(wc.load().terms))
def test_a_page_of_a_term_shows_the_whole_term(id: str, site: Path, glossary: wc.Glossary) -> None:
    term, text = glossary.terms[id], parsed(site / "glossary" / "terms" / f"{id}.html").text
    levels = {"strong": "Strong evidence", "moderate": "Moderate evidence", "limited": "Limited evidence",
              "conflicting": "Conflicting evidence", "none": "No study found"}  # fmt: skip
    wanted = [term.name, term.summary, *term.definition, *term.example, *term.aliases, glossary.version]
    wanted += [part for m in term.misconceptions for part in (m.claim, m.correction)]
    wanted += [f"{s.text} {levels[s.evidence]}" for s in (*term.statements, *term.what_helps)]
    wanted += [relation.reason for relation in glossary.relations(term)]
    wanted += [paragraph for notice in term.notices for paragraph in glossary.notices[notice].paragraphs]
    wanted += [term.standing.capitalize(), "No health professional has approved it yet."]
    assert [part for part in wanted if " ".join(part.split()) not in text] == []


@pytest.mark.parametrize("id", sorted(wc.load().sections))
def test_a_page_of_a_section_shows_the_whole_section(id: str, site: Path, glossary: wc.Glossary) -> None:
    section, page = glossary.sections[id], parsed(site / "glossary" / "sections" / f"{id}.html")
    article = parsed(site / "glossary" / "articles" / f"{section.article}.html")
    for statement in section.paragraphs:
        assert statement.text in page.text
        assert statement.text in article.text
    assert section.title in page.text


def test_references_are_whole_and_each_is_cited_where_it_is_listed(site: Path, glossary: wc.Glossary) -> None:
    listed = parsed(site / "glossary" / "references.html")
    for reference in glossary.references.values():
        assert f"ref-{reference.id}" in listed.anchors
        people = reference.authors or reference.editors
        assert (people[0].family or people[0].literal) in listed.text
        assert not reference.doi or f"https://doi.org/{reference.doi}" in listed.links
        assert reference.note not in listed.text


def test_what_is_there_to_be_matched_is_never_shown(pages: list[Path], site: Path, glossary: wc.Glossary) -> None:
    entries = [*glossary.terms.values(), *glossary.sections.values()]
    shown = " ".join(parsed(page).text.casefold() for page in pages if page.is_relative_to(site / "glossary"))
    hidden = [q for e in entries for q in e.questions if len(q.split()) > 4]
    phrases = [q for e in entries for q in e.search_phrases if len(q.split()) > 4]
    meant = " ".join(_public(wc.load(version.version)) for version in wc.content_versions())
    private = [q.casefold() for q in [*hidden, *phrases] if q.casefold() not in meant]
    assert len(private) > 1000
    assert [q for q in private if q in shown] == []


def _public(glossary: wc.Glossary) -> str:
    """What readers may see: some people type what happens to be a title, or a part of some other text."""
    records = [wc.to_dict(r) for name in ("terms", "sections", "references") for r in getattr(glossary, name).values()]
    for record in records:
        for field in ("search_phrases", "questions", "note"):
            record.pop(field, None)
    return json.dumps(records, ensure_ascii=False).casefold()


def test_the_search_data_hold_no_readable_phrase(site: Path, glossary: wc.Glossary) -> None:
    script = (site / "_static" / "glossary-search-data.js").read_text(encoding="utf-8")
    fields = json.loads(script.removeprefix("window.glossarySearchData=").rstrip().removesuffix(";"))
    assert [len(entry) for entry in fields.pop("entries")] == [5] * (len(glossary.terms) + len(glossary.sections))
    assert fields.pop("labels").keys() >= glossary.labels.keys()
    data = json.dumps(fields).casefold()
    patterns = [t for n in glossary.notices.values() for t in (*n.triggers, *n.exceptions)]
    phrases = [p for e in (*glossary.terms.values(), *glossary.sections.values()) for p in e.search_phrases]
    assert [text for text in (*patterns, *phrases) if " " in text and text.casefold() in data] == []
    assert [word for word in ("suicid", "overdos", "selfharm", "kill") if word in data] == []


def test_terms_are_described_for_machines(site: Path, glossary: wc.Glossary) -> None:
    for id, term in glossary.terms.items():
        page = parsed(site / "glossary" / "terms" / f"{id}.html")
        data = json.loads("".join(page.json_ld))
        assert (data["@type"], data["name"], data["termCode"]) == ("DefinedTerm", term.name, id)
        assert page.metas["og:title"] == term.name
        assert page.metas["description"] == page.metas["og:description"] == term.summary
        assert "robots" not in page.metas


def test_texts_of_old_versions_are_kept_out_of_searches(site: Path) -> None:
    oldest = wc.content_versions()[0].version
    for page in (site / "glossary" / oldest).rglob("*.html"):
        assert parsed(page).metas["robots"] == "noindex"
    index = (site / "searchindex.js").read_text(encoding="utf-8")
    assert f"glossary/{oldest}/terms/" in index  # Sphinx lists the page, and nothing of what it says
    assert "glossary/terms/ghosting" in index


def test_llms_txt_lists_twins_that_are_there(site: Path, glossary: wc.Glossary) -> None:
    text = (site / "llms.txt").read_text(encoding="utf-8")
    linked = re.findall(r"\]\(([^)]+)\)", text)
    assert len(linked) == len(glossary.terms) + len(glossary.sections)
    assert [link for link in linked if not (site / link).is_file()] == []
    assert "No health professional has approved it yet." in text


def test_the_first_page_is_light(site: Path) -> None:
    first = site / "index.html"
    files = {site / urlsplit(load).path for load in parsed(first).loads if not load.startswith("#")}
    assert sum(file.stat().st_size for file in (first, *files)) < 300_000


def test_every_page_points_to_help(pages: list[Path], site: Path) -> None:
    assert [
        page.relative_to(site).as_posix()
        for page in pages
        if page != site / "glossary" / "help.html"
        and not any(link.endswith("help.html") for link in parsed(page).links)
    ] == []
