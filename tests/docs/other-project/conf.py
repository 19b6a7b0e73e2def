"""Another project, which links to terms of the glossary."""

from pathlib import Path

SITE = Path(__file__).parents[3] / "docs" / "_build" / "html"
project = "another project"
extensions = ["sphinx.ext.intersphinx"]
intersphinx_mapping = {"withdrawal-concepts": (SITE.as_uri() + "/", str(SITE / "objects.inv"))}
