"""The issue form: it fits the entry, and whatever a stranger writes into it becomes an entry as written, or none."""

from __future__ import annotations

import datetime
import json
import re
import tempfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import withdrawal_concepts as wc
from withdrawal_concepts import authoring
from withdrawal_concepts._model import CATEGORIES, STANDINGS
from withdrawal_concepts.authoring._issue_form import FIELDS, MOST_CHARACTERS
from withdrawal_concepts.authoring._reader import read_draft

TODAY = datetime.date(2024, 6, 1)
ROOT = Path(__file__).parents[2]
FORM = ROOT / ".github" / "ISSUE_TEMPLATE" / "propose-a-term.yml"

ANSWERS: dict[str, str] = {
    "name": "Inbox sigh",
    "summary": "Inbox sigh is a heavy breath before the mail is opened.",
    "category": "feeling: how it feels",
    "standing": "adapted: popular words",
    "definition": "Some people sigh before they\nopen their mail.\n\nOthers do not.",
    "example": "Ada opens her mail: she sighs.",
    "search_phrases": "\n".join(f"- i sigh at my mail in way {n}" for n in range(8)),
    "statements": "In one study, some people sighed. [limited; https://doi.org/10.5555/MINI.2019.7]\n"
    "* Studies disagree on why. [conflicting; @marlow-2021]\n3. We found no study of dogs. [none]",
    "misconceptions": "Only the old sigh. -> We found no study that shows this.",
    "what_helps": "You could open it later. [limited; @fictus-2019]",
    "relations": "related Planned rest: Both are about time.\n"
    "contrasts with cafe-pause: One is short and one is long. [theory]\neased by Switching off: A quiet night helps.",
    "aliases": "mail sigh: the short one",
    "questions": "Why do I sigh?",
    "origin": "It was made up for these tests. [@fictus-2019]",
    "sources": "example-article: Sunday Nights",
    "licence": "- [X] I wrote this text myself.",
}


def body(answers: dict[str, str]) -> str:
    """The body of an issue, as GitHub renders a submitted form."""
    return "\n\n".join(f"### {field.label}\n\n{answers[field.id] or '_No response_'}" for field in FIELDS)


def propose(folder: Path, **changes: str) -> authoring.IssueEntry:
    return authoring.entry_from_issue(folder, body(ANSWERS | changes), today=TODAY, dry_run=True)


class TestTheForm:
    """The form on GitHub and the mapping are one."""

    @pytest.fixture
    def form(self) -> list[dict[str, Any]]:
        if not FORM.is_file():
            pytest.skip("needs the whole checkout")
        fields: list[dict[str, Any]] = yaml.safe_load(FORM.read_text(encoding="utf-8"))["body"]
        return [field for field in fields if field["type"] != "markdown"]

    def test_fields_are_those_of_the_mapping_in_their_order(self, form: list[dict[str, Any]]) -> None:
        assert [(f["id"], f["attributes"]["label"]) for f in form] == [(field.id, field.label) for field in FIELDS]

    def test_kinds_of_fields_fit(self, form: list[dict[str, Any]]) -> None:
        types = {"choice": "dropdown", "tick": "checkboxes", "lines": "textarea"}
        types |= {"paragraphs": "textarea", "bullets": "textarea"}
        wrong = [f["id"] for f, own in zip(form, FIELDS, strict=True) if types.get(own.shape, f["type"]) != f["type"]]
        assert wrong == []

    @pytest.mark.parametrize(("id", "values"), [("category", CATEGORIES), ("standing", STANDINGS)])
    def test_choices_are_those_of_the_model(self, id: str, values: tuple[str, ...], form: list[dict[str, Any]]) -> None:
        (options,) = (f["attributes"]["options"] for f in form if f["id"] == id)
        assert tuple(option.split(":")[0] for option in options) == values

    def test_every_field_but_the_licence_is_a_field_of_a_term(self) -> None:
        import attrs

        assert {field.id for field in FIELDS} - {a.name for a in attrs.fields(wc.Term)} == {"licence"}

    def test_what_github_insists_on_is_no_more_than_an_idea_and_the_licence(self, form: list[dict[str, Any]]) -> None:
        insisted = {f["id"] for f in form if f.get("validations", {}).get("required")}
        insisted |= {f["id"] for f in form for o in f["attributes"].get("options", ()) if isinstance(o, dict)}
        assert insisted == {"name", "summary", "definition", "licence"}

    def test_what_it_shows_as_examples_is_taken(self, form: list[dict[str, Any]]) -> None:
        """The placeholders, with as many lines as are needed, are an entry of the real content."""
        answers = {f["id"]: str(f["attributes"].get("placeholder", "")).strip() for f in form} | {
            "category": "feeling: how it feels",
            "standing": "informal: an everyday or invented name",
            "example": "Sam sends a joke to a friend, and waits.",
            "licence": "- [X] I wrote this text myself.",
        }
        answers["search_phrases"] += "".join(f"\nseen in way {n}" for n in range(6))
        answers["relations"] += "\neased by Social support: A talk can help."
        content = ROOT / "src" / "withdrawal_concepts" / "content"
        entry = authoring.entry_from_issue(content, body(answers), dry_run=True)
        assert entry.missing == ()

    @pytest.mark.parametrize("name", ["propose-a-term.yml", "report-a-mistake.yml", "config.yml"])
    def test_each_form_points_to_help(self, name: str) -> None:
        if not FORM.is_file():
            pytest.skip("needs the whole checkout")
        assert "findahelpline.com" in (FORM.parent / name).read_text(encoding="utf-8")


