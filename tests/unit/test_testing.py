"""What the package offers to the tests of apps: the mini glossary, strategies for every class, found by themselves."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from typing import Any, get_args

import attrs
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import withdrawal_concepts as wc
from withdrawal_concepts import testing
from withdrawal_concepts.testing import strategies
from withdrawal_concepts.testing.hypothesis_plugin import STRATEGIES


class TestTheMiniGlossary:
    def test_it_never_changes(self) -> None:
        assert testing.MINI_DIGEST == "sha256:70d3366cd142b9ae3c7d4ca9fde4e9e687b64c65b357f770cd50d61343b0331f"
        assert testing.mini_glossary().digest == testing.MINI_DIGEST
        assert testing.mini_glossary() is testing.mini_glossary()

    def test_it_is_a_glossary_like_any_other(self) -> None:
        g = testing.mini_glossary()
        assert (g.version, str(g.released), len(g.terms), len(g.sections)) == ("1.0.0", "2024-06-01", 6, 1)
        assert {type(g.resolve(id)) for id in g.redirects} == {wc.Moved, wc.Merged, wc.Split, wc.Retired}
        assert g.search("sunday dread")[0].id == "sunday-evening-dread"
        notice = g.search("i want to hide forever").notice
        assert notice is not None
        assert notice.id == "pause-now"
        assert [m.term_id for m in g.mentions("A café pause, planned rest.")] == ["cafe-pause", "planned-rest"]
        assert g.path("cafe-pause", "anticipatory-unease") is not None
        assert pickle.loads(pickle.dumps(g)) == g

    def test_every_field_of_a_term_is_filled_somewhere(self) -> None:
        terms = testing.mini_glossary().terms.values()
        never = [a.name for a in attrs.fields(wc.Term) if all(getattr(t, a.name) in ((), "", None) for t in terms)]
        assert [name for name in never if name not in NEWER_THAN_IT] == []

    def test_what_its_docstring_names_is_there(self) -> None:
        doc = testing.mini_glossary.__doc__ or ""
        g = testing.mini_glossary()
        assert [id for id in (*g.terms, *g.sections, "pause-now") if f"``{id}``" not in doc] == []


NEWER_THAN_IT = {"replaced_by"}
"""Fields that came after the mini glossary; its bytes stay as they are."""

few = settings(max_examples=10, suppress_health_check=list(HealthCheck), deadline=None)


class TestStrategies:
    @pytest.mark.parametrize("name", STRATEGIES)
    def test_from_type_draws_what_the_strategy_draws(self, name: str) -> None:
        """No import of the strategies is needed: hypothesis has found them by the entry point."""
        cls = getattr(wc, name)
        code = (
            "from hypothesis import given, settings, strategies as st, HealthCheck\n"
            f"import withdrawal_concepts as wc\n"
            "@settings(max_examples=3, database=None, deadline=None, suppress_health_check=list(HealthCheck))\n"
            f"@given(st.from_type(wc.{name}))\n"
            f"def f(x): assert type(x) is wc.{name}\n"
            "f()\n"
            "import sys; print('withdrawal_concepts.testing.strategies' in sys.modules)"
        )
        if name == "Term":  # a process of its own takes long
            run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
            assert run.stdout == "True\n"

        @few
        @given(st.from_type(cls))
        def draw(drawn: Any) -> None:
            assert type(drawn) is cls

        draw()

    def test_every_record_of_the_content_is_registered(self) -> None:
        records = {"Term", "Section", "Article", "Reference", "Notice", "Redirect", "Statement", "Misconception"}
        records |= {"Note", "Relation", "Source", "ExternalId", "Review", "Person", "Glossary"}
        assert records <= set(STRATEGIES)
        assert set(STRATEGIES.values()) <= set(strategies.__all__)

    @pytest.mark.parametrize("name", [n for n in strategies.__all__ if n not in ("contents", "tuples")])
    def test_each_draws(self, name: str) -> None:
        @few
        @given(getattr(strategies, name)())
        def draw(drawn: object) -> None:
            assert drawn is not None

        draw()

    @pytest.mark.parametrize("name", ["Term", "Section", "Article", "Reference", "Notice"])
    def test_the_strategy_of_an_entry_fills_every_field(self, name: str) -> None:
        filled: set[str] = set()

        @settings(few, phases=[Phase.generate], max_examples=60, derandomize=True)
        @given(st.from_type(getattr(wc, name)))
        def draw(record: Any) -> None:
            filled.update(a.name for a in attrs.fields(type(record)) if getattr(record, a.name) not in ((), "", None))

        draw()
        assert {a.name for a in attrs.fields(getattr(wc, name))} - filled == set()

    @few
    @given(strategies.glossaries())
    def test_in_a_glossary_every_id_leads_somewhere(self, g: wc.Glossary) -> None:
        for term in g.terms.values():
            assert all(relation.target in g.terms for relation in g.relations(term))
        for section in g.sections.values():
            assert section.article in g.articles
            assert set(section.terms) <= set(g.terms)
        for id in g.redirects:
            assert not isinstance(g.resolve(id), wc.Current)

    @few
    @given(strategies.outcomes())
    def test_outcomes_are_of_the_five_kinds(self, outcome: wc.Outcome) -> None:
        assert type(outcome) in get_args(wc.Outcome)

    @few
    @given(strategies.mentions())
    def test_a_mention_has_a_text_and_a_term(self, mention: wc.Mention) -> None:
        assert mention.end - mention.start == len(mention.text)
        assert mention.term_id in testing.mini_glossary().terms


def _loaded_by(code: str) -> set[str]:
    code += "\nimport sys, json; print(json.dumps([m for m in sys.modules if m.startswith('withdrawal_concepts')]))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(json.loads(run.stdout))


def test_importing_hypothesis_imports_classes_and_no_strategies() -> None:
    loaded = _loaded_by("import hypothesis")
    assert "withdrawal_concepts._model" in loaded
    assert not [m for m in loaded if m.startswith(("withdrawal_concepts.testing.s", "withdrawal_concepts._search"))]
    assert "withdrawal_concepts.authoring" not in loaded


def test_without_hypothesis_the_strategies_say_what_to_install() -> None:
    code = (
        "import sys; sys.modules['hypothesis'] = None\n"
        "import withdrawal_concepts as wc\n"
        "from withdrawal_concepts import testing\n"
        "assert len(testing.mini_glossary().terms) == 6\n"
        "try:\n    import withdrawal_concepts.testing.strategies\n"
        "except wc.MissingExtraError as error:\n    print(error.extra)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "testing\n"
