"""The examples of the catalogue are true: the check finds the bad one under its code, and not the good one."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from withdrawal_concepts import authoring
from withdrawal_concepts.authoring._catalogue import StyleRule, rules

TODAY = datetime.date(2024, 6, 1)
REST = "terms/planned-rest.md"
SUMMARY = "summary: Planned rest is free time that is set aside before the day begins."
DEFINITION = "Some people choose a time to rest and keep it free. The plan is made before the day begins."
STATEMENT = "- We found no study of rest plans for teachers. [none]"
REASON = 'switching-off: "Rest with a plan is one way of switching off. [theory]"'
TOMBSTONE = "terms/end-of-weekend-gloom.md"

Place = Callable[[Path, str], None]


def instead_of(old: str, form: str = "{}", file: str = REST) -> Place:
    def place(folder: Path, example: str) -> None:
        text = (folder / file).read_text(encoding="utf-8")
        assert text.count(old) == 1
        (folder / file).write_text(text.replace(old, form.format(example)), encoding="utf-8")

    return place


def as_name(folder: Path, example: str) -> None:
    text = (folder / REST).read_text(encoding="utf-8")
    (folder / "terms" / example).write_text(text, encoding="utf-8")


def as_standing(standing: str) -> Place:
    def place(folder: Path, example: str) -> None:
        instead_of(DEFINITION)(folder, example)
        instead_of("standing: adapted", f"standing: {standing}")(folder, "")

    return place


def as_relation(folder: Path, example: str) -> None:
    key = example.split(":")[0]
    instead_of("    switching-off:", f"    {key}:")(folder, "")
    (folder / "terms/loneliness.md").write_text(
        (folder / "terms/cafe-pause.md").read_text(encoding="utf-8"), encoding="utf-8"
    )


PLACES: dict[str, Place] = {
    "E102": instead_of(SUMMARY),
    "E103": instead_of("aliases:\n  - rest plan\n  - protected evening"),
    "E104": instead_of("## Definition"),
    "E105": instead_of(DEFINITION),
    "E106": as_name,
    "E107": instead_of(STATEMENT),
    "E108": instead_of(SUMMARY),
    "E111": instead_of(SUMMARY),
    "E203": instead_of("aliases:\n  - rest plan\n  - protected evening"),
    "E301": as_relation,
    "E310": instead_of(REASON, 'switching-off: "{} [theory]"'),
    "E408": instead_of(SUMMARY, "summary: {}"),
    "E493": as_standing("informal"),
    "E496": as_standing("contested"),
    "W486": instead_of(DEFINITION),
    "W487": instead_of(DEFINITION),
    "W488": instead_of(SUMMARY),
    "W497": instead_of(DEFINITION),
    "E498": instead_of(DEFINITION),
    "I499": instead_of(DEFINITION),
    "E501": instead_of(STATEMENT, "- In one study, some people rested. {}"),
    "E502": instead_of(STATEMENT),
    "E504": instead_of(STATEMENT),
    "E505": instead_of(STATEMENT),
    "W507": instead_of('"DOI": "10.5555/mini.2019.7"', file="references/fictus-2019.json"),
    "E602": instead_of("moved_to: sunday-evening-dread", file=TOMBSTONE),
}
"""Codes whose examples are pieces of a file, and where they stand in one."""

NAMES = {"E408": "Ostracism", "W488": "Loneliness"}
"""The entry that an example is about, where it has to be named."""

DESCRIBED = {
    "E100", "E101", "E109", "E110", "I112", "E201", "E202", "W204", "E205", "E206", "E207", "E208", "E209", "E210",
    "I211", "E302", "E303", "E304", "E305", "E306", "W307", "W308", "E309", "E311", "E409", "E484", "W485", "W490",
    "E491", "W492", "E494", "E503", "W506", "E508", "E604", "E606",
}  # fmt: skip
"""Codes whose examples say in words what test_rules.ROWS does: they are about more than one place."""


def test_every_example_is_tried_or_said_in_words() -> None:
    literal = {code for code, rule in rules().items() if not isinstance(rule, StyleRule)}
    others = {code for code in literal if code.startswith(("E6", "W6", "I6"))}
    assert (set(PLACES) | DESCRIBED) >= literal - others
    assert not set(PLACES) & DESCRIBED


@pytest.fixture
def folder(mini_copy: Path) -> Path:
    """The mini folder with the references that examples cite, and a name that I499 looks for."""
    cited = {id for rule in rules().values() for id in re.findall(r"@([a-z-]+-\d{4}[a-z]?)", rule.good)}
    for id in cited:
        record = {"id": id, "type": "book", "title": "T", "author": [{"literal": "N"}]}
        record |= {"issued": {"date-parts": [[2000]]}, "note": "N"}
        (mini_copy / f"references/{id}.json").write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
    return mini_copy


def _codes(folder: Path) -> set[str]:
    return {finding.code for finding in authoring.check(folder, today=TODAY)}


@pytest.mark.parametrize("code", PLACES)
def test_the_bad_example_is_found_and_the_good_one_is_not(code: str, folder: Path) -> None:
    rule = rules()[code]
    if code == "I499":
        instead_of("name: Planned rest\naliases:\n", "name: Work avoidance\naliases:\n  - planned rest\n")(folder, "")
    if code in NAMES:
        instead_of("name: Planned rest\n", f"name: {NAMES[code]}\n")(folder, "")
    if code == "E602":
        other = (folder / "terms/cafe-pause.md").read_text(encoding="utf-8")
        (folder / "terms/loneliness.md").write_text(other, encoding="utf-8")
    before = {path: path.read_bytes() for path in folder.rglob("*.*") if path.is_file()}
    PLACES[code](folder, rule.bad.removesuffix(" (definition)"))
    assert code in _codes(folder)
    for path in folder.rglob("*.*"):
        if path.is_file() and path not in before:
            path.unlink()
    for path, data in before.items():
        path.write_bytes(data)
    PLACES[code](folder, rule.good)
    assert code not in _codes(folder)