class TestEntry:
    def test_every_answer_is_in_its_field(self, mini_copy: Path) -> None:
        entry = propose(mini_copy)
        assert entry.missing == ()
        assert entry.path == mini_copy / "terms" / "inbox-sigh.md"
        entry.path.write_text(entry.text, encoding="utf-8")
        assert [str(f) for f in authoring.check(mini_copy, today=TODAY) if f.severity == "error"] == []
        assert not authoring.fix(entry.path).changed
        compiled = mini_copy.parent / "1.0.0.json"
        compiled.write_bytes(authoring.compile_content(mini_copy, version="1.0.0", released=TODAY))
        term = wc.load(compiled).terms["inbox-sigh"]
        assert (term.name, term.category, term.standing) == ("Inbox sigh", "feeling", "adapted")
        assert term.definition == ("Some people sigh before they open their mail.", "Others do not.")
        assert term.aliases == ("mail sigh: the short one",)
        assert [(s.evidence, s.references) for s in term.statements] == [
            ("limited", ("fictus-2019",)), ("conflicting", ("marlow-2021",)), ("none", ())
        ]  # fmt: skip
        assert {(r.kind, r.target, r.basis) for r in term.relations} == {
            ("related", "planned-rest", "inference"),
            ("contrasts_with", "cafe-pause", "theory"),
            ("eased_by", "switching-off", "inference"),
        }
        assert term.misconceptions[0].correction == "We found no study that shows this."
        assert term.sources == (wc.Source("example-article", "Sunday Nights"),)
        assert term.origin == wc.Note("It was made up for these tests.", ("fictus-2019",))
        assert term.reviewed == TODAY

    @pytest.mark.parametrize(
        "form",
        [
            body(ANSWERS).replace("\n", "\r\n"),
            "\ufeff" + body(ANSWERS),
            json.dumps(ANSWERS),
            json.dumps({name: {"text": answer} for name, answer in ANSWERS.items()}),
            json.dumps(ANSWERS | {"category": ["feeling"], "search_phrases": ANSWERS["search_phrases"].split("\n")}),
            json.dumps(ANSWERS | {"licence": True}),
            json.dumps({"title": "Term: x", "body": body(ANSWERS)}),
            json.dumps({"action": "opened", "issue": {"number": 1, "body": body(ANSWERS)}}),
        ],
        ids=["CRLF", "BOM", "by id", "parsed", "lists", "ticked", "issue", "event"],
    )
    def test_each_form_of_a_form_gives_the_same(self, form: str, mini_copy: Path) -> None:
        assert authoring.entry_from_issue(mini_copy, form, today=TODAY, dry_run=True) == propose(mini_copy)

    def test_it_is_written_only_when_asked_and_whole(self, mini_copy: Path) -> None:
        propose(mini_copy)
        assert not (mini_copy / "terms" / "inbox-sigh.md").exists()
        authoring.entry_from_issue(mini_copy, body(ANSWERS | {"name": ""}), today=TODAY)
        assert not (mini_copy / "terms" / "inbox-sigh.md").exists()
        entry = authoring.entry_from_issue(mini_copy, body(ANSWERS), today=TODAY)
        assert (mini_copy / "terms" / "inbox-sigh.md").read_text(encoding="utf-8") == entry.text


