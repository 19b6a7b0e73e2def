"""The public contract as type checkers see it: mypy and pyright check this file, and pytest runs it.

Misuse that a checker has to refuse stands with a ``type: ignore``; both checkers refuse one that is not needed.
"""

# pyright: reportUnnecessaryTypeIgnoreComment=true

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, assert_never, assert_type

import pytest

import withdrawal_concepts as wc
from withdrawal_concepts import authoring
from withdrawal_concepts.ids import SectionId, TermId


@pytest.fixture
def compiled(mini_folder: Path, tmp_path: Path) -> Path:
    path = tmp_path / "content.json"
    path.write_bytes(authoring.compile_content(mini_folder, version="1.2.3"))
    return path


def test_load(compiled: Path, mini_folder: Path) -> None:
    glossary = assert_type(wc.load(compiled), wc.Glossary)
    like: os.PathLike[str] = compiled
    assert assert_type(wc.load(like, digest=glossary.digest), wc.Glossary) == glossary
    assert_type(authoring.load(mini_folder), wc.Glossary)
    assert_type(authoring.load(os.fspath(mini_folder)), wc.Glossary)
    with pytest.raises(wc.ContentVersionError):
        wc.load(1.0)  # type: ignore[arg-type]


def test_what_this_install_holds() -> None:
    assert_type(wc.__version__, str)
    versions = assert_type(wc.content_versions(), tuple[wc.ContentVersion, ...])
    for version in versions:
        assert_type(version.version, str)
        assert_type(version.released, datetime.date)
        assert_type(version.digest, str)
        assert_type(version.status, Literal["current", "superseded", "retiring", "retired"])
        assert_type(version.retires, datetime.date | None)
        assert_type(version.successor, str | None)
        assert_type(wc.load(version.version), wc.Glossary)
        assert_type(wc.load(f"=={version.version}", digest=version.digest), wc.Glossary)
        assert_type(wc.load(None), wc.Glossary)
        assert_type(wc.load(), wc.Glossary)


def test_facts(mini: wc.Glossary) -> None:
    assert_type(mini.version, str)
    assert_type(mini.digest, str)
    assert_type(mini.released, datetime.date | None)
    assert_type(mini.language, str)
    assert_type(mini.labels, Mapping[str, tuple[str, ...]])
    assert_type(hash(mini), int)


def test_records_by_id(mini: wc.Glossary) -> None:
    assert_type(mini.terms, Mapping[str, wc.Term])
    assert_type(mini.sections, Mapping[str, wc.Section])
    assert_type(mini.articles, Mapping[str, wc.Article])
    assert_type(mini.references, Mapping[str, wc.Reference])
    assert_type(mini.notices, Mapping[str, wc.Notice])
    assert_type(mini.redirects, Mapping[str, wc.Redirect])
    assert_type(mini.terms["planned-rest"], wc.Term)
    assert_type(mini.terms.get("planned-rest"), wc.Term | None)
    assert assert_type(mini.terms.get("nope"), wc.Term | None) is None
    assert_type(list(mini.terms), list[str])
    assert_type([*mini.terms.values()], list[wc.Term])
    assert_type([*mini.terms.items()], list[tuple[str, wc.Term]])
    with pytest.raises(TypeError):
        mini.terms["planned-rest"] = mini.terms["cafe-pause"]  # type: ignore[index]


def test_a_term(mini: wc.Glossary) -> None:
    term = mini.terms["sunday-evening-dread"]
    assert_type(term.id, str)
    assert_type(term.name, str)
    assert_type(term.summary, str)
    assert_type(term.definition, tuple[str, ...])
    assert_type(term.aliases, tuple[str, ...])
    assert_type(term.reviewed, datetime.date)
    assert_type(term.origin, wc.Note | None)
    assert_type(term.statements, tuple[wc.Statement, ...])
    assert_type(term.misconceptions, tuple[wc.Misconception, ...])
    assert_type(term.what_helps, tuple[wc.Statement, ...])
    assert_type(term.relations, tuple[wc.Relation, ...])
    assert_type(term.sources, tuple[wc.Source, ...])
    assert_type(term.external_ids, tuple[wc.ExternalId, ...])
    assert_type(term.review, wc.Review | None)
    for statement in term.statements:
        assert_type(statement.text, str)
        assert_type(statement.evidence, Literal["strong", "moderate", "limited", "conflicting", "none"])
        assert_type(statement.references, tuple[str, ...])
    with pytest.raises(AttributeError):
        term.name = "Another"  # type: ignore[misc]


def test_lookup(mini: wc.Glossary) -> None:
    assert_type(mini.lookup("Café–Pauses"), wc.Term)
    with pytest.raises(wc.TermNotFoundError) as caught:
        mini.lookup("planed rest")
    error: KeyError = caught.value
    assert isinstance(error, wc.TermNotFoundError)
    assert_type(error.id, object)
    assert_type(error.version, str)
    assert_type(error.suggestions, tuple[str, ...])
    assert_type(error.hint, str)


