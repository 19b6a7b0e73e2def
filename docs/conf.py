"""How the documentation site is built: ``python -m sphinx -W --keep-going -b html docs docs/_build/html``."""

from __future__ import annotations

import sys
from importlib.metadata import metadata
from pathlib import Path

import withdrawal_concepts as wc

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "withdrawal-concepts"
author = "The withdrawal-concepts maintainers"
release = wc.__version__
language = "en"

extensions = ["myst_parser", "glossary_site"]
exclude_patterns = ["_build", "_ext", "README.md"]  # index.md includes README.md, which code hosts show
smartquotes = False  # texts of the glossary are shown as they are
templates_path = ["_templates"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 4

html_theme = "furo"
html_title = "Why people withdraw after rejection"
html_show_copyright = False
html_copy_source = False
html_show_search_summary = False  # excerpts would be fetched, which a browser refuses for file:// pages
html_theme_options = {"top_of_page_buttons": []}

# Where the project and this site live, once that is known: [project.urls] in pyproject.toml. Until then links that
# would need an address are left out.
_urls = {
    label.lower(): url
    for label, _, url in (entry.partition(", ") for entry in metadata("withdrawal-concepts").get_all("Project-URL", []))
}
html_baseurl = _urls.get("documentation", "")
html_context = {"repository_url": _urls.get("repository", "")}
