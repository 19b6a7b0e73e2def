"""The command line: what each command prints, how it ends, and that it never ends in a traceback."""

from __future__ import annotations

import datetime
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import attrs
import pytest
from click.testing import CliRunner, Result

import withdrawal_concepts as wc
from withdrawal_concepts import _store, _wording, authoring
from withdrawal_concepts.cli import _page, _render, _report
from withdrawal_concepts.cli._main import commands

RELEASED = datetime.date(2024, 2, 3)
BOXES = re.compile(r"[\u2500-\u259f]")


@pytest.fixture(scope="module")
def compiled(mini_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The mini folder as a compiled file."""
    path = tmp_path_factory.mktemp("compiled") / "mini.json"
    path.write_bytes(authoring.compile_content(mini_folder, version="1.2.3", released=RELEASED))
    return path


@pytest.fixture(scope="module")
def glossary(compiled: Path) -> wc.Glossary:
    return wc.load(compiled)


@pytest.fixture
def read(compiled: Path):
    """Run a command that reads the compiled mini glossary."""

    def run(*args: str, input: str | bytes | None = None) -> Result:
        return invoke(*args, "--content", str(compiled), input=input)

    return run


@pytest.fixture
def shipped(tmp_path: Path, mini_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An install that ships the mini glossary in two versions; the folder with its data."""
    data = tmp_path / "data"
    data.mkdir()
    entries = []
    for version in ("1.0.0", "1.1.0"):
        (data / f"{version}.json").write_bytes(
            authoring.compile_content(mini_folder, version=version, released=RELEASED)
        )
        digest = wc.load(data / f"{version}.json").digest
        entries.append({"version": version, "released": "2024-02-03", "digest": digest, "status": "current"})
    entries[0] |= {"status": "retiring", "retires": "2026-02-03", "successor": "1.1.0"}
    (data / "index.json").write_text(json.dumps({"versions": entries}))
    monkeypatch.setattr(_store, "_read", lambda name: (data / name).read_bytes())
    monkeypatch.setattr("withdrawal_concepts._load._loaded", {})
    _store._index.cache_clear()
    yield data
    _store._index.cache_clear()


def invoke(*args: str, input: str | bytes | None = None) -> Result:
    try:
        runner = CliRunner(mix_stderr=False)
    except TypeError:  # click 8.2 always keeps the two apart
        runner = CliRunner()
    result = runner.invoke(commands, args, input=input, prog_name="withdrawal-concepts")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result


def flat(text: str) -> str:
    return " ".join(text.split())


def data_of(result: Result) -> Any:
    return json.loads(result.stdout)


def hidden_texts(glossary: wc.Glossary) -> set[str]:
    entries = [*glossary.terms.values(), *glossary.sections.values()]
    hidden = {text for entry in entries for text in (*entry.search_phrases, *entry.questions)}
    return hidden | {text for notice in glossary.notices.values() for text in (*notice.triggers, *notice.exceptions)}


# -- the group ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", list(commands.commands))
def test_every_command_has_a_help_page_with_an_example(name: str) -> None:
    result = invoke(name, "--help")
    assert result.exit_code == 0
    assert f"withdrawal-concepts {name}" in result.stdout.partition("Example:")[2]


def test_the_group_lists_readers_before_contributors() -> None:
    listed = re.findall(r"^  ([\w-]+)", invoke("--help").stdout.partition("Commands:")[2], re.MULTILINE)
    assert listed == list(commands.commands)
    assert listed[0] == "search"
    assert listed[-4:] == ["fix", "editors", "release", "learn"]
    assert "..." not in invoke("--help").stdout.partition("Commands:")[2]


def test_version_names_package_and_newest_content(shipped: Path) -> None:
    assert invoke("--version").stdout == f"withdrawal-concepts {wc.__version__}, content 1.1.0 (2024-02-03)\n"


def test_version_of_an_install_without_content(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wc, "content_versions", lambda: ())
    result = invoke("--version")
    assert result.exit_code == 0
    assert "no released content" in result.stdout


@pytest.mark.parametrize(
    "args",
    [
        ("search",),
        ("nonsense",),
        ("search", "x", "--limit", "0"),
        ("search", "x", "--kind", "article"),
        ("search", "x", "--category", "none"),
        ("search", "x", "--standing", "sure"),
        ("search", "x", "--format", "yaml"),
        ("section",),
        ("section", "sunday-nights", "--list"),
        ("related", "me time", "nearby"),
        ("related", "me time", "--depth", "0"),
        ("path", "me time"),
        ("mentions", "no-such-file.txt"),
        ("show", "x", "--content", "no/such/file"),
        ("show", "x", "--content", "no-such-file.json"),
        ("show", "x", "--content", "nonsense"),
        ("show", "x", "--content", ""),
        ("export", "json-ld", "--base", "not an address"),
        ("export", "json-ld", "--entry", "sunday-nights"),
        ("check", "no-such-folder"),
        ("check", __file__),
        ("fix", __file__),
        ("fix", str(Path(__file__).parent)),
        ("release", "1.0.0"),
        ("release", "1.0.0", "--date", "yesterday"),
    ],
)
def test_wrong_usage_exits_2_with_a_message(args: tuple[str, ...], shipped: Path) -> None:
    result = invoke(*args)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Error: " in result.stderr


# -- --content ---------------------------------------------------------------------------------------


def test_content_is_the_newest_version_unless_said_otherwise(shipped: Path) -> None:
    assert data_of(invoke("section", "--list", "--format", "json"))["content"]["version"] == "1.1.0"


@pytest.mark.parametrize(("request_", "version"), [("1.0.0", "1.0.0"), ("~=1.0", "1.1.0"), ("<1.1", "1.0.0")])
def test_content_is_a_version_or_a_specifier(shipped: Path, request_: str, version: str) -> None:
    result = invoke("section", "--list", "--format", "json", "--content", request_)
    assert data_of(result)["content"]["version"] == version


def test_content_is_a_compiled_file(read: Any, glossary: wc.Glossary) -> None:
    content = data_of(read("section", "--list", "--format", "json"))["content"]
    assert content == {"version": "1.2.3", "digest": glossary.digest, "released": "2024-02-03"}


def test_content_is_a_folder(mini_folder: Path) -> None:
    content = data_of(invoke("section", "--list", "--format", "json", "--content", str(mini_folder)))["content"]
    assert (content["version"], content["released"]) == ("draft", None)


def test_a_folder_with_errors_gives_its_findings(mini_copy: Path) -> None:
    broken = mini_copy / "terms" / "planned-rest.md"
    broken.write_text(broken.read_text(encoding="utf-8").replace("standing: adapted", "standing: sure"))
    result = invoke("show", "planned rest", "--content", str(mini_copy))
    assert result.exit_code == 1
    assert "planned-rest.md" in result.stderr
    assert "standing" in result.stderr


def test_a_file_that_is_no_content_gives_a_finding(tmp_path: Path) -> None:
    path = tmp_path / "other.json"
    path.write_text("[")
    result = invoke("show", "x", "--content", str(path))
    assert result.exit_code == 1
    assert "E101" in result.stderr


def test_a_version_that_is_not_there_exits_2_and_says_which_are(shipped: Path) -> None:
    result = invoke("show", "x", "--content", "9.0.0")
    assert result.exit_code == 2
    assert "1.0.0, 1.1.0" in result.stderr


def test_a_folder_without_the_authoring_extra_names_the_command_that_mends_it(
    monkeypatch: pytest.MonkeyPatch, mini_folder: Path
) -> None:
    for name in [name for name in sys.modules if name.startswith("withdrawal_concepts.authoring")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delattr(wc, "authoring", raising=False)
    monkeypatch.setitem(sys.modules, "yaml", None)
    for args in (("show", "x", "--content", str(mini_folder)), ("check", str(mini_folder))):
        result = invoke(*args)
        assert result.exit_code == 2
        assert result.stderr.count("\n") == 1
        assert 'pip install "withdrawal-concepts[authoring]"' in result.stderr


# -- search ------------------------------------------------------------------------------------------


def test_search_prints_name_id_kind_standing_score_and_summary(read: Any, glossary: wc.Glossary) -> None:
    result = read("search", "sunday", "scaries")
    assert result.exit_code == 0
    term = glossary.terms["sunday-evening-dread"]
    first = result.stdout.split("\n\n")[0]
    assert flat(first) == f"{term.name} [{term.id}] term, {term.standing}, score 1.00 {term.summary}"
    assert "Content 1.2.3, released 2024-02-03" in result.stdout


def test_search_shows_a_section_with_the_evidence_of_its_first_paragraph(read: Any, glossary: wc.Glossary) -> None:
    result = read("search", "sunday nights", "--kind", "section")
    first = glossary.sections["sunday-nights"].paragraphs[0]
    assert f"{first.text} [{_wording.EVIDENCE[first.evidence]}]" in flat(result.stdout)


def test_search_puts_the_whole_notice_before_any_hit(read: Any, glossary: wc.Glossary) -> None:
    result = read("search", "I cannot face monday with the sunday scaries")
    notice = glossary.notices["pause-now"]
    assert result.stdout.startswith(f"NOTICE: {notice.title}\n")
    places = [flat(result.stdout).find(text) for text in (*notice.paragraphs, *notice.links, "[sunday-evening-dread]")]
    assert -1 not in places
    assert places == sorted(places)


def test_search_without_hits_is_kind_exits_1_and_keeps_the_notice(read: Any, glossary: wc.Glossary) -> None:
    result = read("search", "want to hide forever", "--standing", "contested")
    assert result.exit_code == 1
    assert flat(result.stdout).startswith("NOTICE: Pause now")
    assert "says nothing about you" in flat(result.stdout)
    assert read("search", "xylophone").exit_code == 1


def test_search_ends_with_the_signpost_unless_a_notice_came_first(read: Any, glossary: wc.Glossary) -> None:
    signpost = glossary.notices["where-to-turn"].paragraphs[0]
    assert signpost in flat(read("search", "sunday scaries").stdout)
    assert signpost not in flat(read("search", "cannot face monday").stdout)


def test_search_filters_and_limits(read: Any) -> None:
    every = data_of(read("search", "sunday night", "--format", "json"))["hits"]
    assert len(every) > 2
    assert data_of(read("search", "sunday night", "--limit", "1", "--format", "json"))["hits"] == every[:1]
    for name, value in (("kind", "section"), ("standing", "informal")):
        kept = data_of(read("search", "sunday night", f"--{name}", value, "--format", "json"))["hits"]
        assert kept == [hit for hit in every if hit[name] == value]
        assert kept


def test_search_as_json_is_the_api_and_hides_what_is_only_for_matching(read: Any, glossary: wc.Glossary) -> None:
    result = read("search", "cannot face monday and the sunday scaries", "--format", "json")
    data = data_of(result)
    expected = glossary.search(data["query"])
    assert list(data) == ["content", "query", "notice", "hits"]
    assert data["notice"]["id"] == "pause-now"
    assert [(hit["id"], hit["score"]) for hit in data["hits"]] == [(hit.id, hit.score) for hit in expected]
    keys = {"id", "kind", "score", "name", "summary", "standing", "evidence", "matches"}
    assert all(hit.keys() == keys for hit in data["hits"])
    assert data["hits"][0]["matches"] == wc.to_dict(expected[0].matches)
    assert not [text for text in hidden_texts(glossary) if text in result.stdout]


def test_search_as_json_without_hits_is_still_json(read: Any) -> None:
    result = read("search", "xylophone", "--format", "json")
    assert result.exit_code == 1
    assert data_of(result)["hits"] == []
    assert data_of(result)["notice"] is None


# -- show and section --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "label", ["sunday-evening-dread", "Sunday–Evening Dread", "sunday SCARIES", "end of weekend gloom"]
)
def test_show_finds_a_term_by_id_name_alias_or_old_id(read: Any, label: str) -> None:
    for words in (label.split(), [label]):
        assert read("show", *words).stdout.startswith("Sunday-evening dread [sunday-evening-dread]\n")


def test_show_prints_everything_that_a_reader_may_see(read: Any, glossary: wc.Glossary) -> None:
    for term in glossary.terms.values():
        out = flat(read("show", term.id).stdout)
        texts = [term.name, *term.aliases, term.summary, *term.definition, *term.example]
        texts += [_wording.STANDING[term.standing], *(m.claim for m in term.misconceptions)]
        texts += [m.correction for m in term.misconceptions]
        texts += [r.reason for r in glossary.relations(term)]
        texts += [f"{s.text} [{_wording.EVIDENCE[s.evidence]}" for s in (*term.statements, *term.what_helps)]
        texts += [p for id in term.notices for p in glossary.notices[id].paragraphs]
        texts += [source.heading for source in term.sources]
        texts += [f"{other.scheme} {other.id}" for other in term.external_ids]
        texts += [term.origin.text] if term.origin else []
        assert not [text for text in texts if flat(text) not in out]


def test_show_lists_each_reference_once_by_author_and_year(read: Any, glossary: wc.Glossary) -> None:
    out = read("show", "sunday-evening-dread").stdout
    listed = flat(out.partition("\nReferences\n")[2])
    for id in ("fictus-2019", "marlow-2021"):
        assert listed.count(flat(glossary.references[id].title)) == 1
    doi = next(r.doi for r in glossary.references.values() if r.doi)
    assert f"https://doi.org/{doi}" in out


def test_show_never_prints_what_is_only_for_matching(read: Any, glossary: wc.Glossary) -> None:
    shown = flat("".join(read("show", id).stdout for id in (*glossary.terms, *glossary.sections))).casefold()
    records = wc.to_dict([*glossary.terms.values(), *glossary.sections.values()])
    for record in records:
        del record["search_phrases"], record["questions"]
    public = json.dumps(records, ensure_ascii=False).casefold()  # some phrases are also wording of an entry
    hidden = {text.casefold() for text in hidden_texts(glossary)}
    only_hidden = {text for text in hidden if text not in public}
    assert len(only_hidden) > 50
    assert not [text for text in only_hidden if text in shown]


def test_show_says_what_an_inference_is_and_that_nobody_has_approved_the_entry(read: Any) -> None:
    out = flat(read("show", "weekend-checking").stdout)
    assert "may reinforce: Sunday-evening dread" in out
    assert "[the editors' suggestion, not a finding]" in out
    assert "No second reading yet. No health professional has approved it yet." in out


def test_show_falls_back_to_a_section_by_id(read: Any, glossary: wc.Glossary) -> None:
    assert read("show", "sunday-nights").stdout == read("section", "sunday-nights").stdout


def test_show_of_an_unknown_label_suggests_and_exits_1(read: Any) -> None:
    result = read("show", "planed rest")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    assert "did you mean 'planned-rest'?" in result.stderr


def test_show_of_an_id_that_went_away_says_what_became_of_it(read: Any) -> None:
    for id, hint in (("taking-it-easy", "split into 'planned-rest'"), ("me-time", "retired")):
        result = read("show", id)
        assert result.exit_code == 1
        assert hint in result.stderr


def test_show_answers_words_of_distress_with_the_notice(read: Any, glossary: wc.Glossary) -> None:
    result = read("show", "cannot face monday")
    assert result.exit_code == 1
    assert glossary.notices["pause-now"].paragraphs[0] in flat(result.stdout)


def test_show_as_json_holds_the_record_and_what_it_needs(read: Any, glossary: wc.Glossary) -> None:
    data = data_of(read("show", "sunday-evening-dread", "--format", "json"))
    term = glossary.terms["sunday-evening-dread"]
    assert wc.from_dict(wc.Term, data["term"]) == term
    assert data["relations"] == wc.to_dict(glossary.relations(term))
    cited = {
        id for part in (term.statements, term.what_helps, term.misconceptions) for x in part for id in x.references
    }
    assert cited <= data["references"].keys()
    assert [notice["id"] for notice in data["notices"]] == list(term.notices)
    assert all(notice["triggers"] == notice["exceptions"] == [] for notice in data["notices"])


def test_section_prints_each_paragraph_with_its_evidence(read: Any, glossary: wc.Glossary) -> None:
    section = glossary.sections["sunday-nights"]
    out = flat(read("section", section.id).stdout)
    assert out.startswith(f"{section.title} [{section.id}] section 1 of: {glossary.articles[section.article].title}")
    assert all(f"{p.text} [{_wording.EVIDENCE[p.evidence]}" in out for p in section.paragraphs)
    assert all(f"[{id}]" in out for id in section.terms)
    data = data_of(read("section", section.id, "--format", "json"))
    assert wc.from_dict(wc.Section, data["section"]) == section
    assert "relations" not in data


def test_section_list_names_article_position_and_id(read: Any, glossary: wc.Glossary) -> None:
    out = read("section", "--list").stdout
    assert out.startswith(f"{glossary.articles['example-article'].title}\n1. Sunday Nights [sunday-nights]\n")
    listed = data_of(read("section", "--list", "--format", "json"))["sections"]
    assert listed == [{"id": "sunday-nights", "title": "Sunday Nights", "article": "example-article", "position": 1}]


def test_section_that_is_not_there_exits_1(read: Any) -> None:
    result = read("section", "sunday-night")
    assert result.exit_code == 1
    assert "'sunday-nights'" in result.stderr


# -- related, path, mentions -------------------------------------------------------------------------


def test_related_prints_kind_target_reason_and_basis(read: Any, glossary: wc.Glossary) -> None:
    out = flat(read("related", "sunday scaries").stdout)
    for relation in glossary.relations("sunday-evening-dread"):
        assert f"{_wording.RELATION[relation.kind]}: {glossary.terms[relation.target].name} [{relation.target}]" in out
        assert relation.reason in out
        assert _wording.BASIS[relation.basis] in out


def test_related_by_kind_and_depth(read: Any, glossary: wc.Glossary) -> None:
    data = data_of(read("related", "cafe-pause", "broader", "--depth", "3", "--format", "json"))
    found = [(r["depth"], r["source"], r["target"]) for r in data["relations"]]
    assert data["term"] == "cafe-pause"
    steps = glossary.walk("cafe-pause", ["broader"], 3)
    assert found == [(step.depth, step.via.source, step.term.id) for step in steps]
    assert [depth for depth, _, _ in found] == [1, 2]
    lines = read("related", "cafe-pause", "broader", "--depth", "3").stdout.splitlines()
    assert lines[0] == "Café pause [cafe-pause]"
    assert lines[1].startswith("- broader: Planned rest [planned-rest]")
    assert any(line.startswith("  - broader: Switching off [switching-off]") for line in lines)


def test_related_visits_every_term_once_however_deep(read: Any, glossary: wc.Glossary) -> None:
    data = data_of(read("related", "cafe-pause", "--depth", "9", "--format", "json"))
    targets = [r["target"] for r in data["relations"] if r["depth"] > 1]
    assert len(targets) == len(set(targets))
    assert {r["target"] for r in data["relations"]} == glossary.terms.keys() - {"cafe-pause"}


def test_related_without_such_a_relation_exits_1(read: Any) -> None:
    result = read("related", "cafe-pause", "leads_to")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "Café pause" in result.stderr


def test_path_prints_each_step(read: Any, glossary: wc.Glossary) -> None:
    steps = glossary.path("cafe-pause", "anticipatory-unease")
    assert steps
    result = read("path", "café pause", "anticipatory unease")
    assert result.stdout.startswith("Café pause [cafe-pause]\n- ")
    assert all(step.reason in flat(result.stdout) for step in steps)
    data = data_of(read("path", "café pause", "anticipatory unease", "--format", "json"))
    assert (data["from"], data["to"], data["path"]) == ("cafe-pause", "anticipatory-unease", wc.to_dict(steps))


def test_path_to_itself_is_empty(read: Any) -> None:
    result = read("path", "cafe-pause", "coffee break", "--format", "json")
    assert (result.exit_code, data_of(result)["path"]) == (0, [])


def test_no_path_exits_1(read: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wc.Glossary, "path", lambda *_: None)
    result = read("path", "cafe-pause", "planned-rest")
    assert result.exit_code == 1
    assert "No path" in result.stderr
    assert data_of(read("path", "cafe-pause", "planned-rest", "--format", "json"))["path"] is None


TEXT = "Sunday\r\nscaries, planned rest.\r\nA coffee break 💤 and Planned Rest."


def test_mentions_counts_characters_of_the_text_as_it_is(read: Any, glossary: wc.Glossary, tmp_path: Path) -> None:
    path = tmp_path / "essay.txt"
    path.write_bytes(TEXT.encode())
    expected = list(glossary.mentions(TEXT))
    assert expected
    lines = [f"{m.start}:{m.end}\t{flat(m.text)}\t{m.term_id}" for m in expected]
    assert read("mentions", str(path)).stdout.splitlines() == lines
    assert read("mentions", "-", input=TEXT.encode()).stdout.splitlines() == lines
    assert read("mentions", input=TEXT.encode()).stdout.splitlines() == lines
    assert data_of(read("mentions", str(path), "--format", "json"))["mentions"] == wc.to_dict(tuple(expected))


def test_mentions_once_and_ambiguous(read: Any) -> None:
    def ids(*options: str) -> list[str]:
        out = read("mentions", *options, input=TEXT.encode()).stdout
        return [line.split("\t")[2] for line in out.splitlines()]

    assert ids() == ["sunday-evening-dread", "planned-rest", "planned-rest"]
    assert ids("--once") == ["sunday-evening-dread", "planned-rest"]
    assert ids("--ambiguous") == ["sunday-evening-dread", "planned-rest", "cafe-pause", "planned-rest"]


def test_no_mention_exits_1(read: Any) -> None:
    assert read("mentions", input=b"Nothing here.").exit_code == 1
    assert data_of(read("mentions", "--format", "json", input=b""))["mentions"] == []


def test_mentions_of_bytes_that_are_no_text(read: Any) -> None:
    result = read("mentions", input=b"\xff\xfe")
    assert result.exit_code == 2
    assert "UTF-8" in result.stderr


# -- versions, verify, diff --------------------------------------------------------------------------


def test_versions_lists_them_oldest_first(shipped: Path) -> None:
    lines = invoke("versions").stdout.splitlines()
    assert [line.split()[:3] for line in lines] == [
        ["1.0.0", "2024-02-03", "retiring"],
        ["1.1.0", "2024-02-03", "current"],
    ]
    assert lines[0].endswith("goes from 2026-02-03  move to 1.1.0")
    data = data_of(invoke("versions", "--format", "json"))
    assert data == {"package": wc.__version__, "versions": wc.to_dict(wc.content_versions())}


def test_versions_of_the_content_that_is_named(shipped: Path, compiled: Path, mini_folder: Path) -> None:
    assert invoke("versions", "--content", "1.1.0").stdout == invoke("versions").stdout.splitlines(keepends=True)[1]
    (row,) = data_of(invoke("versions", "--content", str(shipped / "1.0.0.json"), "--format", "json"))["versions"]
    assert (row["version"], row["status"]) == ("1.0.0", "retiring")
    (row,) = data_of(invoke("versions", "--content", str(compiled), "--format", "json"))["versions"]
    assert (row["version"], row["released"], row["status"]) == ("1.2.3", "2024-02-03", None)
    assert row.keys() == wc.to_dict(wc.content_versions()[0]).keys()
    result = invoke("versions", "--content", str(mini_folder))
    assert result.stdout.startswith("draft  not in this install  sha256:")
    assert invoke("versions", "--content", "9.9.9").exit_code == 2


def test_diff_with_the_content_that_is_named(shipped: Path, mini_folder: Path) -> None:
    def last(*args: str) -> str:
        return invoke("diff", *args).stdout.splitlines()[-1]

    assert last("1.0.0") == last("1.0.0", "1.1.0")
    assert last("1.0.0", "--content", str(mini_folder)).startswith("0 changes from 1.0.0 to draft")
    assert invoke("diff", "1.0.0", "1.1.0", "--content", "1.1.0").exit_code == 2


def test_no_versions_exit_1(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wc, "content_versions", lambda: ())
    assert invoke("versions").exit_code == 1
    assert invoke("verify").exit_code == 1


def test_verify_prints_a_line_for_each_version(shipped: Path) -> None:
    result = invoke("verify")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [f"ok  {v.version}  {v.digest}" for v in wc.content_versions()]


def test_verify_finds_a_changed_byte_and_goes_on(shipped: Path) -> None:
    with (shipped / "1.0.0.json").open("ab") as file:
        file.write(b"\n")
    result = invoke("verify")
    assert result.exit_code == 1
    first, second = result.stdout.splitlines()
    assert first.startswith("BAD 1.0.0  sha256:")
    assert first.endswith(wc.content_versions()[0].digest)
    assert second.startswith("ok  1.1.0")
    rows = data_of(invoke("verify", "--format", "json"))["versions"]
    assert [(row["version"], row["ok"]) for row in rows] == [("1.0.0", False), ("1.1.0", True)]
    show = invoke("show", "x", "--content", "1.0.0")
    assert (show.exit_code, show.stderr.count("\n")) == (1, 1)


def test_verify_one_content(read: Any, glossary: wc.Glossary) -> None:
    assert read("verify").stdout == f"ok  1.2.3  {glossary.digest}\n"


@pytest.fixture
def edited(mini_copy: Path) -> Path:
    """The mini folder with a new summary, a new alias and another search phrase."""
    path = mini_copy / "terms" / "planned-rest.md"
    text = path.read_text(encoding="utf-8")
    text = text.replace("  - rest plan\n", "  - rest plan\n  - rest by the clock\n")
    text = text.replace("  - rest on purpose\n", "  - rest with a purpose\n")
    path.write_text(text.replace("free time that is set aside", "free time, set aside"), encoding="utf-8")
    return mini_copy


def test_diff_prints_a_line_a_change_and_the_bump(compiled: Path, glossary: wc.Glossary, edited: Path) -> None:
    result = invoke("diff", str(compiled), str(edited))
    assert result.exit_code == 0
    expected = wc.diff(glossary, authoring.load(edited))
    lines = result.stdout.splitlines()
    assert any(line.startswith("patch  term planned-rest, summary reworded") for line in lines)
    assert "minor  term planned-rest, search_phrases added (1)" in lines
    assert "rest with a purpose" not in result.stdout
    assert lines[-1] == f"{len(expected.changes)} changes from 1.2.3 to draft: this requires a minor version"
    data = data_of(invoke("diff", str(compiled), str(edited), "--format", "json"))
    assert data["bump"] == "minor"
    assert data["changes"] == wc.to_dict(expected.changes)


def test_diff_of_equal_content(compiled: Path) -> None:
    result = invoke("diff", str(compiled), str(compiled))
    assert (result.exit_code, result.stdout) == (0, "0 changes from 1.2.3 to 1.2.3: the content is the same\n")


# -- check -------------------------------------------------------------------------------------------


def files_in(folder: Path) -> int:
    return sum(path.is_file() for path in folder.rglob("*"))


def break_term(folder: Path, name: str = "planned-rest") -> Path:
    path = folder / "terms" / f"{name}.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"standing: \w+", "standing: sure", text), encoding="utf-8")
    return path


def test_check_of_a_clean_folder(mini_folder: Path) -> None:
    result = invoke("check", str(mini_folder))
    assert result.exit_code == 0
    assert result.stdout == f"0 errors, 0 warnings in {files_in(mini_folder)} files\n"


def test_check_shows_every_error_and_counts_them(mini_copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    break_term(mini_copy)
    break_term(mini_copy, "cafe-pause")
    monkeypatch.chdir(mini_copy.parent)
    result = invoke("check", "content")
    assert result.exit_code == 1
    *lines, last = result.stdout.splitlines()
    assert any(re.match(r"content/terms/planned-rest\.md:\d+:\d+: E\d{3} ", line) for line in lines)
    errors = [finding for finding in authoring.check(mini_copy) if finding.severity == "error"]
    assert last.startswith(f"{len(errors)} errors, ")
    assert last.endswith(f" in {files_in(mini_copy)} files")


def test_check_of_files_shows_only_theirs(mini_copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken, other = break_term(mini_copy), break_term(mini_copy, "cafe-pause")
    clean = mini_copy / "terms" / "holiday-checking.md"
    for args in ([broken], [broken, clean]):
        out = invoke("check", *map(str, args)).stdout
        assert broken.name in out
        assert other.name not in out.replace("'cafe-pause'", "")
    assert invoke("check", str(clean)).exit_code == 0
    monkeypatch.chdir(broken.parent)
    assert invoke("check", broken.name).stdout.startswith("planned-rest.md:")
    assert " in 3 files" in invoke("check", "../notices", "holiday-checking.md").stdout


def test_check_of_a_file_still_says_when_a_rule_crashed(mini_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    crash = wc.Finding(mini_folder.as_posix(), 0, 0, "E100", "the rule 'labels' crashed")
    monkeypatch.setattr(authoring, "check", lambda _, **__: (crash,))
    result = invoke("check", str(mini_folder / "terms" / "me-time.md"))
    assert result.exit_code == 1
    assert "E100" in result.stdout


def test_check_defaults_to_the_folder_of_a_checkout(
    mini_copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = invoke("check")
    assert result.exit_code == 2
    assert "src/withdrawal_concepts/content" in result.stderr
    shutil.copytree(mini_copy, tmp_path / "src" / "withdrawal_concepts" / "content")
    assert invoke("check").exit_code == 0


FINDINGS = (
    wc.Finding("a, b: c.md", 3, 7, "E301", "100% wrong,\nreally", "did you mean 'x'?"),
    wc.Finding("a.md", 4, 0, "W422", "a word"),
    wc.Finding("a.md", 0, 0, "I601", "a hint"),
)


@pytest.fixture
def found(mini_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one finding of each severity."""
    findings = tuple(attrs.evolve(f, path=(mini_folder / f.path).as_posix()) for f in FINDINGS)
    monkeypatch.setattr(authoring, "check", lambda _, **__: findings)
    monkeypatch.chdir(mini_folder)
    return mini_folder


def test_hints_are_shown_on_request_and_never_fail(found: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "I601" not in invoke("check", ".").stdout
    assert "I601" in invoke("check", ".", "--hints").stdout
    hint = attrs.evolve(FINDINGS[2], path=(found / "a.md").as_posix())
    monkeypatch.setattr(authoring, "check", lambda _, **__: (hint,))
    assert invoke("check", ".", "--hints", "--strict").exit_code == 0


def test_warnings_fail_when_strict(found: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    warning = attrs.evolve(FINDINGS[1], path=(found / "a.md").as_posix())
    monkeypatch.setattr(authoring, "check", lambda _, **__: (warning,))
    assert invoke("check", ".").exit_code == 0
    assert invoke("check", ".", "--strict").exit_code == 1


def test_check_as_text_counts_in_the_last_line(found: Path) -> None:
    assert invoke("check", ".").stdout.endswith(f"\n1 error, 1 warning in {files_in(found)} files\n")


def test_check_as_text_says_once_what_each_code_means(found: Path) -> None:
    text = invoke("check", ".", "--hints").stdout
    rule = authoring.rules()["E301"]
    assert text.count(f"E301: {rule.title}. Right: {rule.good} (docs/reference/rules.md#e301)\n") == 1
    assert "\nI601: " not in text  # no code of the catalogue


def test_check_as_json(found: Path) -> None:
    data = data_of(invoke("check", ".", "--format", "json", "--hints"))
    assert (data["errors"], data["warnings"], data["files"]) == (1, 1, files_in(found))
    named = {"E301": "error", "W422": "warning", "I601": "info"}
    assert {finding["code"]: finding["severity"] for finding in data["findings"]} == named
    (known,) = [finding for finding in data["findings"] if finding["code"] == "E301"]
    assert known["example"] == authoring.rules()["E301"].good
    assert known["docs"] == "docs/reference/rules.md#e301"


def test_check_as_github_escapes_what_has_a_meaning_there(found: Path) -> None:
    lines = invoke("check", ".", "--format", "github", "--hints").stdout.splitlines()
    lines = [re.sub(r"%0A(\w+) is explained in ", "%0A", line) for line in lines]
    page = "docs/reference/rules.md#"
    assert set(lines[:3]) == {
        f"::error file=a%2C b%3A c.md,line=3,col=7,title=E301::100%25 wrong,%0Areally → did you mean 'x'?%0A{page}e301",
        f"::warning file=a.md,line=4,title=W422::a word%0A{page}w422",
        f"::notice file=a.md,title=I601::a hint%0A{page}i601",
    }


def test_check_as_sarif_names_every_rule_and_places_every_finding(found: Path) -> None:
    log = data_of(invoke("check", ".", "--format", "sarif", "--hints"))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules) > 20
    for result in run["results"]:
        assert result["level"] in ("error", "warning", "note")
        if "ruleIndex" in result:
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    by_code = {result["ruleId"]: result["locations"][0]["physicalLocation"] for result in run["results"]}
    assert by_code["E301"]["artifactLocation"]["uri"] == "a%2C%20b%3A%20c.md"
    assert by_code["E301"]["region"] == {"startLine": 3, "startColumn": 7}
    assert by_code["W422"]["region"] == {"startLine": 4}
    assert "region" not in by_code["I601"]


UNTIDY = "standing: adapted   \n"


@pytest.fixture
def untidy(mini_copy: Path) -> Path:
    """An entry with spaces at the end of a line."""
    path = mini_copy / "terms" / "planned-rest.md"
    path.write_text(path.read_text(encoding="utf-8").replace("standing: adapted\n", UNTIDY), encoding="utf-8")
    return path


def test_fix_shows_what_would_change_and_writes_nothing(untidy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(untidy.parent)
    before = untidy.read_bytes()
    for args in (("fix", untidy.name), ("fix", "--diff", str(untidy.parent)), ("fix", str(untidy.parent.parent))):
        result = invoke(*args)
        assert result.exit_code == 1
        assert "--- planned-rest.md\n" in result.stdout or "content/terms/planned-rest.md\n" in result.stdout
        assert f"\n-{UNTIDY}+standing: adapted\n" in result.stdout
    assert untidy.read_bytes() == before


def test_fix_writes_and_then_has_nothing_to_do(untidy: Path) -> None:
    untidy.chmod(0o640)
    neighbours = sorted(untidy.parent.iterdir())
    result = invoke("fix", "--write", str(untidy))
    assert (result.exit_code, result.stdout) == (0, f"mended {untidy.as_posix()}\n")
    assert UNTIDY not in untidy.read_text(encoding="utf-8")
    assert untidy.stat().st_mode & 0o777 == 0o640
    assert sorted(untidy.parent.iterdir()) == neighbours
    result = invoke("fix", str(untidy))
    assert (result.exit_code, result.stdout) == (0, "")


def test_fix_follows_no_link_and_touches_nothing_else(untidy: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.md"
    outside.write_bytes(b"---\nb: 1  \n---\n")
    (untidy.parent / "linked.md").symlink_to(outside)
    for args in ((untidy.parent / "linked.md",), (untidy.parent,), (outside,)):
        result = invoke("fix", "--write", *map(str, args))
        assert result.exit_code in (1, 2)
        assert "Traceback" not in result.stderr
    assert outside.read_bytes() == b"---\nb: 1  \n---\n"


def test_fix_leaves_what_it_cannot_read(mini_copy: Path) -> None:
    for name, data in (("a.md", b"\xff\xfe  \n"), ("b.md", b" " * 1_500_000)):
        (mini_copy / "terms" / name).write_bytes(data)
        assert invoke("fix", "--write", str(mini_copy / "terms" / name)).exit_code == 0
        assert (mini_copy / "terms" / name).read_bytes() == data


def test_explain_says_what_the_catalogue_says() -> None:
    result = invoke("explain", "E107", "w443")
    for code in ("E107", "W443"):
        rule = authoring.rules()[code]
        assert all(text in result.stdout for text in (code, rule.title, rule.why, rule.bad, rule.good, rule.docs))


def test_explain_prints_no_method() -> None:
    rule = authoring.rules()["E405"]
    assert rule.bad not in invoke("explain", "E405").stdout


def test_explain_of_a_code_that_is_not_there() -> None:
    result = invoke("explain", "E17")
    assert result.exit_code == 1
    assert "E107" in result.stderr


def test_one_finding_is_not_said_in_the_plural() -> None:
    assert _report.Report((), 1).summary == "0 errors, 0 warnings in 1 file"


# -- release -----------------------------------------------------------------------------------------


def test_release_hands_everything_on_and_prints_the_notes(
    mini_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: dict[str, Any] = {}

    def release(content: Path, data: Path, **options: Any) -> Any:
        asked.update(options, content=content, data=data)
        return SimpleNamespace(version="1.3.0", digest="sha256:00", bump="minor", notes="## 1.3.0\n\n- a change\n")

    monkeypatch.setattr(authoring, "release", release)
    args = ["release", "1.3.0", "--date", "2024-03-04", "--content", str(mini_folder), "--data", str(tmp_path)]
    result = invoke(*args, "--dry-run")
    assert result.exit_code == 0
    assert result.stdout == "## 1.3.0\n\n- a change\n"
    assert "would be released" in result.stderr
    assert asked == {
        "content": mini_folder,
        "data": tmp_path,
        "version": "1.3.0",
        "released": datetime.date(2024, 3, 4),
        "dry_run": True,
    }
    assert "would be" not in invoke(*args).stderr
    assert asked["dry_run"] is False


def test_release_writes_what_the_readers_read(edited: Path, mini_folder: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"

    def release(version: str, content: Path, *options: str) -> Result:
        args = ("release", version, "--date", "2024-03-04", "--content", str(content), "--data", str(data), *options)
        return invoke(*args)

    assert release("1.0.0", mini_folder, "--dry-run").exit_code == 0
    assert not data.exists()
    assert release("1.0.0", mini_folder).exit_code == 0
    refused = release("1.0.1", edited)
    assert refused.exit_code == 2
    assert "1.1.0" in refused.stderr
    assert not (data / "1.0.1.json").exists()
    assert release("1.1.0", edited).exit_code == 0
    out = invoke("diff", str(data / "1.0.0.json"), str(data / "1.1.0.json")).stdout
    assert out.endswith("from 1.0.0 to 1.1.0: this requires a minor version\n")


def test_release_of_faulty_content_gives_the_findings(mini_copy: Path, tmp_path: Path) -> None:
    break_term(mini_copy)
    args = ("release", "1.0.0", "--date", "2024-03-04", "--content", str(mini_copy), "--data", str(tmp_path / "data"))
    result = invoke(*args)
    assert result.exit_code == 1
    assert "planned-rest.md" in result.stderr
    assert not (tmp_path / "data").exists()


def test_release_outside_a_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert invoke("release", "1.0.0", "--date", "2024-03-04").exit_code == 2


# -- layout ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [40, 80, 200])
def test_output_is_plain_and_fits_where_it_is_not_a_terminal(
    read: Any, glossary: wc.Glossary, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    for args in (
        ("search", "sunday night"),
        ("show", "sunday-evening-dread"),
        ("related", "cafe-pause", "--depth", "3"),
    ):
        out = read(*args).stdout
        assert "\x1b" not in out
        assert not BOXES.search(out)
        for line in out.splitlines():
            assert len(line) <= min(width, _page.WIDEST) or " " not in line.strip()
            assert line == line.rstrip()


def render(page: _page.Page) -> str:
    return page._file.getvalue()


def test_a_terminal_gets_a_panel_a_tree_and_marked_words(
    glossary: wc.Glossary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    page = _page.Page(terminal=True, width=60)
    _render.search(page, glossary, glossary.search("cannot face monday, sunday evening dread"))
    out = render(page)
    assert "\x1b[" in out
    assert BOXES.search(out)
    bare = re.sub(r"\x1b\[[0-9;]*m", "", out)
    assert max(map(len, bare.splitlines())) <= 60
    marked = re.findall(r"\x1b\[1;7m(\w+)\x1b\[0m", out)
    assert "Sunday" in marked
    tree = _page.Page(terminal=True, width=40)
    term = glossary.terms["cafe-pause"]
    tree.tree(_render.relation_tree(glossary, term, glossary.relations(term), {}))
    assert "├── " in render(tree)


def test_no_color_leaves_no_escapes_even_on_a_terminal(glossary: wc.Glossary, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    page = _page.Page(terminal=True, width=60)
    _render.term(page, glossary, glossary.terms["sunday-evening-dread"])
    assert "\x1b" not in render(page)


def test_nothing_in_a_content_file_steers_the_terminal(glossary: wc.Glossary) -> None:
    hostile = attrs.evolve(
        glossary.terms["cafe-pause"], name="a\x1b[2Jb\x9bc\rd", summary="\x1b]0;title\x07", notices=("n",)
    )
    notice = attrs.evolve(glossary.notices["pause-now"], title="\x1b[1A", paragraphs=("\x1b[2K",))
    page = _page.Page(terminal=False, width=80)
    _render.term(page, glossary, hostile)
    _render.notice(page, notice)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", render(page))


def test_an_address_longer_than_the_line_stays_in_one_piece() -> None:
    page = _page.Page(terminal=False, width=20)
    address = "https://doi.org/10.1000/" + "1" * 30
    page.put(f"A title. {address} and more", lead="- ")
    assert render(page) == f"- A title.\n  {address}\n  and more\n"


def reference(**fields: Any) -> wc.Reference:
    people = tuple(wc.Person(family=name) for name in fields.pop("families", ["Ash"]))
    return wc.Reference(
        **{"id": "ash-2020", "type": "book", "title": "T", "authors": people, "year": 2020, "note": "", **fields}
    )


@pytest.mark.parametrize(
    ("given", "line"),
    [
        (reference(), "Ash (2020). T"),
        (reference(families=["Ash", "Birch"], doi="10.1/x"), "Ash & Birch (2020). T. https://doi.org/10.1/x"),
        (reference(families=["Ash", "Birch", "Cole"], pmid="7"), "Ash et al. (2020). T. PMID 7"),
        (reference(id="ash-2020b", title="Why?", url="https://x.example"), "Ash (2020b). Why? https://x.example"),
        (reference(container_title="J", volume="3", issue="2", page="1-9"), "Ash (2020). T. J, 3(2), 1-9"),
        (reference(container_title="J", issue="2"), "Ash (2020). T. J"),
        (reference(authors=(wc.Person(literal="A Body"),), publisher="P"), "A Body (2020). T. P"),
        (reference(families=[], editors=(wc.Person(family="Ed"),)), "Ed (2020). T"),
        (reference(families=[]), "'T' (2020). T"),
    ],
)
def test_references_are_author_and_year(given: wc.Reference, line: str) -> None:
    assert _wording.reference_line(given) == line


def test_only_a_review_that_says_so_is_an_approval(glossary: wc.Glossary) -> None:
    def line(by: str) -> str:
        review = wc.Review(datetime.date(2024, 1, 2), by)
        return _wording.review_line(attrs.evolve(glossary.terms["cafe-pause"], review=review)).partition(". ")[2]

    assert line("second reading, not by a clinician") == (
        f"Second reading 2024-01-02, not by a clinician. {_wording.NOT_APPROVED}"
    )
    assert line("the mini panel") == f"Second reading 2024-01-02, by the mini panel. {_wording.NOT_APPROVED}"
    assert line("Dr A, who approved it") == "Second reading 2024-01-02, by Dr A, who approved it."


# -- the process -------------------------------------------------------------------------------------

PROGRAM = [sys.executable, "-m", "withdrawal_concepts"]


def run(*args: str, env: dict[str, str] | None = None, **options: Any) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **(env or {})}
    return subprocess.run(
        [*PROGRAM, *args], capture_output=True, encoding="utf-8", env=environment, timeout=60, check=False, **options
    )


def test_python_m_is_the_same_command(compiled: Path, read: Any) -> None:
    result = run("show", "planned rest", "--content", str(compiled), env={"PYTHONUTF8": "1", "COLUMNS": "80"})
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith("Planned rest [planned-rest]\n")
    assert "Usage: withdrawal-concepts " in run("--help").stdout


@pytest.mark.parametrize("form", ["text", "json"])
def test_output_that_cannot_carry_a_letter_is_no_traceback(compiled: Path, form: str) -> None:
    result = run("show", "cafe-pause", "--content", str(compiled), "--format", form, env={"PYTHONIOENCODING": "ascii"})
    assert (result.returncode, result.stderr) == (0, "")
    if form == "json":
        assert json.loads(result.stdout)["term"]["name"] == "Café pause"


@pytest.mark.parametrize("args", [("show", "planned rest"), ("mentions",), ("section", "--list", "--format", "json")])
def test_a_closed_pipe_ends_quietly(compiled: Path, args: tuple[str, ...]) -> None:
    process = subprocess.Popen(
        [*PROGRAM, *args, "--content", str(compiled)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    process.stdout.close()
    process.stdout = None
    _, error = process.communicate(b"planned rest\n" * 2000, timeout=60)
    assert error == b""
    assert process.returncode == 1


@pytest.mark.skipif(sys.platform == "win32", reason="signals differ")
def test_ctrl_c_ends_quietly(compiled: Path) -> None:
    process = subprocess.Popen(
        [*PROGRAM, "mentions", "--content", str(compiled)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # A shell starts what runs in the background with this signal ignored, and children inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    time.sleep(1.0)  # it is waiting for its input by now
    process.send_signal(signal.SIGINT)
    out, error = process.communicate(timeout=60)
    assert (process.returncode, out, error) == (130, b"", b"")


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pty")
@pytest.mark.parametrize("no_color", [True, False])
def test_no_color_is_honoured_on_a_real_terminal(compiled: Path, no_color: bool) -> None:
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    environment = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "COLUMNS")}
    environment |= {"TERM": "xterm-256color", **({"NO_COLOR": "1"} if no_color else {})}
    args = [*PROGRAM, "search", "sunday evening dread", "--content", str(compiled)]
    process = subprocess.Popen(args, stdout=theirs, stderr=theirs, env=environment)
    os.close(theirs)
    out = b""
    while True:
        try:
            read = os.read(ours, 65536)
        except OSError:  # how Linux says that the other end is closed
            break
        if not read:
            break
        out += read
    os.close(ours)
    assert process.wait(timeout=60) == 0
    assert b"sunday-evening-dread" in out
    assert (b"\x1b" in out) is not no_color


@pytest.mark.parametrize("missing", ["click", "rich"])
def test_without_the_extra_it_says_how_to_get_it(missing: str) -> None:
    code = f"import sys; sys.modules[{missing!r}] = None; from withdrawal_concepts.cli import main; main()"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert result.returncode == 2
    assert result.stdout == ""
    assert result.stderr == f"Error: {wc.MissingExtraError('the command line', 'cli')}\n"


def test_commands_import_only_what_they_need(compiled: Path) -> None:
    code = (
        "import sys\n"
        "from withdrawal_concepts.cli._main import commands\n"
        f"commands(['mentions', '--content', {str(compiled)!r}], standalone_mode=False)\n"
        "print([name for name in ('rich', 'withdrawal_concepts.authoring') if name in sys.modules])\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], input="planned rest", capture_output=True, text=True, timeout=60, check=False
    )
    assert result.stdout.splitlines()[-1] == "[]"


def test_what_is_no_code_says_what_codes_look_like() -> None:
    assert "E310" in invoke("explain", "e10").stderr
    assert invoke("explain", "nonsense").stderr == (
        "Error: there is no code 'nonsense'; codes are written as E107; all are in docs/reference/rules.md\n"
    )


@pytest.mark.parametrize("command", ["versions", "verify"])
def test_the_default_of_content_is_the_true_one(command: str) -> None:
    assert "Default: all versions in this install." in " ".join(invoke(command, "--help").stdout.split())


def test_check_finds_the_content_from_any_folder_of_a_checkout(
    mini_copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = tmp_path / "checkout" / "src" / "withdrawal_concepts" / "content"
    shutil.copytree(mini_copy, content)
    (tmp_path / "checkout" / "docs").mkdir()
    monkeypatch.chdir(tmp_path / "checkout" / "docs")
    assert invoke("check").stdout.startswith("0 errors, 0 warnings in ")
    monkeypatch.chdir(tmp_path)
    assert "or give a PATH" in invoke("check").stderr