def test_ids(mini: wc.Glossary) -> None:
    good: tuple[TermId, ...] = ("loneliness", "ghosting")
    section: SectionId = "the-role-of-social-support-systems"
    stale: TermId = "hurt-feelings"  # type: ignore[assignment]
    other: TermId = "the-role-of-social-support-systems"  # type: ignore[assignment]
    glossary = wc.load()
    assert [assert_type(glossary.terms[id], wc.Term).id for id in good] == list(good)
    assert section in glossary.sections
    assert stale not in glossary.terms
    assert other not in glossary.terms


def test_load_pinned(tmp_path: Path) -> None:
    version = wc.content_versions()[-1]
    path = tmp_path / "pyproject.toml"
    path.write_text(f'[tool.withdrawal-concepts]\nversion = "{version.version}"\ndigest = "{version.digest}"\n')
    assert_type(wc.load_pinned(path), wc.Glossary)
    assert_type(wc.load_pinned(os.fspath(tmp_path)), wc.Glossary)


def test_impact(mini: wc.Glossary, tmp_path: Path) -> None:
    scan = assert_type(wc.find_uses([tmp_path, "x"], mini, None), wc.Scan)
    assert_type(scan.uses, tuple[wc.Use, ...])
    assert_type(scan.skipped, tuple[wc.Skipped, ...])
    found = assert_type(wc.impact(mini, mini, [*scan.uses, "an id"], wording=True), wc.Impact)
    assert_type(found.breaks, bool)
    for effect in found.effects:
        assert_type(effect.use, wc.Use)
        assert_type(effect.kind, Literal["term", "section", "article", "reference", "notice", ""])
        assert_type(effect.choices, tuple[str, ...])
        assert_type(effect.changes, tuple[wc.Change, ...])
    with pytest.raises(TypeError):
        wc.impact(mini, mini, 3)  # type: ignore[arg-type]


def _became(outcome: wc.Outcome) -> str:
    match outcome:
        case wc.Current():
            return assert_type(outcome.entry, wc.Term | wc.Section).id
        case wc.Moved():
            return assert_type(outcome.target, str)
        case wc.Merged():
            return assert_type(outcome.target, str)
        case wc.Split():
            return ", ".join(assert_type(outcome.targets, tuple[str, ...]))
        case wc.Retired():
            assert_type(outcome.consider, tuple[str, ...])
            return assert_type(outcome.reason, str)
        case _:
            assert_never(outcome)


@pytest.mark.parametrize(
    ("id", "became"),
    [
        ("planned-rest", "planned-rest"),
        ("sunday-nights", "sunday-nights"),
        ("end-of-weekend-gloom", "sunday-evening-dread"),
        ("holiday-checking", "weekend-checking"),
        ("taking-it-easy", "planned-rest, cafe-pause"),
        ("me-time", "The word meant too many things."),
    ],
)
def test_resolve(mini: wc.Glossary, id: str, became: str) -> None:
    outcome = mini.resolve(id)
    assert_type(outcome, wc.Current | wc.Moved | wc.Merged | wc.Split | wc.Retired)
    assert_type(outcome, wc.Outcome)
    assert_type(outcome.id, str)
    assert _became(outcome) == became


def test_search(mini: wc.Glossary) -> None:
    result = assert_type(mini.search("sunday dread"), wc.SearchResult)
    assert_type(len(result), int)
    assert_type(result[0], wc.Hit)
    assert_type(result[:2], wc.SearchResult)
    assert_type(list(result), list[wc.Hit])
    assert_type(result.query, str)
    assert_type(result.notice, wc.Notice | None)
    for hit in result:
        assert_type(hit.id, str)
        assert_type(hit.kind, Literal["term", "section"])
        assert_type(hit.score, float)
        assert_type(hit.matches, tuple[wc.FieldMatch, ...])
        entry = assert_type(hit.entry, wc.Term | wc.Section)
        if isinstance(entry, wc.Term):
            assert_type(entry, wc.Term)
        else:
            assert_type(entry, wc.Section)
        for match in hit.matches:
            assert_type(match.field, str)
            assert_type(match.text, str)
            assert_type(match.spans, tuple[tuple[int, int], ...])


def test_search_takes_what_records_hold(mini: wc.Glossary) -> None:
    term = mini.terms["planned-rest"]
    found = mini.search("rest", limit=3, kind="term", category=term.category, standing=term.standing)
    assert_type(found, wc.SearchResult)
    assert_type(mini.search("rest", kind=None, category=None, standing=None), wc.SearchResult)
    with pytest.raises(ValueError, match="kind"):
        mini.search("rest", kind="article")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="category"):
        mini.search("rest", category="weather")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="standing"):
        mini.search("rest", standing="famous")  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        mini.search(None)  # type: ignore[arg-type]