class TestMissing:
    @pytest.mark.parametrize("field", [field for field in FIELDS if field.required], ids=lambda field: field.id)
    def test_what_is_not_written_is_told_by_its_label(self, field: Any, mini_copy: Path) -> None:
        entry = propose(mini_copy, **{field.id: ""})
        says = {
            "choice": "choose one from the list",
            "tick": "the box is not ticked; without it nothing can be published",
        }
        assert entry.missing == (f"{field.label}: {says.get(field.shape, 'this is not written yet')}",)
        assert entry.text == ""

    @pytest.mark.parametrize("field", [field.id for field in FIELDS if not field.required])
    def test_the_rest_may_be_left_out(self, field: str, mini_copy: Path) -> None:
        assert propose(mini_copy, **{field: ""}).missing == ()

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"search_phrases": "one\ntwo"}, "What people type: 2 so far; 8 or more are needed, one a line"),
            ({"category": "emotion"}, "What kind of thing it is: choose one of: event, feeling"),
            ({"licence": "- [ ] I wrote it"}, "Licence: the box is not ticked"),
            ({"name": "Planned rest"}, "Name: the id 'planned-rest' is taken"),
            ({"name": "../../x"}, "Name: the name '../../x' has signs"),
            (
                {"relations": ANSWERS["relations"] + "\nlikes cafe-pause: x"},
                "Ties to other terms: begin each line with",
            ),
            ({"relations": ANSWERS["relations"] + "\nrelated Nowhere: x."}, "there is no term 'Nowhere'"),
            ({"relations": ANSWERS["relations"] + "\nrelated planned rest: x."}, "'planned-rest' stands there twice"),
            ({"what_helps": "You could rest."}, "What may help: the bracket with the evidence level is missing"),
            ({"what_helps": "You could rest. [limited; @nobody-2001]"}, "there is no reference 'nobody-2001'"),
            (
                {"what_helps": "You could rest. [limited; 10.5555/none]"},
                "the DOI 10.5555/none is not among the references",
            ),
            ({"misconceptions": "Only the old sigh."}, "Misconceptions: write what people often hear, an arrow"),
            ({"misconceptions": "It is rare. -> It is common."}, "Misconceptions: end each line with where it stands"),
            ({"sources": "nowhere: Lead"}, "Articles that speak of it: write the id of an article"),
        ],
    )
    def test_it_says_what_would_be_right(self, changes: dict[str, str], said: str, mini_copy: Path) -> None:
        entry = propose(mini_copy, **changes)
        assert len(entry.missing) == 1, entry.missing
        assert said in entry.missing[0]
        assert entry.text == ""

    @pytest.mark.parametrize(
        ("form", "said"),
        [
            ("", "this is not the form"),
            ("### Something else\n\nx", "this is not the form"),
            ("x" * (MOST_CHARACTERS + 1), f"{MOST_CHARACTERS + 1} characters"),
            (body(ANSWERS) + "\n\n### Name\n\nEvil", "'### Name' stands there twice"),
            ("{", "this is not JSON"),
            ('{"name": "a", "name": "b"}', "stands there twice"),
            ('{"nmae": "a"}', "'nmae' is not a field of the form"),
            ('{"name": 3}', "the field 'name' is not text"),
            ("{" * 50_000, "this is not JSON"),
        ],
        ids=range(9),
    )
    def test_what_is_no_form(self, form: str, said: str, mini_copy: Path) -> None:
        entry = authoring.entry_from_issue(mini_copy, form, today=TODAY)
        assert (entry.path, entry.text) == (None, "")
        assert said in entry.missing[0]


