"""The site as people use it: on a phone, in the dark, by keyboard, with a screen reader's eyes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from watched import Watched, missing

import withdrawal_concepts as wc

pytestmark = pytest.mark.checkout

PAGES = (
    "index.html",
    "glossary/index.html",
    "glossary/terms/ghosting.html",
    "glossary/terms/chronic-ostracism.html",
    "glossary/terms/social-withdrawal.html",
    "glossary/terms/attachment-anxiety.html",
    "glossary/terms/index.html",
    "glossary/sections/the-psychological-impact-of-rejection.html",
    "glossary/articles/withdraw.html",
    "glossary/map.html",
    "glossary/by-standing.html",
    "glossary/by-category.html",
    "glossary/references.html",
    "glossary/help.html",
    "glossary/versions.html",
    "glossary/0.1.0/index.html",
    "glossary/0.1.0/terms/social-pain-avoidance.html",
    "search.html",
    "tutorial/first-steps.html",
    "how-to/search-in-your-app.html",
    "reference/api.html",
    "reference/command-line.html",
    "explanation/architecture.html",
    "project/contributing.html",
)
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True}
DESKTOP = {"viewport": {"width": 1280, "height": 900}}
WIDE = {"viewport": {"width": 2200, "height": 1200}}


def _axe_violations(watched: Watched) -> list[str]:
    try:
        from axe_playwright_python.sync_playwright import Axe
    except ImportError:
        missing("axe is not installed: the extra 'browser' has it")
    found = Axe().run(watched.page, options={"preload": False, "resultTypes": ["violations"]}).response["violations"]
    serious = [violation for violation in found if violation["impact"] in ("serious", "critical")]
    return [f"{v['id']}: {v['help']}: {[node['html'] for node in v['nodes']][:3]}" for v in serious]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("opened", [DESKTOP | {"color_scheme": "light"}], indirect=True, ids=["light"])
def test_no_serious_barrier(page: str, opened: Watched) -> None:
    opened.open(page)
    assert _axe_violations(opened) == []


@pytest.mark.parametrize("page", [*PAGES[1:12:2], "search.html", "reference/api.html"])
@pytest.mark.parametrize("opened", [PHONE | {"color_scheme": "dark"}], indirect=True, ids=["dark"])
def test_no_serious_barrier_on_a_phone_in_the_dark(page: str, opened: Watched) -> None:
    opened.open(page)
    assert _axe_violations(opened) == []


WIDTHS = "[document.documentElement.scrollWidth, innerWidth]"


@pytest.mark.parametrize("opened", [PHONE], indirect=True)
def test_every_page_fits_a_phone(opened: Watched, site: Path) -> None:
    too_wide: list[str] = []
    pages = [path.relative_to(site).as_posix() for path in sorted(site.rglob("*.html"))]
    for page in pages:
        if not page.startswith("glossary/0"):  # the pages of the newest version stand for those of older ones
            needed, there = opened.open(page).evaluate(WIDTHS)
            too_wide += [page] if needed > there else []
    assert too_wide == []


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("opened", [WIDE], indirect=True, ids=["wide"])
def test_a_page_fits_a_wide_screen(page: str, opened: Watched) -> None:
    needed, there = opened.open(page).evaluate(WIDTHS)
    assert needed <= there


@pytest.mark.parametrize("opened", [PHONE], indirect=True)
def test_text_on_a_phone_is_large_enough(opened: Watched) -> None:
    page = opened.open("glossary/terms/ghosting.html")
    sizes = page.eval_on_selector_all(
        "article p, article li", "all => all.map(e => parseFloat(getComputedStyle(e).fontSize))"
    )
    assert min(sizes) >= 13


@pytest.mark.parametrize("opened", [DESKTOP | {"color_scheme": "light"}], indirect=True)
def test_light_and_dark_can_be_chosen_and_stay(opened: Watched) -> None:
    page = opened.open("glossary/terms/ghosting.html")
    background = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(background)
    for _ in range(3):  # auto, light, dark, in an order of the theme's own
        page.locator(".theme-toggle-content button").click()
        if page.evaluate("document.body.dataset.theme") == "dark":
            break
    dark = page.evaluate(background)
    assert dark != light
    opened.open("glossary/map.html")
    assert page.evaluate("document.body.dataset.theme") == "dark"
    assert page.evaluate(background) == dark


@pytest.mark.parametrize("opened", [PHONE], indirect=True)
def test_on_a_phone_the_menu_opens_and_leads_on(opened: Watched) -> None:
    page = opened.open("index.html")
    link = page.locator(".sidebar-tree a", has_text="Glossary").first
    assert not link.is_visible() or page.locator(".sidebar-drawer").bounding_box()["x"] < 0
    page.locator("label.nav-overlay-icon").click()
    page.wait_for_timeout(400)
    link.click()
    assert page.url.endswith("glossary/index.html")


@pytest.mark.parametrize("opened", [DESKTOP], indirect=True)
def test_by_keyboard_from_the_first_page_to_an_entry(opened: Watched) -> None:
    page = opened.open("index.html")
    page.keyboard.press("Tab")
    assert "Skip to content" in page.evaluate("document.activeElement.textContent")
    box = page.locator(".sidebar-search")
    box.focus()
    page.keyboard.type("left on read")
    page.keyboard.press("Enter")
    page.wait_for_selector("#glossary-results a")
    assert "q=" not in page.evaluate("location.search")
    page.locator("#glossary-query").focus()
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('#glossary-results') !== null"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/glossary/terms/ghosting.html")


@pytest.mark.parametrize("opened", [DESKTOP], indirect=True)
def test_the_relations_of_a_term_can_be_followed_by_keyboard(opened: Watched) -> None:
    page = opened.open("glossary/terms/ghosting.html")
    links = page.locator("svg.neighbourhood a")
    related = {relation.target for relation in wc.load().relations("ghosting")}
    assert {Path(links.nth(i).get_attribute("href") or "").stem for i in range(links.count())} == related
    page.locator(".picture").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('svg.neighbourhood') !== null")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: Path(url).stem in related)


@pytest.mark.parametrize("opened", [DESKTOP], indirect=True)
def test_the_map_shows_the_relations_of_the_box_in_focus(opened: Watched) -> None:
    glossary = wc.load()
    page = opened.open("glossary/map.html")
    boxes = page.locator("svg.concept-map a")
    assert boxes.count() == len(glossary.terms)
    page.locator('svg.concept-map a[data-term="ghosting"]').focus()
    lit = page.eval_on_selector_all("svg.concept-map a.lit", "all => all.map(e => e.dataset.term)")
    assert set(lit) == {"ghosting", *(term.id for term in glossary.related("ghosting"))}
    page.keyboard.press("Enter")
    page.wait_for_url("**/glossary/terms/ghosting.html")


@pytest.mark.parametrize("font", ["sans-serif", "'DejaVu Sans', Verdana, sans-serif"])
@pytest.mark.parametrize("opened", [WIDE], indirect=True)
def test_boxes_of_the_map_do_not_overlap_and_hold_their_text(font: str, opened: Watched) -> None:
    page = opened.open("glossary/map.html")
    page.add_style_tag(content=f".picture svg {{ font-family: {font} !important; }}")
    boxes: list[dict[str, Any]] = page.eval_on_selector_all(
        "svg.concept-map rect",
        "all => all.map(e => { const b = e.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom]; })",
    )
    overlaps = [
        (a, b)
        for i, a in enumerate(boxes)
        for b in boxes[i + 1 :]
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]
    assert overlaps == []
    outside = page.eval_on_selector_all(
        "svg.concept-map a",
        """all => all.filter(a => {
            const box = a.querySelector("rect").getBoundingClientRect();
            const text = a.querySelector("text").getBoundingClientRect();
            return text.left < box.left || text.right > box.right || text.top < box.top || text.bottom > box.bottom;
        }).map(a => a.dataset.term)""",
    )
    assert outside == []


@pytest.mark.parametrize("opened", [DESKTOP], indirect=True)
def test_how_to_cite_an_entry_opens_without_a_script(opened: Watched) -> None:
    page = opened.open("glossary/terms/ghosting.html")
    page.locator("details.cite summary", has_text="BibTeX").click()
    text = page.locator("details.cite pre").first.inner_text()
    assert text.startswith("@misc{withdrawal-concepts-")
    assert wc.load().digest in text


@pytest.mark.parametrize("opened", [DESKTOP | {"java_script_enabled": False}], indirect=True)
def test_without_scripts_everything_reads(opened: Watched) -> None:
    page = opened.open("glossary/terms/chronic-ostracism.html")
    assert page.locator(".care-card").first.is_visible()
    assert page.locator("svg.neighbourhood").is_visible()
    opened.open("search.html")
    assert page.locator("noscript a").is_visible()


@pytest.mark.parametrize("opened", [DESKTOP], indirect=True)
def test_a_printed_page_keeps_the_text_and_drops_the_frame(opened: Watched) -> None:
    page = opened.open("glossary/terms/chronic-ostracism.html")
    page.emulate_media(media="print")
    assert not page.locator(".sidebar-drawer").is_visible()
    assert page.locator(".statements").first.is_visible()
    assert page.locator(".care-card").first.is_visible()