def test_relations(mini: wc.Glossary) -> None:
    relations = assert_type(mini.relations("planned-rest"), tuple[wc.Relation, ...])
    term = mini.terms["planned-rest"]
    for relation in relations:
        assert_type(relation.source, str)
        assert_type(relation.target, str)
        assert_type(relation.reason, str)
        assert_type(
            relation.basis,
            Literal["experiment", "longitudinal", "correlational", "qualitative", "theory", "inference"],
        )
        assert_type(relation.references, tuple[str, ...])
        assert_type(mini.relations(term, relation.kind, "leads_to"), tuple[wc.Relation, ...])
        assert_type(mini.related(relation.source, relation.kind), tuple[wc.Term, ...])
    assert_type(mini.related(term), tuple[wc.Term, ...])
    with pytest.raises(ValueError, match="likes"):
        mini.related(term, "likes")  # type: ignore[arg-type]


def test_the_hierarchy(mini: wc.Glossary) -> None:
    term = mini.terms["sunday-evening-dread"]
    assert_type(mini.broader(term), tuple[wc.Term, ...])
    assert_type(mini.narrower("planned-rest"), tuple[wc.Term, ...])
    assert_type(mini.ancestors("cafe-pause"), tuple[wc.Term, ...])
    assert_type(mini.descendants(term), tuple[wc.Term, ...])


def test_walk(mini: wc.Glossary) -> None:
    steps = assert_type(mini.walk("cafe-pause"), Iterator[wc.Step])
    for step in steps:
        assert_type(step.term, wc.Term)
        assert_type(step.depth, int)
        assert_type(step.via, wc.Relation)
    assert_type(mini.walk(mini.terms["cafe-pause"], {"broader", "related"}, 2), Iterator[wc.Step])
    assert_type(mini.walk("cafe-pause", kinds=["leads_to"], depth=None), Iterator[wc.Step])


def test_path(mini: wc.Glossary) -> None:
    assert_type(mini.path("cafe-pause", "switching-off"), tuple[wc.Relation, ...] | None)
    term = mini.terms["cafe-pause"]
    assert assert_type(mini.path(term, term, ("broader",)), tuple[wc.Relation, ...] | None) == ()
    path = mini.path(term, "switching-off", kinds={"broader"})
    assert path is not None
    assert_type(path, tuple[wc.Relation, ...])


def test_mentions(mini: wc.Glossary) -> None:
    found = assert_type(mini.mentions("Planned rest and a café pause."), Iterator[wc.Mention])
    for mention in found:
        assert_type(mention.start, int)
        assert_type(mention.end, int)
        assert_type(mention.text, str)
        assert_type(mini.terms[mention.term_id], wc.Term)
    assert_type(mini.mentions("", once=True, ambiguous=True), Iterator[wc.Mention])
    with pytest.raises(TypeError):
        mini.mentions(b"Planned rest")  # type: ignore[arg-type]


def test_diff(mini: wc.Glossary, compiled: Path, mini_copy: Path) -> None:
    (mini_copy / "terms" / "me-time.md").unlink()
    path = mini_copy / "terms" / "planned-rest.md"
    path.write_text(path.read_text(encoding="utf-8").replace("  - rest plan\n", ""), encoding="utf-8")
    found = assert_type(wc.diff(wc.load(compiled), authoring.load(mini_copy)), wc.Diff)
    assert found.changes
    assert_type(found.before, str)
    assert_type(found.after, str)
    assert_type(found.bump, Literal["major", "minor", "patch"] | None)
    for change in assert_type(found.changes, tuple[wc.Change, ...]):
        assert_type(
            change.kind,
            Literal["term", "section", "article", "reference", "notice", "redirect", "vocabulary", "content"],
        )
        assert_type(change.id, str)
        assert_type(change.field, str)
        assert_type(change.bump, Literal["major", "minor", "patch"])
        assert_type(change.spans, tuple[tuple[str, int, int, int, int], ...])
    assert wc.diff(mini, mini).bump is None
    assert_type(wc.apply(wc.diff(mini, mini), mini), wc.Glossary)


def test_plain_data(mini: wc.Glossary) -> None:
    term = mini.terms["planned-rest"]
    data = wc.to_dict(term)
    assert_type(data, Any)
    assert assert_type(wc.from_dict(wc.Term, data), wc.Term) == term
    section = mini.sections["sunday-nights"]
    assert assert_type(wc.from_dict(wc.Section, wc.to_dict(section)), wc.Section) == section
    with pytest.raises(wc.InvalidContentError) as caught:
        wc.from_dict(wc.Source, {"article": 1})
    assert_type(caught.value.findings, tuple[wc.Finding, ...])