ATTACKS = [
    "x\nstatus: deprecated",
    'x"\nstatus: deprecated\ny: "',
    "x\n---\n\n## Definition\n\nevil",
    "---",
    "&a x",
    "*a",
    "!!python/object:os.system x",
    "{{ x }} ${{ github.token }}",
    "x # allow W441: no reason",
    "x <!-- allow W441: because -->",
    "<!-- x",
    "<script>alert(1)</script>",
    "## Origin",
    "### What may help",
    "x @octocat x",
    "a\x00b",
    "a\u202eb",
    "a\u200bb",
    "```\nx\n```",
    "> x",
    "1. x",
    "![x](http://e.example/x.png)",
    "[x]: http://e.example",
    "[x](javascript:alert(1))",
    "**x**",
    "&lt;b&gt;",
    "x  \ny",
    "    x",
    "| a | b |",
    "- - x",
    "TODO",
    "\\",
    "x\n===",
    "$(touch /tmp/x); `touch /tmp/x`",
]
TEXT_FIELDS = [field.id for field in FIELDS if field.id not in ("licence", "category", "standing", "name")]


def _holds_what_was_written(entry: authoring.IssueEntry, name: str, answer: str) -> None:
    """The entry is read without a finding, has no other keys, and every other field is as it was proposed."""
    assert entry.path is not None
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / entry.path.name
        file.write_text(entry.text, encoding="utf-8", newline="\n")
        draft = read_draft("terms", file, file.name)
    assert draft.findings == []
    assert draft.allowed == {}
    record = wc.to_dict(draft.record)
    written = {one.id for one in FIELDS} | {"id", "reviewed", "next_review"}
    assert {key for key, value in record.items() if value and key not in written} == {"status"}
    assert record["status"] == "current"
    squeezed = " ".join(answer.split())
    if name in ("summary", "name"):
        assert record[name] == squeezed
    elif name in ("definition", "example"):
        assert " ".join(record[name]) == squeezed


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("field", TEXT_FIELDS)
def test_a_trick_is_taken_as_words_or_not_at_all(field: str, attack: str, mini_folder: Path) -> None:
    for answer in (attack, f"{ANSWERS[field]}\n{attack}"):
        entry = propose(mini_folder, **{field: answer})
        if not entry.missing:
            _holds_what_was_written(entry, field, answer)


@pytest.mark.parametrize("attack", ["x @octocat y", "a\u202eb", "x <!-- allow W441: because -->", "x # allow W441: no"])
@pytest.mark.parametrize("field", TEXT_FIELDS)
def test_these_are_never_taken_nor_repeated(field: str, attack: str, mini_folder: Path) -> None:
    entry = propose(mini_folder, **{field: f"{ANSWERS[field]}\n{attack}"})
    assert entry.missing
    assert entry.text == ""
    assert not [what for what in entry.missing if "@octocat" in what or "\u202e" in what or "allow W441" in what]


def test_no_answer_writes_anything_when_it_is_not_taken(mini_copy: Path) -> None:
    before = {path: path.read_bytes() for path in mini_copy.rglob("*") if path.is_file()}
    for name in ("../../x", "/etc/x", "planned-rest", "a\x00b", "con"):
        authoring.entry_from_issue(mini_copy, body(ANSWERS | {"name": name}), today=TODAY)
    assert {path: path.read_bytes() for path in mini_copy.rglob("*") if path.is_file()} == before


@given(field=st.sampled_from(TEXT_FIELDS), answer=st.text())
def test_any_answer_is_taken_as_it_was_written_or_not_at_all(mini_folder: Path, field: str, answer: str) -> None:
    entry = authoring.entry_from_issue(mini_folder, json.dumps(ANSWERS | {field: answer}), today=TODAY, dry_run=True)
    if not entry.missing:
        _holds_what_was_written(entry, "", answer)


@given(st.text())
def test_any_body_gives_a_list(mini_folder: Path, text: str) -> None:
    for form in (text, "### Name\n\n" + text, "{" + text):
        entry = authoring.entry_from_issue(mini_folder, form, today=TODAY, dry_run=True)
        assert entry.text == ""
        assert entry.missing
        assert all(re.match(r".+", what) for what in entry.missing)
