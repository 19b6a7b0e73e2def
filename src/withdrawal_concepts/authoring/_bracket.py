"""The bracket at the end of a claim: an evidence level or basis, then references; and what is wrong with one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import frozen

from withdrawal_concepts._text import nearest

_AT_THE_END = re.compile(r"(?P<text>.*?)\s*\[(?P<inside>[^\[\]]*)\]\s*\Z", re.DOTALL)
_NEARLY = re.compile(
    r"(?P<text>.*?)\s*(?:\[(?P<stop>[^\[\]]*)\]\s*[.;,]|\((?P<round>[^()]*)\)\.?|\[(?P<open>[^\[\]]*))\s*\Z", re.DOTALL
)
_REFERENCE = re.compile(r"@?[a-z]+(?:-[a-z0-9]+)*-\d{4}[a-z]?\Z")


@frozen
class Bracket:
    """A claim and its bracket. Where *problem* says what is wrong, *first* and *references* are what could be read."""

    text: str
    first: str
    references: tuple[str, ...]
    problem: str = ""
    suggestion: str = ""


def split_bracket(text: str, firsts: Sequence[str], example: str) -> Bracket:
    """Return *text* in its parts; *firsts* are the words that the bracket may begin with (none: references alone)."""
    match = _AT_THE_END.match(text)
    if match is None:
        return _missing(text, firsts, example)
    inside = match["inside"]
    parts = [part.strip() for part in inside.split(";")]
    first, references = (parts[0], parts[1:]) if firsts else ("", parts)
    if (not firsts or first in firsts) and all(_is_citation(part) for part in references):
        return Bracket(match["text"], first, tuple(part[1:] for part in references))
    return _wrong(match["text"], inside, firsts, example)


def _is_citation(part: str) -> bool:
    return part.startswith("@") and len(part) > 1 and not re.search(r"[\s,@]", part[1:])


def _missing(text: str, firsts: Sequence[str], example: str) -> Bracket:
    nearly = _NEARLY.match(text)
    inside = next((part for part in (nearly.groups()[1:] if nearly else ()) if part), "")
    words = re.split(r"[;,\s]+", inside.strip())
    if nearly and (words[0] in firsts or any(_REFERENCE.match(word) for word in words)):
        if nearly["stop"]:
            said = "a full stop stands behind the bracket; it belongs before it"
        elif nearly["round"]:
            said = "the brackets are round"
        else:
            said = "the bracket is not closed"
        read = _wrong(nearly["text"], inside, firsts, example)
        return Bracket(read.text, read.first, read.references, said, read.suggestion)
    if not firsts:
        return Bracket(text, "", ())
    what = "the evidence level" if "none" in firsts else "what the relation rests on"
    return Bracket(text, "", (), f"the bracket with {what} is missing at the end", f"end with {example}")


def _wrong(text: str, inside: str, firsts: Sequence[str], example: str) -> Bracket:
    """Say the one thing that is wrong first, and write the bracket as it was probably meant."""
    words = [word for word in re.split(r"[;,\s]+", inside.strip()) if word != "@"]
    words = [word for word in words if word]
    references = tuple(word.removeprefix("@") for word in words if _REFERENCE.match(word))
    others = [word for word in words if not _REFERENCE.match(word)]
    first = next((word for word in others if word in firsts), "")
    close = nearest(" ".join(others).lower(), list(firsts), 1) if others and not first else ()
    known = first or (close[0] if close else "")
    meant = "[" + "; ".join([*([known] if known else []), *(f"@{id}" for id in references)]) + "]"
    if not words:
        return Bracket(text, "", (), "the bracket is empty", f"end with {example}")
    if firsts and not first:
        kinds = "an evidence level" if "none" in firsts else "a basis"
        told = f"'{' '.join(others)}' is not {kinds}" if others else f"the bracket does not begin with {kinds}"
        hint = f"did you mean {meant}?" if close else "one of: " + ", ".join(firsts)
        return Bracket(text, "", references, told, hint)
    if strangers := [word for word in others if word != first]:
        what = f"{strangers[0]!r} in the bracket is not a reference"
        return Bracket(text, first, references, what, "write @ and the id of a reference: @family-2020")
    if any(not word.startswith("@") for word in words if word != first):
        return Bracket(text, first, references, "a reference in the bracket has no @ before it", f"write {meant}")
    return Bracket(text, first, references, "parts of a bracket are divided by semicolons", f"write {meant}")
