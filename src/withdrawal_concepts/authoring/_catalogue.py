"""The catalogue of coded rules: one place for code, meaning and example, read from two TOML files."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache

import importlib_resources
from attrs import frozen

from withdrawal_concepts._findings import SEVERITY_OF_LETTER, Severity


@frozen
class Rule:
    """What a code stands for, with a bad and a good example."""

    code: str
    title: str
    why: str
    bad: str
    good: str

    @property
    def severity(self) -> Severity:
        """By the letter of the code: E error, W warning, I hint."""
        return SEVERITY_OF_LETTER[self.code[0]]

    @property
    def docs(self) -> str:
        """Where the rule is explained: a file of the repository, and the place in it."""
        return f"docs/reference/rules.md#{self.code.lower()}"

    @property
    def bad_to_show(self) -> str:
        """The bad example, unless it must not be printed: then, why not."""
        return self.bad


WITHHELD = "the example is withheld, because it names methods"


@frozen
class StyleRule(Rule):
    """A rule that is one pattern over public text; ``style`` is its id in the content style standard."""

    style: str
    pattern: re.Pattern[str]

    @property
    def bad_to_show(self) -> str:
        """The bad example, unless it names methods of suicide or self-harm: then, that it does."""
        return WITHHELD if self.style in _WITHHELD else self.bad


_WITHHELD = frozenset({"S5"})
"""Style rules whose bad example names methods of suicide or self-harm: it is printed nowhere."""


def _toml(name: str) -> dict[str, dict[str, str]]:
    text = importlib_resources.files("withdrawal_concepts.authoring").joinpath(name).read_text(encoding="utf-8")
    return tomllib.loads(text)


@lru_cache(maxsize=1)
def style_rules() -> tuple[StyleRule, ...]:
    """Return the rules of the word list, in code order."""
    return tuple(
        StyleRule(
            code,
            title=f"words to avoid ({entry['style']})",
            why=entry["why"],
            bad=entry["bad"],
            good=entry["instead"],
            style=entry["style"],
            pattern=re.compile(entry["pattern"], 0 if entry.get("case_sensitive") else re.IGNORECASE),
        )
        for code, entry in _toml("style.toml").items()
    )


@lru_cache(maxsize=1)
def jargon() -> tuple[re.Pattern[str], tuple[tuple[re.Pattern[str], str], ...]]:
    """Return one pattern for all technical words, and each pattern with its plain words."""
    words: dict[str, str] = dict(_toml("jargon.toml"))  # type: ignore[arg-type]
    each = tuple((re.compile(pattern, re.IGNORECASE), plain) for pattern, plain in words.items())
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE), each


@lru_cache(maxsize=1)
def rules() -> dict[str, Rule]:
    """Return every rule by its code, in code order."""
    all_rules = [*style_rules(), *(Rule(code, **entry) for code, entry in _toml("rules.toml").items())]
    return {rule.code: rule for rule in sorted(all_rules, key=lambda rule: (rule.code[1:], rule.code))}


_SUBJECTS = {
    "1": "the shape of a file",
    "2": "names, aliases, search phrases and ids",
    "3": "relations and other pointers",
    "4": "words, lengths and reading level",
    "5": "references and evidence levels",
    "6": "dates of review, ids that went away, and changed definitions",
}
_WORDS_OF_SEVERITY: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "hint"}


def rules_page() -> str:
    """Return ``docs/reference/rules.md``: every rule with its example; the patterns of style rules are left out."""
    lines = [
        "# Rules",
        "",
        "What `withdrawal-concepts check` looks for. This page is made from the catalogue that the check itself uses;",
        "do not edit it by hand (see [the last section](#how-this-page-is-made)).",
        "",
        "The letter of a code is its severity. **E**, error: blocks a release, and cannot be exempted. **W**, warning:",
        "fails under `check --strict`, and blocks a release from content version 1.0.0 on. **I**, hint: never fails;",
        "`check --hints` shows it. A warning or hint that is wrong in its place is exempted by a comment with a reason",
        "(see [the file format](file-format.md#exemptions)).",
        "",
        "| code | severity | what is found |",
        "| --- | --- | --- |",
    ]
    known = rules()
    lines += [
        f"| [{r.code}](#{r.code.lower()}) | {_WORDS_OF_SEVERITY[r.severity]} | {r.title} |" for r in known.values()
    ]
    subject = ""
    for rule in known.values():
        if rule.code[1] != subject:
            subject = rule.code[1]
            lines += ["", f"## {subject}xx: {_SUBJECTS[subject]}"]
        lines += ["", *_rule_lines(rule)]
    lines += [
        "",
        "## How this page is made",
        "",
        "```console",
        "python -c \"from withdrawal_concepts.authoring._catalogue import rules_page; print(rules_page(), end='')\""
        " > docs/reference/rules.md",
        "```",
    ]
    return "\n".join(lines) + "\n"


def _rule_lines(rule: Rule) -> list[str]:
    lines = [f"### {rule.code}", "", f"*{rule.title}* ({_WORDS_OF_SEVERITY[rule.severity]}). {rule.why}", ""]
    if rule.bad_to_show == WITHHELD:
        lines.append(f"- Instead of: {WITHHELD}.")
    else:
        lines += _example("Instead of", rule.bad)
    return lines + _example("Write", rule.good)


def _example(lead: str, text: str) -> list[str]:
    if "\n" not in text and "`" not in text:
        return [f"- {lead}: `{text}`"]
    return [f"- {lead}:", "", "  ```text", *(f"  {line}" for line in text.split("\n")), "  ```"]
