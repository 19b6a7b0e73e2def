"""What other tools get: nothing is lost, nothing that is hidden is shown, and equal content gives equal text."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import attrs
import pytest
from click.testing import CliRunner
from markdown_it import MarkdownIt

import withdrawal_concepts as wc
from withdrawal_concepts import authoring, export
from withdrawal_concepts._codec import RECORDS, decode, encode
from withdrawal_concepts.cli._export import ENTRY_FORMATS
from withdrawal_concepts.cli._export import FORMATS as COMMAND_FORMATS
from withdrawal_concepts.cli._main import commands

WEB = "https://example.org/glossary/"
G = wc.load("1.0.0")


def changed(glossary: wc.Glossary, **fields: Any) -> wc.Glossary:
    """The glossary with these fields of its first term changed."""
    records = {group: dict(getattr(glossary, group)) for group in RECORDS}
    id = next(iter(glossary.terms))
    records["terms"][id] = attrs.evolve(glossary.terms[id], **fields)
    return type(glossary)(decode(encode(records, version="9.9.9", released=None), "made"))


@pytest.mark.parametrize("name", export.FORMATS)
def test_equal_content_gives_equal_text(name: str, mini_folder: Path) -> None:
    one, other = (export.FORMATS[name](authoring.load(mini_folder), WEB) for _ in range(2))
    assert one == other
    assert one


@pytest.mark.parametrize("name", [name for name in export.FORMATS if name != "skos"])
def test_what_is_only_for_matching_is_not_exported(name: str) -> None:
    text = export.FORMATS[name](G, export.BASE).casefold()
    hidden = [phrase for term in G.terms.values() for phrase in (*term.search_phrases, *term.questions)]
    assert [phrase for phrase in hidden if len(phrase) > 30 and phrase.casefold() in text] == []


class TestCitations:
    def test_a_reference_keeps_all_that_it_has(self) -> None:
        item = export.reference_csl(G.references["mann-2022"])
        assert item["author"][0] == {"family": "Mann", "given": "Farhana"}
        assert item["container-title"] == "Social Psychiatry and Psychiatric Epidemiology"
        assert item["DOI"] == "10.1007/s00127-022-02261-7"
        assert "note" not in item

    def test_every_reference_says_who_what_and_when(self) -> None:
        for item in json.loads(export.FORMATS["csl-json"](G, export.BASE)):
            assert item["title"]
            assert item["type"]
            assert item["issued"]["date-parts"][0][0] > 1900

    def test_an_entry_is_cited_with_its_version_and_digest(self) -> None:
        item = export.entry_csl(G, "ghosting", base=WEB)
        assert item["version"] == "1.0.0"
        assert G.digest in item["note"]
        assert item["URL"] == "https://example.org/glossary/terms/ghosting"
        assert item["issued"] == {"date-parts": [[2026, 11, 22]]}

    def test_without_a_web_address_none_is_made_up(self) -> None:
        assert "URL" not in export.entry_csl(G, "ghosting")
        assert "url" not in export.to_bibtex(G, "ghosting")

    def test_a_draft_has_no_year(self, mini: wc.Glossary) -> None:
        assert "year" not in export.to_bibtex(mini, "cafe-pause")

    def test_a_section_can_be_cited_too(self) -> None:
        id = next(iter(G.sections))
        assert export.entry_csl(G, id)["title"] == G.sections[id].title

    def test_signs_of_tex_are_escaped(self, mini: wc.Glossary) -> None:
        odd = changed(mini, name=r"50% of {a_b} & c\d ~ #1 $")
        title = export.to_bibtex(odd, next(iter(odd.terms))).splitlines()[1]
        assert title == r"  title = {50\% of \{a\_b\} \& c\textbackslash{}d \textasciitilde{} \#1 \$},"

    def test_an_unknown_id_is_the_usual_error(self) -> None:
        with pytest.raises(wc.TermNotFoundError, match="did you mean 'ghosting'"):
            export.to_bibtex(G, "ghostin")


class TestTables:
    def test_a_row_a_term(self) -> None:
        rows = list(csv.DictReader(io.StringIO(export.to_csv(G), newline="")))
        assert [row["id"] for row in rows] == list(G.terms)
        assert {row["content"] for row in rows} == {"1.0.0"}
        assert rows[0]["summary"] == next(iter(G.terms.values())).summary

    def test_a_cell_is_never_a_formula(self, mini: wc.Glossary) -> None:
        odd = changed(mini, summary='=HYPERLINK("x")')
        rows = list(csv.DictReader(io.StringIO(export.to_csv(odd), newline="")))
        assert rows[0]["summary"] == '\'=HYPERLINK("x")'

    def test_cards_keep_their_ids_from_version_to_version(self) -> None:
        def ids(text: str) -> set[str]:
            return {line.split("\t")[0] for line in text.splitlines() if not line.startswith("#")}

        old, new = ids(export.to_anki(wc.load("0.1.0"))), ids(export.to_anki(G))
        assert "withdrawal-concepts:ego-depletion-response" in old & new
        assert len(new) == len(G.terms)

    def test_a_card_is_one_line_of_four_fields_in_escaped_html(self, mini: wc.Glossary) -> None:
        odd = changed(mini, name="a\tb\n<b>c</b>")
        lines = export.to_anki(odd).splitlines()[6:]
        assert all(line.count("\t") == 3 for line in lines)
        assert lines[0].split("\t")[1] == "a b &lt;b&gt;c&lt;/b&gt;"


class TestQuotable:
    def test_every_statement_is_there_with_its_level_references_and_version(self) -> None:
        items = [json.loads(line) for line in export.to_jsonl(G).splitlines()]
        graded = [(item["entry"], item["text"], item["evidence"]) for item in items if item["evidence"]]
        terms = [(t.id, s.text, s.evidence) for t in G.terms.values() for s in (*t.statements, *t.what_helps)]
        assert graded[: len(terms)] == terms
        assert graded[len(terms) :] == [(s.id, p.text, p.evidence) for s in G.sections.values() for p in s.paragraphs]
        assert {item["content"]["digest"] for item in items} == {G.digest}
        assert len({item["id"] for item in items}) == len(items)
        cited = next(item for item in items if item["references"])
        assert "(" in next(iter(cited["references"].values()))


class TestJsonLd:
    def test_all_terms_belong_to_one_set(self) -> None:
        data = export.to_json_ld(G, base=WEB)
        assert [term["termCode"] for term in data["hasDefinedTerm"]] == list(G.terms)
        assert data["version"] == "1.0.0"
        assert data["identifier"] == G.digest
        assert data["hasDefinedTerm"][0]["url"].startswith(WEB)

    def test_one_term_names_its_set(self) -> None:
        data = export.entry_json_ld(G, "ghosting")
        assert data["inDefinedTermSet"]["version"] == "1.0.0"
        assert "url" not in data
        assert any(work["sameAs"].startswith("https://doi.org/") for work in data["subjectOf"]["citation"])

    def test_only_an_exact_match_is_the_same(self, mini: wc.Glossary) -> None:
        same = changed(mini, external_ids=(wc.ExternalId("mesh", "D1", "exact"), wc.ExternalId("mesh", "D2", "close")))
        assert export.entry_json_ld(same, next(iter(same.terms)))["sameAs"] == ["https://id.nlm.nih.gov/mesh/D1"]


class TestMarkdown:
    @pytest.mark.parametrize("id", ["ghosting", "rumination", "ego-depletion-response"])
    def test_rendered_it_shows_the_very_words_of_the_entry(self, id: str) -> None:
        tokens = MarkdownIt().parse(export.entry_markdown(G, id))
        shown = " ".join(
            child.content for token in tokens for child in token.children or () if child.type in ("text", "code_inline")
        )
        term = G.terms[id]
        for text in (term.summary, *term.definition, *(s.text for s in (*term.statements, *term.what_helps))):
            assert text in shown

    def test_nothing_in_a_text_is_markup(self, mini: wc.Glossary) -> None:
        odd = changed(mini, summary="<script>x</script> [a](http://b) *c* `d` | # e")
        html = MarkdownIt("commonmark", {"html": True}).render(export.entry_markdown(odd, next(iter(odd.terms))))
        assert "<script" not in html
        assert "<a " not in html
        assert "<em>c" not in html

    def test_a_notice_comes_before_the_text(self) -> None:
        id = next(id for id, term in G.terms.items() if term.notices)
        text = export.entry_markdown(G, id)
        assert text.index(G.notices[G.terms[id].notices[0]].title) < text.index(G.terms[id].summary)

    def test_it_says_which_content_and_who_has_approved_it(self) -> None:
        text = export.entry_markdown(G, "ghosting")
        assert "Content 1.0.0" in text
        assert "No health professional has approved it yet." in text


@pytest.fixture(scope="module")
def graph() -> Any:
    rdflib = pytest.importorskip("rdflib")
    return rdflib.Graph().parse(data=export.to_skos(G, base=WEB), format="turtle")


class TestSkos:
    def test_every_term_is_a_concept_with_one_preferred_label(self, graph: Any) -> None:
        from rdflib.namespace import RDF, SKOS

        concepts = set(graph.subjects(RDF.type, SKOS.Concept))
        assert len(concepts) == len(G.terms)
        assert all(len(list(graph.objects(concept, SKOS.prefLabel))) == 1 for concept in concepts)

    def test_both_directions_are_there(self, graph: Any) -> None:
        from rdflib.namespace import SKOS

        broader = set(graph.subject_objects(SKOS.broader))
        assert broader
        assert {(b, a) for a, b in broader} == set(graph.subject_objects(SKOS.narrower))

    def test_what_skos_asks_of_related(self, graph: Any) -> None:
        """S23: symmetric. S27: disjoint with the transitive hierarchy."""
        from rdflib.namespace import SKOS

        related = set(graph.subject_objects(SKOS.related))
        assert related == {(b, a) for a, b in related}
        for a, b in related:
            assert b not in set(graph.transitive_objects(a, SKOS.broader)) - {a}

    def test_an_id_that_went_away_is_replaced(self, graph: Any) -> None:
        from rdflib import URIRef
        from rdflib.namespace import DCTERMS

        gone = next(r for r in G.redirects.values() if r.merged_into)
        target = next(graph.objects(URIRef(f"{WEB}terms/{gone.id}"), DCTERMS.isReplacedBy))
        assert str(target).endswith(gone.merged_into)

    def test_a_stated_relation_keeps_its_reason(self, graph: Any) -> None:
        reasons = {str(note) for note in graph.objects(None, None)}
        assert {r.reason for term in G.terms.values() for r in term.relations} <= reasons


class TestCommand:
    def run(self, *arguments: str) -> Any:
        return CliRunner().invoke(commands, ["export", *arguments])

    def test_it_knows_every_format(self) -> None:
        assert {*export.FORMATS, "bibtex"} == set(COMMAND_FORMATS)

    @pytest.mark.parametrize("form", ENTRY_FORMATS)
    def test_one_entry(self, form: str) -> None:
        result = self.run(form, "--entry", "ghosting")
        assert result.exit_code == 0
        assert re.search("ghosting", result.stdout, re.IGNORECASE)

    def test_a_file_gets_just_what_would_be_printed(self, tmp_path: Path) -> None:
        target = tmp_path / "out.csv"
        assert self.run("csv", "--output", str(target)).output == ""
        assert target.read_bytes().decode() == export.to_csv(wc.load())

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["bibtex"], "name it with --entry"),
            (["csv", "--entry", "ghosting"], "no form for one entry"),
            (["pdf"], "is not one of"),
        ],
    )
    def test_wrong_usage_says_what_is_right(self, arguments: list[str], said: str) -> None:
        result = self.run(*arguments)
        assert result.exit_code == 2
        assert said in result.output

    def test_an_unknown_entry_ends_with_a_suggestion(self) -> None:
        result = self.run("bibtex", "--entry", "ghostin")
        assert result.exit_code == 1
        assert "did you mean 'ghosting'" in result.output

    def test_a_section_has_no_defined_term(self) -> None:
        result = self.run("json-ld", "--entry", next(iter(G.sections)))
        assert result.exit_code == 2
        assert "json-ld has a form for terms only" in result.output

    def test_another_form_of_an_entry_is_refused_in_python(self) -> None:
        with pytest.raises(ValueError, match="form must be bibtex"):
            export.entry_text(G, "ghosting", "csv")
