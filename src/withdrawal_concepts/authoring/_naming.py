"""The id that a name gives, whether it is free, and labels that are nearly the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from attrs import frozen

from withdrawal_concepts._text import LONGEST_LABEL, nearest, normalise, number_variants, stem
from withdrawal_concepts.authoring._folder import Folder
from withdrawal_concepts.authoring._reader import ID, invisible
from withdrawal_concepts.authoring._rules.labels import scripts_of

_LETTERS = str.maketrans(
    {"æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D"}
    | {"ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i"}
)
"""Latin letters that Unicode does not take apart into a letter and an accent."""
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)\Z")
"""Names that a file cannot have on Windows."""
_SMALL = frozenset({"a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"})
ALIKE = 0.85
"""From this share of common letters on (difflib), two labels are taken for spellings of one."""


class NoIdError(ValueError):
    """A name gives no id. *code* is that of the rule that it breaks."""

    def __init__(self, code: str, message: str, suggestion: str) -> None:
        super().__init__(code, message, suggestion)
        self.code, self.message, self.suggestion = code, message, suggestion


@frozen
class Similar:
    """A label that is nearly the same as a new name: the label, its entry, and in what way (``""``: the same)."""

    label: str
    id: str
    how: str

    def __str__(self) -> str:
        return f"{self.label!r} is a label of '{self.id}'" + (f" ({self.how})" if self.how else "")


def slug(text: str) -> str:
    """Return small letters, digits and single hyphens for *text*; other scripts are left out.

    >>> slug("Drążkowski’s “Café” Effect")
    'drazkowskis-cafe-effect'
    """
    return "-".join(re.findall(r"[a-z0-9]+", normalise(text.translate(_LETTERS))))


def id_of_name(name: str, wanted: str | None = None) -> str:
    """Return the id for an entry of this name, or *wanted* where it is one. Raises NoIdError."""
    for _, character in invisible(name):
        raise NoIdError("E110", f"the name has an invisible character: {character}", "type the name anew")
    if not name.strip() or len(name) > LONGEST_LABEL or "\n" in name or "\t" in name:
        raise NoIdError("E106", "the name is not one short line", f"1 to {LONGEST_LABEL} characters")
    if re.search(r"[/\\<>|]|\.\.|^[.~]", name):
        message = f"the name {name!r} has signs that no file name should have"
        raise NoIdError("E106", message, "letters, digits, spaces, hyphens and apostrophes")
    if len(mixed := scripts_of(name)) > 1:
        raise NoIdError("E206", f"the name {name!r} mixes scripts: {', '.join(sorted(mixed))}", "type the name anew")
    if wanted is not None:
        id = wanted
        if not ID.match(id):
            raise NoIdError("E106", f"{id!r} is not an id", slug(id) or "small letters, digits and single hyphens")
    else:
        id = slug(name)
        lost = {c for c in normalise(name.translate(_LETTERS)) if c.isalnum() and not re.match(r"[a-z0-9]", c)}
        if lost or not any(c.isalpha() for c in id):
            why = f"{', '.join(sorted(lost))} is not one of a to z" if lost else "it has no letter"
            hint = "give one with --id: small letters, digits and single hyphens"
            raise NoIdError("E106", f"the name {name!r} gives no id: {why}", hint)
    if _RESERVED.match(id):
        raise NoIdError("E106", f"{id!r} cannot be a file name on Windows", "a longer name")
    return id


def similar_labels(name: str, folder: Folder) -> tuple[Similar, ...]:
    """Return the labels of terms that are nearly *name*: equal, plural, the same words, or a letter apart."""
    key = normalise(name)
    forms = set(number_variants(key))
    words = _content_words(key)
    labels = dict(_labels(folder))
    close = {near for near in nearest(key, list(labels), 5) if SequenceMatcher(None, near, key).ratio() >= ALIKE}
    found: dict[str, Similar] = {}
    for other, (label, id) in labels.items():
        if other == key or other.replace(" ", "") == key.replace(" ", ""):
            how = ""
        elif other in forms:
            how = "singular or plural"
        elif words and _content_words(other) == words:
            how = "the same words"
        elif other in close:
            how = "a letter or two apart"
        else:
            continue
        found.setdefault(id, Similar(label, id, how))
    return tuple(found.values())


def _labels(folder: Folder) -> Iterator[tuple[str, tuple[str, str]]]:
    for draft in folder.drafts["terms"]:
        yield normalise(draft.id), (draft.id, draft.id)
        if draft.record is not None:
            for label in (*draft.record.aliases, draft.record.name):
                yield normalise(label), (label, draft.id)


def _content_words(key: str) -> frozenset[str]:
    return frozenset(stem(word) for word in key.split(" ") if word not in _SMALL)
