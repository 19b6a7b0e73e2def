"""Findings in the forms that people, workflows and other tools read."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from attrs import frozen

import withdrawal_concepts as wc

if TYPE_CHECKING:
    from withdrawal_concepts.authoring import Rule


_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode categories: control, format, surrogate, private use, unassigned, line and paragraph separators."""


def visible(text: str) -> str:
    """Return *text* with what nobody can see, or what steers a terminal or the direction of reading, made visible."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(c if c == "\n" or unicodedata.category(c) not in _HIDDEN else f"\\u{ord(c):04x}" for c in text)


SEVERITY: dict[str, str] = {"error": "error", "warning": "warning", "info": "hint"}


@frozen
class Report:
    """What a check has to say: the findings to show, and the number of files that were looked at."""

    findings: Sequence[wc.Finding]
    files: int

    def count(self, severity: str) -> int:
        """Return how many findings have this severity."""
        return sum(finding.severity == severity for finding in self.findings)

    @property
    def summary(self) -> str:
        """The last line of a check."""
        counts = ((self.count("error"), "error"), (self.count("warning"), "warning"), (self.files, "file"))
        errors, warnings, files = (f"{n} {what}{'' if n == 1 else 's'}" for n, what in counts)
        return f"{errors}, {warnings} in {files}"


def as_text(report: Report) -> str:
    """Return a line a finding, then what their codes mean, then the summary."""
    lines = [visible(str(finding)).replace("\n", " ") for finding in report.findings]
    if lines:
        lines += ["", *(_short(rule) for rule in _rules_of(report).values()), ""]
    return "\n".join([*lines, report.summary])


def _rules_of(report: Report) -> dict[str, Rule]:
    from withdrawal_concepts.authoring import rules

    codes = {finding.code for finding in report.findings}
    return {code: rule for code, rule in rules().items() if code in codes}


def _short(rule: Rule) -> str:
    example = f" Right: {rule.good}" if "\n" not in rule.good else ""
    return f"{rule.code}: {rule.title}.{example} ({rule.docs})"


def as_page(rule: Rule) -> str:
    """Return everything that the catalogue says of a rule."""
    lines = [f"{rule.code}: {rule.title} ({SEVERITY[rule.severity]})", rule.why]
    for lead, example in (("Instead of", rule.bad_to_show), ("Right", rule.good)):
        lines += [f"{lead}:", *(f"  {line}" for line in example.split("\n"))]
    return "\n".join([*lines, f"See {rule.docs}"])


def as_json(report: Report) -> str:
    """Return findings with their severity, what is right and where it is explained, and the counts."""
    known = _rules_of(report)
    data = {
        "errors": report.count("error"),
        "warnings": report.count("warning"),
        "files": report.files,
        "findings": [_json_finding(finding, known.get(finding.code)) for finding in report.findings],
    }
    return json.dumps(data, indent=2)


def _json_finding(finding: wc.Finding, rule: Rule | None) -> dict[str, Any]:
    about = {"title": rule.title, "example": rule.good, "docs": rule.docs} if rule else {}
    return {**wc.to_dict(finding), "severity": finding.severity, **about}


_GITHUB = {"error": "error", "warning": "warning", "info": "notice"}


def as_github(report: Report) -> str:
    """Return workflow commands, which GitHub shows as annotations beside the lines, and the summary."""
    return "\n".join([*map(_annotation, report.findings), report.summary])


def _annotation(finding: wc.Finding) -> str:
    place = (finding.path, finding.line, finding.column)
    message = f"{_message(finding)}\n{finding.code} is explained in docs/reference/rules.md#{finding.code.lower()}"
    return visible(annotation(_GITHUB[finding.severity], *place, finding.code, message))


def annotation(level: str, path: str, line: int, column: int, title: str, message: str) -> str:
    """Return one workflow command; what is 0 or empty is left out."""
    places = (("file", path), ("line", line), ("col", column), ("title", title))
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in places if value)
    return f"::{level} {properties}::{_data(message)}"


def _data(value: str) -> str:
    # The escapes of the Actions toolkit: actions/toolkit, packages/core/src/command.ts.
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")


def _message(finding: wc.Finding) -> str:
    return f"{finding.message} → {finding.suggestion}" if finding.suggestion else finding.message


_SARIF = {"error": "error", "warning": "warning", "info": "note"}


def as_sarif(report: Report) -> str:
    """Return a SARIF 2.1.0 log (OASIS), for code scanning."""
    from withdrawal_concepts.authoring import rules

    known = rules()
    driver = {
        "name": "withdrawal-concepts",
        "version": wc.__version__,
        "rules": [_sarif_rule(rule) for rule in known.values()],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_sarif_result(finding, list(known)) for finding in report.findings],
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2)


def _sarif_rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.why},
        "help": {"text": f"{rule.why}\nRight: {rule.good}\nSee {rule.docs}"},
        "properties": {"docs": rule.docs},
        "defaultConfiguration": {"level": _SARIF[rule.severity]},
    }


def _sarif_result(finding: wc.Finding, codes: Sequence[str]) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(finding.path, errors="surrogateescape")}}
    if finding.line:
        region = {"startLine": finding.line, "startColumn": finding.column}
        place["region"] = {name: number for name, number in region.items() if number}
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "level": _SARIF[finding.severity],
        "message": {"text": _message(finding)},
        "locations": [{"physicalLocation": place}],
    }
    if finding.code in codes:
        result["ruleIndex"] = codes.index(finding.code)
    return result


FORMATS: dict[str, Callable[[Report], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
}
