"""One mistake gives one finding, in its line, that says what would be right to somebody who never programmed."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from test_rules import MORE, REST, ROWS, SECTION, SUNDAY, Edit, edit, write

from withdrawal_concepts import authoring

TODAY = datetime.date(2024, 6, 1)
REFERENCE = "references/fictus-2019.json"
REASON = 'switching-off: "Rest with a plan is one way of switching off. [theory]"'

MISTAKES: dict[str, tuple[Edit, str, str]] = {
    "a colon in a text": (
        edit(REST, "summary: Planned rest is", "summary: Planned rest: it is"),
        "E102", "put the text in double quotes"),
    "a tab": (edit(REST, "  - rest plan\n", "\t- rest plan\n"), "E102", "use spaces instead"),
    "a quote that is not closed": (edit(REST, '[theory]"', "[theory]"), "E102", "end it with a quote"),
    "no space after a hyphen": (
        edit(REST, "aliases:\n  - rest plan", "aliases:\n  -rest plan"),
        "E103", "one item a line, each after a hyphen and a space"),
    "a key with a slip": (edit(REST, "standing: adapted", "standng: adapted"), "E103", "did you mean 'standing'?"),
    "a capital": (edit(REST, "standing: adapted", "standing: Adapted"), "E103", "did you mean 'adapted'?"),
    "a list that is none": (edit(REST, "aliases:\n  - rest plan", "aliases: rest plan"), "E103", "one item a line"),
    "another form of date": (
        edit(REST, "reviewed: 2024-01-10", "reviewed: 10.1.2024"), "E103", "year-month-day, such as 2026-11-21"),
    "a heading by another name": (
        edit(REST, "## What may help\n", "## What helps\n"), "E104", "did you mean '## What may help'?"),
    "a heading by quite another name": (
        edit(REST, "## Definition\n", "## Meaning\n"), "E104", "did you mean '## Definition'?"),
    "a heading of our own": (
        edit(REST, "## What may help\n", "## Ada\n\nA note.\n\n## What may help\n"), "E104", "headings:"),
    "a heading that is missing": (
        edit(REST, "## Misconceptions\n\n", ""), "E104", "add a line '## Misconceptions' and text below it"),
    "a heading without a space": (edit(REST, "## Definition\n", "##Definition\n"), "E104", "## Definition"),
    "a heading with one mark": (
        edit(REST, "## Definition\n", "# Definition\n"), "E105", "## and a space before a heading"),
    "two versions": (
        edit(REST, "Kim offers Monday.", "\n<<<<<<< HEAD\nKim offers Monday.\n=======\nKim offers.\n>>>>>>> other"),
        "E101", "keep one, and delete the marks"),
    "a bullet that is none": (edit(REST, "- You could start", "You could start"), "E105", "start the line with '- '"),
    "no arrow": (edit(REST, "hard work. → In", "hard work. In"), "E107", "What people often hear. →"),
    "no reason": (edit(REST, REASON, "switching-off:"), "E107", "one sentence with its bracket"),
    "a target with a slip": (
        edit(REST, "    switching-off:", "    switching-of:"), "E301", "did you mean 'switching-off'?"),
    "a relation kind with a space": (edit(REST, "  broader:\n", "  is broader:\n"), "E309", "kinds: broader"),
    "the name of another term as alias": (
        edit(REST, "  - rest plan\n", "  - rest plan\n  - cafe pause\n"), "E201", "keep it in one of the two"),
    "a search phrase twice": (
        edit(REST, "  - rest on purpose\n", "  - rest on purpose\n  - Rest on purpose\n"), "W204", "keep one"),
    "a verb that is too strong, and listed": (
        edit(REST, "- You could start", "- Rest leads to sleep. You could start"), "E505", "'is linked with'"),
    "a reference with a slip": (
        edit(SECTION, "The gap was small. [moderate; @fictus-2019;", "The gap was small. [moderate; @fictis-2019;"),
        "E501", "add references/fictis-2019.json, or did you mean 'fictus-2019'?"),
    "a search file that nothing answers": (write("search/nobody.txt", "a\nb\n"), "E210", "<id>.txt"),
    "a spelling without what it stands for": (write("search/spellings.txt", "wen when\nagen\n"), "E210", "wen when"),
    "queries for an entry that is not there": (
        write("search/graded.jsonl", '{"query": "a", "relevant": {"ghosts": 3}}\n' * 9),
        "E210", "an entry that goes away"),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_one_mistake_is_one_finding_that_says_what_is_right(name: str, mini_copy: Path) -> None:
    change, code, hint = MISTAKES[name]
    change(mini_copy)
    found = authoring.check(mini_copy, today=TODAY)
    assert [finding.code for finding in found] == [code], [str(finding) for finding in found]
    assert found[0].suggestion.startswith(hint)


@pytest.mark.parametrize(
    ("code", "change"), [*ROWS.items(), *MORE], ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_check_of_one_file_finds_what_a_check_of_all_finds_in_it(code: str, change: Edit, mini_copy: Path) -> None:
    change(mini_copy)
    found = [f for f in authoring.check(mini_copy, today=TODAY) if Path(f.path).is_file()]
    for path in {finding.path for finding in found}:
        alone = authoring.check(mini_copy, files=[path], today=TODAY)
        assert [f for f in found if f.path == path] == [f for f in alone if f.path == path]


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("E201", edit(SUNDAY, "  - Sunday scaries\n", "  - Sunday scaries\n  - rest plan\n")),
        ("W204", edit(SUNDAY, "search_phrases:\n", "search_phrases:\n  - rest on purpose\n")),
    ],
)
def test_what_two_files_share_is_found_in_the_one_that_is_asked_about(code: str, change: Edit, mini_copy: Path) -> None:
    change(mini_copy)
    everywhere = authoring.check(mini_copy, today=TODAY)
    assert [finding.code for finding in everywhere] == [code]
    for file in (SUNDAY, REST):
        path = (mini_copy / file).as_posix()
        (finding,) = authoring.check(mini_copy, files=[path], today=TODAY)
        assert (finding.code, finding.path) == (code, path)


def test_a_folder_that_is_missing_concerns_every_file(mini_copy: Path) -> None:
    (mini_copy / "notices").rename(mini_copy.parent / "away")
    found = authoring.check(mini_copy, files=[mini_copy / REST], today=TODAY)
    assert [(f.code, Path(f.path).name) for f in found] == [("E101", "notices")]


def test_a_text_over_two_lines_is_not_taken_for_a_quote_that_is_open(mini_copy: Path) -> None:
    edit(REST, "summary: Planned rest is", 'note: "it goes\n  on"\nsummary: Planned rest: it is')(mini_copy)
    found = authoring.check(mini_copy, today=TODAY)
    assert [finding.suggestion for finding in found] == ["put the text in double quotes"]
