"""Every coded rule: an edit of the mini folder that provokes it, and nothing else."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

import withdrawal_concepts as wc
from withdrawal_concepts import authoring
from withdrawal_concepts.authoring import _check
from withdrawal_concepts.authoring._catalogue import StyleRule, rules, style_rules

TODAY = datetime.date(2024, 6, 1)
SECTION, REST, CAFE = "sections/sunday-nights.md", "terms/planned-rest.md", "terms/cafe-pause.md"
SUNDAY, UNEASE, OFF = "terms/sunday-evening-dread.md", "terms/anticipatory-unease.md", "terms/switching-off.md"

Edit = Callable[[Path], None]


def edit(file: str, old: str, new: str) -> Edit:
    """Replace the one place of *old* in *file*."""

    def do(folder: Path) -> None:
        text = (folder / file).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{text.count(old)} x {old!r} in {file}"
        (folder / file).write_text(text.replace(old, new), encoding="utf-8")

    return do


def write(file: str, text: str) -> Edit:
    def do(folder: Path) -> None:
        (folder / file).parent.mkdir(exist_ok=True)
        (folder / file).write_text(text, encoding="utf-8")

    return do


def rename(file: str, new: str) -> Edit:
    def do(folder: Path) -> None:
        (folder / file).rename(folder / new)

    return do


def cut(file: str, start: str, end: str) -> Edit:
    """Leave out everything from *start* up to *end*."""

    def do(folder: Path) -> None:
        text = (folder / file).read_text(encoding="utf-8")
        head, _, rest = text.partition(start)
        _, found, tail = rest.partition(end)
        assert found, f"{start!r} ... {end!r} is not in {file}"
        (folder / file).write_text(head + end + tail, encoding="utf-8")

    return do


def both(*edits: Edit) -> Edit:
    def do(folder: Path) -> None:
        for one in edits:
            one(folder)

    return do


def a_new_term(id: str, relations: str, sources: str = "[{article: example-article, heading: Lead}]") -> Edit:
    """A sound term that cites nothing."""
    phrases = "\n".join(f"  - {id} typed in way {n}" for n in range(8))
    body = """## Definition\n\nSome people do a new thing.\n\n## Example\n\nAda did it on Monday.\n
## What research says\n\n- We found no study of it. [none]\n- We found no trial of it. [none]
- We found no review of it. [none]\n\n## Misconceptions\n\n- It is old. → We found no study that shows this.\n
## What may help\n\n- We found no trial of help with it. [none]\n"""
    return write(
        f"terms/{id}.md",
        f"---\nname: {id}\nsummary: {id} is a new thing that people do on Monday.\ncategory: event\nstanding: adapted\n"
        f"search_phrases:\n{phrases}\nsources: {sources}\nrelations:\n{relations}\n"
        f"reviewed: 2024-01-10\nnext_review: 2099-12-31\n---\n\n{body}",
    )


def a_second_section(folder: Path) -> None:
    """Another section of the same article at the same place, with search phrases of its own."""
    text = (folder / SECTION).read_text(encoding="utf-8")
    text = re.sub(r"^  - (?!article)(.*)$", r"  - \1 as well", text, flags=re.MULTILINE)
    (folder / "sections/more-sunday-nights.md").write_text(text, encoding="utf-8")


def _all_but(own: str) -> str:
    others = [f"    {other}: They are alike. [theory]" for other in ("newa", "newb", "newc", "newd") if other > own]
    return "  related:\n" + "\n".join(others) if others else "  {}"


def since_release(change: Edit) -> Edit:
    """Release the folder as it is, then change it."""

    def do(folder: Path) -> None:
        authoring.release(folder, folder.parent / "data", version="1.0.0", released=TODAY)
        change(folder)

    return do


THREE = "".join(
    f"  {kind}:\n    {target}: They are alike. [theory]\n"
    for kind, target in (("related", "planned-rest"), ("contrasts_with", "cafe-pause"), ("eased_by", "switching-off"))
)
OTHER_PLAN = edit(REST, "The plan is made before the day begins.", "The plan is made early on.")
HARD = "Extraordinarily complicated administrative responsibilities overwhelm inexperienced representatives."

