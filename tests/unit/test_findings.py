"""A finding: where, which rule, what would be right."""

from __future__ import annotations

import pytest

import withdrawal_concepts as wc


@pytest.mark.parametrize(
    ("finding", "text"),
    [
        (
            wc.Finding("terms/x.md", 14, 5, "E301", "no such term", "did you mean 'y'?"),
            "terms/x.md:14:5: E301 no such term → did you mean 'y'?",
        ),
        (wc.Finding("terms/x.md", 14, 0, "W308", "2 relations"), "terms/x.md:14: W308 2 relations"),
        (wc.Finding("terms/x.md", 0, 0, "E101", "the file is empty"), "terms/x.md: E101 the file is empty"),
    ],
)  # fmt: skip
def test_it_prints_as_an_editor_can_follow_it(finding: wc.Finding, text: str) -> None:
    assert str(finding) == text


@pytest.mark.parametrize(("code", "severity"), [("E101", "error"), ("W308", "warning"), ("I445", "info")])
def test_the_letter_is_the_severity(code: str, severity: str) -> None:
    assert wc.Finding("x", 0, 0, code, "m").severity == severity


def test_findings_sort_by_file_line_column_and_code() -> None:
    places = [
        ("a", 1, 1, "E1"),
        ("a", 1, 1, "W1"),
        ("a", 1, 2, "E1"),
        ("a", 2, 0, "E1"),
        ("a", 10, 0, "E1"),
        ("b", 0, 0, "E1"),
    ]
    findings = [wc.Finding(*place, "m") for place in places]
    mixed = findings[3:] + findings[:3]
    assert sorted(mixed) == findings
