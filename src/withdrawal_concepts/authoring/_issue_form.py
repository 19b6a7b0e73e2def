"""The issue form "propose a term": its fields, and what somebody wrote into them.

Whatever is in a submitted form is text from a stranger: it is taken apart here, and never trusted or run.
"""

from __future__ import annotations

import json
import re
from typing import Any, Literal, cast

from attrs import frozen

from withdrawal_concepts.authoring._reader import ALLOW, invisible

MOST_CHARACTERS = 100_000
"""GitHub allows 65,536 in the body of an issue."""

Shape = Literal["line", "choice", "lines", "paragraphs", "bullets", "tick"]


@frozen
class FormField:
    """One field of the form: its id, its label, and what is written into it."""

    id: str
    label: str
    shape: Shape
    required: bool = False


FIELDS: tuple[FormField, ...] = (
    FormField("name", "Name", "line", required=True),
    FormField("summary", "In one sentence", "line", required=True),
    FormField("category", "What kind of thing it is", "choice", required=True),
    FormField("standing", "What kind of name it is", "choice", required=True),
    FormField("definition", "Definition", "paragraphs", required=True),
    FormField("example", "Example", "paragraphs", required=True),
    FormField("search_phrases", "What people type", "lines", required=True),
    FormField("statements", "What research says", "bullets", required=True),
    FormField("misconceptions", "Misconceptions", "bullets", required=True),
    FormField("what_helps", "What may help", "bullets", required=True),
    FormField("relations", "Ties to other terms", "bullets", required=True),
    FormField("aliases", "Other names", "lines"),
    FormField("questions", "Questions that it answers", "lines"),
    FormField("origin", "Where the idea comes from", "paragraphs"),
    FormField("sources", "Articles that speak of it", "bullets"),
    FormField("licence", "Licence", "tick", required=True),
)
"""In the order of the form; every id but ``licence`` is a field of a term."""

_NOTHING = ("_No response_", "None", "")
_HEADING = re.compile(r"^###[ \t]+(?P<label>[^\n]*?)[ \t]*$", re.MULTILINE)
_BULLET = re.compile(r"(?:[-*+\u2022]|\d{1,2}[.)])\s+")
_HTML = re.compile(r"<[A-Za-z/!?]|-->")
_HANDLE = re.compile(r"(?<![\w.])@[A-Za-z0-9]")


class FormError(ValueError):
    """What was submitted is not the form. *message* says why, *suggestion* what would be right."""

    def __init__(self, message: str, suggestion: str = "") -> None:
        super().__init__(message, suggestion)
        self.message, self.suggestion = message, suggestion


def read_form(text: str) -> dict[str, str]:
    """Return what was written into each field (``""``: nothing). Raises FormError.

    *text* is the body of the issue as GitHub renders it (``### Label``, then the answer), or JSON: either the
    answers by field id, or an issue with its ``body``.
    """
    if len(text) > MOST_CHARACTERS:
        raise FormError(f"the form has {len(text)} characters", f"at most {MOST_CHARACTERS}")
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if text.lstrip()[:1] == "{":
        return _from_json(text)
    return _from_body(text)


def _from_json(text: str) -> dict[str, str]:
    try:
        data: Any = json.loads(text, object_pairs_hook=_unique)
    except (json.JSONDecodeError, RecursionError) as error:
        raise FormError(f"this is not JSON that can be read: {str(error)[:60]}") from None
    if isinstance(data.get("issue"), dict):
        data = cast("dict[str, Any]", data["issue"])
    if isinstance(data.get("body"), str):
        return _from_body(str(data["body"]).replace("\r\n", "\n").replace("\r", "\n"))
    known = {field.id for field in FIELDS}
    if strangers := sorted(set(data) - known):
        raise FormError(f"{strangers[0][:40]!r} is not a field of the form", "fields: " + ", ".join(sorted(known)))
    return {field.id: _answer(field, data.get(field.id)) for field in FIELDS}


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise FormError("a field of the JSON stands there twice", "keep one")
    return found


def _answer(field: FormField, value: Any) -> str:
    if isinstance(value, dict):  # issue parsers tell the text of a field, or which boxes are ticked
        value = cast("dict[str, Any]", value).get("text", cast("dict[str, Any]", value).get("selected"))
    if isinstance(value, bool):
        value = "- [x]" if value else ""
    parts: list[Any] = value if isinstance(value, list) else [value]  # pyright: ignore[reportUnknownVariableType]
    if not all(part is None or isinstance(part, str) for part in parts):
        raise FormError(f"the field '{field.id}' is not text", "a text, or a list of texts")
    joined = "\n".join(str(part) for part in parts if part is not None).strip()
    if field.shape == "tick" and joined and "[" not in joined:
        joined = f"- [x] {joined}"
    return "" if joined in _NOTHING else joined


def _from_body(text: str) -> dict[str, str]:
    labels = {field.label: field.id for field in FIELDS}
    answers = dict.fromkeys(labels.values(), "")
    marks = [mark for mark in _HEADING.finditer(text) if mark["label"] in labels]
    if not marks:
        raise FormError("this is not the form 'Propose a term'", f"a heading '### {FIELDS[0].label}' and so on")
    seen: set[str] = set()
    for mark, end in zip(marks, [*(mark.start() for mark in marks[1:]), len(text)], strict=True):
        if mark["label"] in seen:
            raise FormError(f"the heading '### {mark['label']}' stands there twice", "take it out of the text")
        seen.add(mark["label"])
        answer = text[mark.end() : end].strip()
        answers[labels[mark["label"]]] = "" if answer in _NOTHING else answer
    return answers


def parts_of(field: FormField, answer: str) -> list[str]:
    """Return an answer in its lines, bullets or paragraphs, each on one line."""
    if field.shape in ("line", "choice"):
        pieces = [answer]
    elif field.shape == "paragraphs":
        pieces = re.split(r"\n\s*\n", answer)
    else:
        pieces = [_BULLET.sub("", line.strip(), count=1) for line in answer.split("\n")]
    joined = (" ".join(piece.split()) for piece in pieces)
    return [piece for piece in joined if piece]


def unsafe(text: str) -> str:
    """Return why a part of an answer is not taken, or ``""``."""
    for _, character in invisible(text):
        return f"there is an invisible character in it ({character}); type it anew"
    if _HTML.search(text):
        return "there is HTML or a comment in it; write plain text, without < and >"
    if ALLOW.search(text):
        return "it tries to switch a check off; leave that out"
    if text.startswith("#"):
        return "it begins with #, which makes a heading; leave the # out"
    if _HANDLE.search(re.sub(r"\[[^\[\]]*\]\s*$", "", text)):
        return "there is a name with @ in it; leave the @ out"
    return ""