ROWS: dict[str, Edit] = {
    "E101": write("terms/empty-one.md", ""),
    "E102": write("terms/plain-one.md", "Only text.\n"),
    "E103": edit(SECTION, "position: 1", "position: one"),
    "E104": edit(SECTION, "This section is about", "## A heading\n\nThis section is about"),
    "E105": edit(SECTION, "The gap was small.", "The **gap** was small."),
    "E106": rename(SECTION, "sections/Sunday_Nights.md"),
    "E107": edit(SECTION, "screens on Sunday night. [none]", "screens on Sunday night."),
    "E108": edit(UNEASE, "The name was made up for these tests. Fictus and Marlow used it first. [", "["),
    "E109": write("terms/notes.txt", "A note.\n"),
    "E110": edit(SECTION, "The gap was small.", "The g\u200bap was small."),
    "E111": edit(REST, "summary: Planned rest is", 'summary: "TODO: Planned rest is" #'),
    "E201": edit(REST, "  - rest plan\n", "  - rest plan\n  - sunday SCARIES\n"),
    "E202": edit(REST, "  - rest plan\n", "  - rest plan\n  - planned–rest\n"),
    "E203": edit(REST, "  - rest plan\n", '  - rest plan\n  - "--"\n'),
    "W204": edit(REST, "  - rest on purpose\n", "  - rest on purpose\n  - Monday is coming!\n"),
    "E205": edit(REST, "  - rest on purpose\n", ""),
    "E206": edit(REST, "  - rest plan\n", "  - rest plan\n  - r\u0435st idea\n"),
    "E207": rename(SECTION, "sections/planned-rest.md"),
    "E208": edit("notices/pause-now.md", "  - want* to hide forever\n", "  - Don't hide!\n"),
    "E209": edit(CAFE, "ambiguous: [coffee break]", "ambiguous: [coffee brake]"),
    "E210": write("search/plannd-rest.txt", "i need a pause\n"),
    "I211": edit(REST, "  - rest on purpose\n", "  - reading the work mails on Saturdays\n  - rest on purpose\n"),
    "E301": edit(REST, "relations:\n", "relations:\n  related:\n    weekend-chekcing: They are alike. [theory]\n"),
    "E302": edit(REST, "relations:\n", "relations:\n  related:\n    planned-rest: They are alike. [theory]\n"),
    "E303": edit(SUNDAY, "relations:\n", "relations:\n  related:\n    cafe-pause: They are alike. [theory]\n"),
    "E304": edit(OFF, "reviewed:", "relations:\n  broader:\n    cafe-pause: It is one. [theory]\nreviewed:"),
    "E305": edit(CAFE, "  related:\n", "  related:\n    switching-off: They are alike. [theory]\n"),
    "E306": edit(SECTION, "unease, planned-rest]", "unease, planned-rests]"),
    "W307": both(*(a_new_term(id, _all_but(id)) for id in ("newa", "newb", "newc", "newd"))),
    "W308": cut(CAFE, "  contrasts_with:", "reviewed:"),
    "E309": edit(REST, "relations:\n", "relations:\n  narrower:\n    cafe-pause: It is one. [theory]\n"),
    "E310": edit(REST, "one way of switching off. [theory]", "one way of switching off [theory]"),
    "E311": a_second_section,
    "E408": edit(REST, "is free time that is set aside before the day begins.", "is free time. It is set aside."),
    "E409": cut(SECTION, "The article says that the job", "If Sunday nights stay hard"),
    "E484": edit(REST, "Kim offers Monday.\n", "Kim offers Monday.\n" + f"\n{HARD}\n" * 40),
    "W485": edit(REST, "Kim offers Monday.\n", "Kim offers Monday.\n" + f"\n{HARD}\n" * 22),
    "W486": edit(REST, "The plan is made", "Some people recieve it. The plan is made"),
    "W487": edit(REST, "The plan is made", "Some people have a baseline. The plan is made"),
    "W488": edit(REST, "is free time that is set aside before the day begins.", "is when people plan to rest."),
    "W490": edit(REST, "Kim offers Monday.\n", "Kim offers Monday.\n\n<!-- allow W441: no such word -->\n"),
    "E491": edit(SECTION, "The gap was small.", "The gap was small " + "and it was small " * 5 + "too."),
    "W492": edit(SECTION, "The gap was small.", "The gap was small. It was small. It was."),
    "E493": edit(REST, "standing: adapted", "standing: informal"),
    "E494": edit(SECTION, "The gap was small.", "Self-harm was rare."),
    "E496": edit(REST, "standing: adapted", "standing: contested"),
    "W497": edit(REST, "Some people choose a time to rest", "Some people choose when you rest"),
    "E498": edit(REST, "Some people choose a time", "It is when people choose a time"),
    "I499": edit(REST, "name: Planned rest\naliases:\n", "name: Work avoidance\naliases:\n  - planned rest\n"),
    "E501": edit(SECTION, "The gap was small. [moderate; @fictus-2019;", "The gap was small. [moderate; @fictus-2091;"),
    "E502": edit(SECTION, "to share it. [limited; @invented-panel-2015]", "to share it. [limited]"),
    "E503": edit(REST, "- We found no study of rest plans for teachers. [none]\n", ""),
    "E504": edit(SECTION, "We found no study of screens on Sunday night.", "There is no such study."),
    "E505": edit(SECTION, "The gap was small.", "It makes a small gap."),
    "W506": write("references/nobody-2000.json", json.dumps({
        "id": "nobody-2000", "type": "book", "title": "T", "author": [{"literal": "N"}],
        "issued": {"date-parts": [[2000]]}, "note": "N"}, indent=2) + "\n"),
    "E508": a_new_term("newa", "".join(f"  {k}:\n    {t}: They are alike. [theory]\n" for k, t in (
        ("related", "planned-rest"), ("contrasts_with", "cafe-pause"), ("eased_by", "switching-off"))), "[]"),
    "E601": since_release(lambda folder: (folder / "terms/me-time.md").unlink()),
    "E603": since_release(a_new_term("me-time", THREE)),
    "E605": edit(REST, "standing: adapted", "standing: adapted\nstatus: deprecated\nreplaced_by: sunday-scaries"),
    "E607": since_release(OTHER_PLAN),
    "E608": since_release(both(OTHER_PLAN, edit(REST, "reviewed:", "edit: meaning\nreviewed:"))),
    "W609": since_release(edit(REST, "reviewed:", "edit: clarified\nreviewed:")),
    "E602": edit("terms/end-of-weekend-gloom.md", "sunday-evening-dread", "me-time"),
    "E604": edit(REST, "reviewed: 2024-01-10", "reviewed: 2025-01-10"),
    "E606": write(
        "terms/end-of-weekend-gloom.md", "---\nmoved_to: sunday-evening-dread\nretired: It is gone.\n---\n"),
    "I112": edit(REST, "standing: adapted\n", "standing: adapted  \n"),
    "W507": edit("references/fictus-2019.json", '"DOI": "10', '"DOI": "https://doi.org/10'),
}  # fmt: skip
MORE: list[tuple[str, Edit]] = [
    ("E101", write("references/words-2000.json", "words")),
    ("E103", edit(SECTION, "position: 1\n", "")),
    ("E103", edit(SECTION, "position: 1\n", "position: 1\nplace: 2\n")),
    ("E103", edit(SECTION, "position: 1\n", "position: 1\nid: sunday-nights\n")),
    ("E104", edit(UNEASE, "## Example\n", "## Examples\n\nNot known.\n\n## Example\n")),
    ("E104", edit(UNEASE, "## Example\n", "## Example\n\nAda.\n\n## Example\n")),
    ("E104", cut(REST, "## Misconceptions", "## What may help")),
    ("E105", edit(SECTION, "The gap was small.", "The [gap](https://x.example) was small.")),
    ("E105", edit(REST, "The plan is made before the day begins.", "The plan.\n\n| a | b |\n|---|---|\n| c | d |")),
    ("E105", edit(REST, "- You could start", "You could start")),
    ("E106", edit("references/fictus-2019.json", '"id": "fictus-2019"', '"id": "fictus-2020"')),
    ("E107", edit(REST, "[moderate; @marlow-2021]", "[moderate; marlow-2021; @fictus-2019]")),
    ("E107", edit(REST, "of switching off. [theory]", "of switching off.")),
    ("E110", edit(REST, "The plan is made", "The&#x200b; plan is made")),
    ("E110", edit(REST, "heading: A Plan for Rest", 'heading: "A Plan\\u200b for Rest"')),
    ("E111", edit(REST, "The plan is made before the day begins.", "TBD")),
    ("E111", edit(REST, "relations:\n", "relations:\n  related:\n    TODO-an-id: They are alike. [theory]\n")),
    ("E111", edit(REST, "[moderate; @marlow-2021]", "[moderate; @TODO]")),
    ("E111", edit("references/fictus-2019.json", '"note": "Invented', '"note": "TODO Invented')),
    ("E201", edit(REST, "  - rest plan\n", "  - rest plan\n  - sunday scary\n")),
    ("E201", edit(REST, "  - rest plan\n", "  - rest plan\n  - cafe pause\n")),
    ("E306", edit(REST, "article: example-article", "article: another-article")),
    ("E306", edit(SUNDAY, "[pause-now, where-to-turn]", "[pause-now, where-to-go]")),
    ("E408", edit(REST, "summary: Planned rest is", "summary: It is")),
    ("E505", edit(OFF, "people who thought less of work at night slept better.", "sleep raises the mood.")),
    ("E505", edit(UNEASE, "Studies disagree on how long the feeling lasts.", "The feeling lasts for an hour.")),
    ("E103", edit(REST, "reviewed:", "edit: better\nreviewed:")),
    ("E605", edit(REST, "standing: adapted", "standing: adapted\nreplaced_by: cafe-pause")),
    (
        "E605",
        both(
            edit(REST, "standing: adapted", "standing: adapted\nstatus: deprecated\nreplaced_by: cafe-pause"),
            edit(CAFE, "standing: informal", "standing: informal\nstatus: deprecated"),
        ),
    ),
    (
        "W609",
        since_release(both(a_new_term("nw", THREE), edit("terms/nw.md", "reviewed:", "edit: editorial\nreviewed:"))),
    ),
    ("E604", edit(REST, "reviewed: 2024-01-10\nnext_review: 2099-12-31", "reviewed: 2021-01-10")),
    ("E606", write("terms/end-of-weekend-gloom.md", "---\nmoved_to: planned-rest\n---\n\nA text.\n")),
    ("E606", write("terms/end-of-weekend-gloom.md", "---\nsplit_into: [planned-rest]\n---\n")),
    ("E606", write("terms/end-of-weekend-gloom.md", "---\nconsider: [planned-rest]\n---\n")),
    ("E606", write("terms/end-of-weekend-gloom.md", "---\nmoved_to: planned-rest\nconsider: [cafe-pause]\n---\n")),
    ("E606", write("terms/end-of-weekend-gloom.md", '---\nmoved_to: ""\n---\n')),
]  # fmt: skip


