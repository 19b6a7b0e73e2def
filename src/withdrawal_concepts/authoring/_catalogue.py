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


@frozen
class StyleRule(Rule):
    """A rule that is one pattern over public text; ``style`` is its id in the content style standard."""

    style: str
    pattern: re.Pattern[str]


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
def rules() -> dict[str, Rule]:
    """Return every rule by its code, in code order."""
    all_rules = [*style_rules(), *(Rule(code, **entry) for code, entry in _toml("rules.toml").items())]
    return {rule.code: rule for rule in sorted(all_rules, key=lambda rule: (rule.code[1:], rule.code))}
