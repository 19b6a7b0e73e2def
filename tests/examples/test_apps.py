"""The small apps of ``docs/examples/`` do what they say; without the extra ``examples`` they are skipped."""

from __future__ import annotations

import importlib.util
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import withdrawal_concepts as wc

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
G = wc.load("1.0.0")


def example(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, EXAMPLES / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules[name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


class TestWebApp:
    @pytest.fixture
    def client(self) -> Any:
        pytest.importorskip("flask")
        return example("web_app").create_app().test_client()

    def test_a_term_comes_with_its_version_references_and_notices(self, client: Any) -> None:
        data = client.get("/terms/rumination").get_json()
        assert data["content"] == {"version": "1.0.0", "digest": G.digest}
        assert data["term"]["summary"] == G.terms["rumination"].summary
        assert data["references"]["nolen-hoeksema-2008"]["year"] == 2008
        assert [notice["id"] for notice in data["notices"]] == list(G.terms["rumination"].notices)
        assert "search_phrases" not in data["term"]

    def test_what_was_fetched_once_is_not_sent_again(self, client: Any) -> None:
        etag = client.get("/terms/rumination").headers["ETag"]
        assert client.get("/terms/rumination", headers={"If-None-Match": etag}).status_code == 304

    def test_a_miss_suggests(self, client: Any) -> None:
        answer = client.get("/terms/ghostin")
        assert answer.status_code == 404
        assert "ghosting" in answer.get_json()["suggestions"]

    def test_an_id_that_was_merged_says_where_to_look(self, client: Any) -> None:
        gone = next(redirect for redirect in G.redirects.values() if redirect.merged_into)
        answer = client.get(f"/terms/{gone.id}")
        assert answer.status_code == 410
        assert answer.get_json()["see"] == [f"/terms/{gone.merged_into}"]

    def test_a_moved_id_leads_on(self, mini: wc.Glossary) -> None:
        pytest.importorskip("flask")
        moved = next(redirect for redirect in mini.redirects.values() if redirect.moved_to)
        answer = example("web_app").create_app(mini).test_client().get(f"/terms/{moved.id}")
        assert (answer.status_code, answer.headers["Location"]) == (301, f"/terms/{moved.moved_to}")

    def test_the_notice_comes_with_crisis_language_and_nothing_is_kept(self, client: Any) -> None:
        answer = client.get("/search", query_string={"q": "i want to die"})
        assert answer.get_json()["notice"]["paragraphs"]
        assert "triggers" not in answer.get_json()["notice"]
        assert answer.headers["Cache-Control"] == "no-store"

    def test_a_search_answers(self, client: Any) -> None:
        data = client.get("/search", query_string={"q": "left on read"}).get_json()
        assert data["hits"][0]["id"] == "ghosting"
        assert client.get("/search").status_code == 400


class TestTooltips:
    @pytest.fixture
    def filter(self) -> Any:
        pytest.importorskip("jinja2")
        return example("tooltips").explained(G)

    def test_a_term_becomes_a_button_that_opens_its_explanation(self, filter: Any) -> None:
        html = str(filter("Rumination & co."))
        assert '<button type="button" class="term" popovertarget="explained-1">Rumination</button>' in html
        assert '<span popover id="explained-1"' in html
        assert "&amp; co." in html
        assert G.terms["rumination"].summary in html

    def test_in_a_page_ids_are_unique_and_text_stays_text(self, filter: Any) -> None:
        import jinja2

        environment = jinja2.Environment(autoescape=True)
        environment.filters["explained"] = filter
        page = environment.from_string("{{ a | explained }}{{ b | explained }}").render(
            a="<script>x</script> rumination, and rumination again", b="ghosting and rumination"
        )
        ids = re.findall(r' id="([^"]+)"', page)
        assert len(ids) == len(set(ids)) == 3
        assert "<script" not in page
        HTMLParser().feed(page)


class TestRetrieval:
    def test_every_quotation_is_the_entrys_own_wording_with_its_level(self) -> None:
        found = example("retrieval").retrieve(G, "why do i keep going over it in my head")
        assert found.quotations
        for quotation in found.quotations:
            entry = G.terms.get(quotation.entry) or G.sections[quotation.entry]
            graded = (*entry.statements, *entry.what_helps) if isinstance(entry, wc.Term) else entry.paragraphs
            assert quotation.text in {getattr(entry, "summary", ""), *(statement.text for statement in graded)}
            assert quotation.evidence
        assert "content 1.0.0" in str(found)

    def test_the_notice_comes_first(self) -> None:
        found = example("retrieval").retrieve(G, "nobody wants me, i want to die")
        assert found.notice is not None
        assert str(found).startswith(found.notice.title)

    def test_nothing_found_is_said(self) -> None:
        module = example("retrieval")
        assert str(module.retrieve(G, "how do i change a bicycle tyre")) == module.NOTHING

    def test_a_sentence_that_is_not_quoted_is_named(self) -> None:
        module = example("retrieval")
        found = module.retrieve(G, "ghosting")
        first = found.quotations[0].text
        assert module.unquoted(first, found) == []
        assert module.unquoted(f"{first} You have a disorder.", found) == ["You have a disorder."]


class TestNotebook:
    PATH = EXAMPLES / "notebook.ipynb"

    def test_it_runs_and_shows_what_it_shows_today(self) -> None:
        nbclient, nbformat = pytest.importorskip("nbclient"), pytest.importorskip("nbformat")
        pytest.importorskip("ipykernel")
        kept = nbformat.read(self.PATH, as_version=4)
        fresh = nbclient.NotebookClient(nbformat.read(self.PATH, as_version=4), timeout=120).execute()

        def outputs(notebook: Any) -> list[Any]:
            data = [output.data for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
            # Scores of a search are no promise, and the plain form of a record is not what a reader sees.
            return [re.sub(r"score [\d.]+", "score", own.get("text/html", own["text/plain"])) for own in data]

        assert outputs(fresh) == outputs(kept), "run it again: jupyter execute --inplace docs/examples/notebook.ipynb"

    def test_it_holds_no_path_of_the_machine_that_ran_it(self) -> None:
        text = self.PATH.read_text(encoding="utf-8")
        assert not re.search(r"/(home|root|tmp|usr|Users)/", text)
        assert json.loads(text)["nbformat"] == 4