def _codes(folder: Path) -> set[str]:
    return {finding.code for finding in authoring.check(folder, today=TODAY)}


def test_mini_is_free_of_findings(mini_folder: Path) -> None:
    assert _codes(mini_folder) == set()


@pytest.mark.parametrize("code", ROWS)
def test_each_rule_finds_what_breaks_it_and_no_other_does(code: str, mini_copy: Path) -> None:
    ROWS[code](mini_copy)
    assert _codes(mini_copy) == {code}


@pytest.mark.parametrize(("code", "change"), MORE, ids=[f"{code}-{n}" for n, (code, _) in enumerate(MORE)])
def test_other_ways_to_break_a_rule(code: str, change: Edit, mini_copy: Path) -> None:
    change(mini_copy)
    assert _codes(mini_copy) == {code}


def test_every_code_of_the_catalogue_is_tried() -> None:
    tried = {"E100", *ROWS, *(rule.code for rule in style_rules())}
    assert tried == set(rules())


def test_the_catalogue_is_what_the_package_offers() -> None:
    assert authoring.rules() == rules()


def test_a_rule_that_crashes_is_a_finding_and_stops_no_other(mini_copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(folder: object) -> None:
        raise ZeroDivisionError("a fault of ours")

    ROWS["E205"](mini_copy)
    monkeypatch.setattr(_check, "RULES", (crash, *_check.RULES))
    found = authoring.check(mini_copy, today=TODAY)
    assert {finding.code for finding in found} == {"E100", "E205"}
    (crashed,) = [finding for finding in found if finding.code == "E100"]
    assert "crash" in crashed.message
    assert "ZeroDivisionError: a fault of ours" in crashed.message
    with pytest.raises(wc.InvalidContentError):
        authoring.compile_content(mini_copy, version="1.0.0", released=TODAY)


class TestCatalogue:
    @pytest.mark.parametrize("rule", rules().values(), ids=list(rules()))
    def test_every_rule_says_what_why_and_shows_both(self, rule: authoring.Rule) -> None:
        assert re.fullmatch(r"[EWI][1-6]\d\d", rule.code)
        for text in (rule.title, rule.why, rule.bad, rule.good):
            assert text.strip()
        assert rule.bad != rule.good
        assert rule.severity == {"E": "error", "W": "warning", "I": "info"}[rule.code[0]]
        assert rule.why.endswith(".")

    @pytest.mark.parametrize("rule", rules().values(), ids=list(rules()))
    def test_no_reason_has_a_gap_where_something_was_taken_out(self, rule: authoring.Rule) -> None:
        assert not re.search(r"\s[,.;:]|[,;:]\s*[,.;]|\(\s*\)", rule.why.replace(" ...", ""))

    def test_a_number_stands_for_one_rule(self) -> None:
        assert len({code[1:] for code in rules()}) == len(rules())

    def test_they_come_in_the_order_of_their_numbers(self) -> None:
        assert [code[1:] for code in rules()] == sorted(code[1:] for code in rules())


class TestStyle:
    """The word list, all of it in one check each: one example a paragraph, so that its line says which it is."""

    def _found(self, folder: Path, texts: dict[str, str]) -> dict[str, set[str]]:
        """Code of the example -> the codes that are found in its line."""
        file = folder / REST
        head, marker, tail = file.read_text(encoding="utf-8").partition("## Example\n")
        before = (head + marker).count("\n")
        lines = {before + 2 * n + 2: code for n, code in enumerate(texts)}
        middle = "".join(f"\nOne says: {text}.\n" for text in texts.values())
        file.write_text(head + marker + middle + "\n" + tail, encoding="utf-8")
        found: dict[str, set[str]] = {code: set() for code in texts}
        for finding in authoring.check(folder, today=TODAY):
            if finding.path.endswith(REST) and finding.line in lines:
                found[lines[finding.line]].add(finding.code)
        return found

    def test_every_bad_example_is_found(self, mini_copy: Path) -> None:
        found = self._found(mini_copy, {rule.code: rule.bad for rule in style_rules()})
        assert [code for code, codes in found.items() if code not in codes] == []

    def test_no_good_example_is_found(self, mini_copy: Path) -> None:
        found = self._found(mini_copy, {rule.code: rule.good for rule in style_rules()})
        assert [code for code, codes in found.items() if code in codes] == []

    def test_a_message_shows_the_words_the_reason_and_what_is_right(self, mini_copy: Path) -> None:
        edit(REST, "The plan is made before the day begins.", "A plan is crucial.")(mini_copy)
        (finding,) = authoring.check(mini_copy, today=TODAY)
        rule = rules()["W443"]
        assert finding.message == f"'crucial' in the definition: {rule.why}"
        assert finding.suggestion == rule.good
        before = (mini_copy / REST).read_text(encoding="utf-8").split("A plan is crucial.")[0]
        assert finding.line == before.count("\n") + 1

    def test_a_match_is_found_in_every_public_field(self, mini_copy: Path) -> None:
        edit(REST, "set aside before the day begins.", "crucial before the day begins.")(mini_copy)  # summary
        edit(REST, "one way of switching off.", "one crucial way of switching off.")(mini_copy)  # relation
        edit(REST, "Kim marks Sunday from six to nine as free.", "Kim has a crucial Sunday.")(mini_copy)  # example
        edit(REST, "slept a little longer.", "slept a crucial hour, in one study.")(mini_copy)  # statement
        edit(REST, "Rest is a prize", "Rest is a crucial prize")(mini_copy)  # misconception
        edit(REST, "start with ten", "start with ten crucial")(mini_copy)  # what may help
        edit(UNEASE, "The name was made up", "The crucial name was made up")(mini_copy)  # origin
        edit(SECTION, "The gap was small.", "The gap was crucial.")(mini_copy)
        edit("articles/example-article.md", "In one study, the", "In one crucial study, the")(mini_copy)
        edit("notices/where-to-turn.md", "These texts", "These crucial texts")(mini_copy)
        found = [f for f in authoring.check(mini_copy, today=TODAY) if f.code == "W443"]
        assert len(found) == 10
        assert len({finding.message.split(":")[0] for finding in found}) == 9  # paragraphs of two kinds of entry

    @pytest.mark.parametrize(
        "change",
        [
            edit(REST, "  - rest on purpose", "  - rest is crucial for me"),
            edit(REST, "  - rest plan\n", "  - crucial rest\n"),
            edit(REST, "  - What counts as planned rest?", "  - Is planned rest crucial?"),
            edit("references/fictus-2019.json", "Nine looks", "Nine crucial looks"),
            edit(REST, "heading: A Plan for Rest", "heading: A Crucial Plan for Rest"),
        ],
        ids=["phrase", "alias", "question", "reference", "heading"],
    )
    def test_what_is_not_our_wording_is_exempt(self, change: Edit, mini_copy: Path) -> None:
        change(mini_copy)
        assert _codes(mini_copy) == set()

    def test_the_name_of_an_entry_is_exempt_in_the_entry(self, mini_copy: Path) -> None:
        edit(REST, "name: Planned rest\naliases:\n", "name: Essential rest\naliases:\n  - planned rest\n")(mini_copy)
        edit(REST, "summary: Planned rest", "summary: Essential rest")(mini_copy)
        assert _codes(mini_copy) == set()
        edit(SECTION, "The gap was small.", "The gap was essential.")(mini_copy)
        assert _codes(mini_copy) == {"W443"}

    def test_style_rules_are_rules(self) -> None:
        assert all(isinstance(rule, StyleRule) and rules()[rule.code] is rule for rule in style_rules())


class TestExemptions:
    COMMENT = "Kim offers Monday.\n\n<!-- allow {} -->\n"

    def _with(self, folder: Path, comment: str, word: str = "crucial") -> list[tuple[str, int]]:
        edit(REST, "A friend asks for help", f"A {word} friend asks for help")(folder)
        edit(REST, "Kim offers Monday.\n", self.COMMENT.format(comment))(folder)
        return [(finding.code, finding.line) for finding in authoring.check(folder, today=TODAY)]

    def _line_of_the_comment(self, folder: Path) -> int:
        return (folder / REST).read_text(encoding="utf-8").split("<!--")[0].count("\n") + 1

    def test_with_a_reason_it_holds(self, mini_copy: Path) -> None:
        assert self._with(mini_copy, "W443: a word of the title") == []

    @pytest.mark.parametrize("comment", ["W443:", "W443: ", "W443:   "])
    def test_without_a_reason_it_does_not(self, mini_copy: Path, comment: str) -> None:
        found = self._with(mini_copy, comment)
        assert sorted(code for code, _ in found if code != "I112") == ["W443", "W490"]  # two spaces
        assert ("W490", self._line_of_the_comment(mini_copy)) in found

    def test_one_that_is_not_needed_is_found(self, mini_copy: Path) -> None:
        found = self._with(mini_copy, "W441: there is no such word", word="good")
        assert found == [("W490", self._line_of_the_comment(mini_copy))]

    def test_an_error_cannot_be_exempted(self, mini_copy: Path) -> None:
        edit(REST, "standing: adapted", "standing: contested")(mini_copy)
        found = self._with(mini_copy, "E496: it is not disputed", word="good")
        assert sorted(code for code, _ in found) == ["E496", "W490"]

    def test_it_holds_for_its_own_file_only(self, mini_copy: Path) -> None:
        edit(SECTION, "The gap was small.", "The gap was crucial.")(mini_copy)
        found = authoring.check(mini_copy, today=TODAY)
        assert [finding.code for finding in found] == ["W443"]
        assert self._with(mini_copy, "W443: a word of the title") == [("W443", found[0].line)]

    def test_a_hint_can_be_exempted_too(self, mini_copy: Path) -> None:
        assert self._with(mini_copy, "I445: it was counted", word="usually kind") == []

    def test_two_exemptions_of_one_code_count_once_each(self, mini_copy: Path) -> None:
        assert (
            self._with(mini_copy, "W443: a word of the title --><!-- allow I445: counted", word="usually crucial") == []
        )


class TestReviews:
    @pytest.mark.parametrize(
        ("file", "extra", "due"),
        [
            (UNEASE, "", "2026-01-10"),  # two years
            (OFF, "", "2025-01-10"),  # contested: one year
            (REST, "", "2025-01-10"),  # about help: one year
            (SECTION, "", "2026-01-10"),
            ("articles/example-article.md", "", "2026-01-10"),
            ("notices/where-to-turn.md", "", "2024-07-10"),  # half a year
        ],
    )
    def test_when_the_next_review_is_due(self, file: str, extra: str, due: str, mini_copy: Path) -> None:
        edit(file, "\nnext_review: 2099-12-31", extra)(mini_copy)
        day = datetime.date.fromisoformat(due)
        assert {f.code for f in authoring.check(mini_copy, today=day)} == set()
        late = authoring.check(mini_copy, today=day + datetime.timedelta(days=1))
        assert [(f.code, f.path.endswith(file)) for f in late] == [("E604", True)]
        assert due in late[0].message

    def test_the_end_of_a_month(self, mini_copy: Path) -> None:
        edit("notices/where-to-turn.md", "reviewed: 2024-01-10\nnext_review: 2099-12-31", "reviewed: 2023-08-31")(
            mini_copy
        )
        assert _codes(mini_copy) == {"E604"}
        assert {f.code for f in authoring.check(mini_copy, today=datetime.date(2024, 2, 28))} == set()

    @pytest.mark.parametrize("reviewed", ["9999-12-31", "9998-06-01", "0001-01-01"])
    def test_days_at_the_edge_of_the_calendar(self, reviewed: str, mini_copy: Path) -> None:
        edit(REST, "reviewed: 2024-01-10\nnext_review: 2099-12-31", f"reviewed: {reviewed}")(mini_copy)
        assert {f.code for f in authoring.check(mini_copy, today=TODAY) if f.path.endswith(REST)} <= {"E103", "E604"}
        assert _codes(mini_copy)

    def test_without_a_day_the_clock_is_asked(self, mini_copy: Path) -> None:
        edit(REST, "reviewed: 2024-01-10\nnext_review: 2099-12-31", "reviewed: 2000-01-10")(mini_copy)
        assert {finding.code for finding in authoring.check(mini_copy)} == {"E604"}


class TestNotices:
    @pytest.mark.parametrize("field", ["triggers", "exceptions"])
    @pytest.mark.parametrize("pattern", ["Don't", "... now", "a *b", "[x]", "Éa", "café now"])
    def test_a_pattern_that_cannot_be_read_or_never_match_is_found(
        self, field: str, pattern: str, mini_copy: Path
    ) -> None:
        edit("notices/pause-now.md", f"{field}:\n", f'{field}:\n  - "{pattern}"\n')(mini_copy)
        found = authoring.check(mini_copy, today=TODAY)
        assert [finding.severity for finding in found] == ["error"]
        assert found[0].path.endswith("notices/pause-now.md")
        line = (mini_copy / "notices/pause-now.md").read_text(encoding="utf-8").split(f'- "{pattern}"')[0].count(
            "\n"
        ) + 1
        assert found[0].line == line


class TestWords:
    def _found(self, folder: Path, words: str, code: str) -> list[str]:
        edit(REST, "The plan is made before", f"{words} The plan is made before")(folder)
        return [finding.message for finding in authoring.check(folder, today=TODAY) if finding.code == code]

    @pytest.mark.parametrize(
        ("words", "found"),
        [
            ("A freind helps.", ["'freind' may be misspelled"]),
            ("Leary and Ines wrote it.", []),  # names begin with a capital
            ("Some people rest well.", []),
        ],
    )
    def test_spelling(self, words: str, found: list[str], mini_copy: Path) -> None:
        assert self._found(mini_copy, words, "W486") == found

    def test_a_word_one_letter_away_from_one_that_others_use(self, mini_copy: Path) -> None:
        for file in (CAFE, OFF, UNEASE):
            text = (mini_copy / file).read_text(encoding="utf-8")
            (mini_copy / file).write_text(
                text.replace("## Example\n\n", "## Example\n\nThe colleagues rest. "), encoding="utf-8"
            )
        assert self._found(mini_copy, "Some colleages rest.", "W486") == ["'colleages' may be misspelled"]

    def test_the_list_that_contributors_add_to(self, mini_copy: Path) -> None:
        (mini_copy / "spelling.txt").write_text("# ours\nfreind  # a name for a friend in a game\n", encoding="utf-8")
        assert self._found(mini_copy, "A freind helps.", "W486") == []

    def test_a_list_that_is_a_link_or_cannot_be_read(self, mini_copy: Path, tmp_path: Path) -> None:
        (mini_copy / "spelling.txt").write_bytes(b"\xff")
        assert _codes(mini_copy) == {"E101"}
        (mini_copy / "spelling.txt").unlink()
        (mini_copy / "spelling.txt").symlink_to(mini_copy / REST)
        assert _codes(mini_copy) == {"E109"}

    @pytest.mark.parametrize(
        ("words", "found"),
        [
            ("Some people have a schema.", ["'schema' is a technical word that nothing explains"]),
            ("Some people have a schema (a fixed idea about oneself).", []),
            ("Catharsis means letting feelings out.", []),
        ],
    )
    def test_technical_words(self, words: str, found: list[str], mini_copy: Path) -> None:
        assert self._found(mini_copy, words, "W487") == found

    def test_a_technical_word_with_an_entry_of_its_own(self, mini_copy: Path) -> None:
        edit(CAFE, "aliases:\n", "aliases:\n  - schema\n")(mini_copy)
        assert self._found(mini_copy, "Some people have a schema.", "W487") == []

    def test_two_summaries_that_explain_each_other(self, mini_copy: Path) -> None:
        edit(REST, "is free time that is set aside before the day begins.", "is the other side of a café pause.")(
            mini_copy
        )
        edit(CAFE, "is a short rest at a table with a warm drink.", "is the other side of planned rest.")(mini_copy)
        found = [f for f in authoring.check(mini_copy, today=TODAY) if f.code == "W488"]
        assert [Path(f.path).name for f in found] == ["cafe-pause.md", "planned-rest.md"]
