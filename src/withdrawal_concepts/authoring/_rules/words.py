"""W486 and W487: spelling, and technical words that nobody explains."""

from __future__ import annotations

import re
from collections.abc import Iterator

from withdrawal_concepts._text import normalise, stem
from withdrawal_concepts.authoring._catalogue import jargon
from withdrawal_concepts.authoring._draft import Draft, PublicText
from withdrawal_concepts.authoring._folder import SPELLING, Folder
from withdrawal_concepts.authoring._spelling import correction

SHORTEST = 8
"""A shorter word is one letter away from another one too often."""
FEWEST_FILES = 3
"""A word that so many entries use is spelled as we spell it."""
_WORD = re.compile(r"\b[a-z]+(?:'[a-z]+)?\b")
_EXPLAINED = re.compile(r"\s*(?:\(|means?\b|is\s+when\b|,?\s*that\s+is\b)")


def spelling(folder: Folder) -> None:
    """W486: no known misspelling, and no long word that is one letter away from one that other entries use."""
    accepted = _accepted(folder)
    users = _users(folder)
    usual = {word for word, ids in users.items() if len(ids) >= FEWEST_FILES and len(word) >= SHORTEST - 1}
    stems = {stem(word) for word in usual}
    for draft in folder.chosen():
        for text, start, word in _words(draft):
            if word in accepted:
                continue
            meant = correction(word)
            if not meant and len(word) >= SHORTEST and len(users[word]) == 1 and stem(word) not in stems:
                meant = ", ".join(sorted(usual.intersection(_one_letter_away(word))))
            if meant:
                hint = f"{meant}; if it is right, add it on a line of {SPELLING}"
                draft.report_words("W486", f"{word!r} may be misspelled", hint, text, start)


def unexplained(folder: Folder) -> None:
    """W487: a technical word is an entry, or is explained where it stands."""
    patterns = jargon()
    entries = {normalise(label) for term in folder.records("terms").values() for label in (term.name, *term.aliases)}
    for draft in folder.chosen():
        own = getattr(draft.record, "name", "") or getattr(draft.record, "title", "")
        for text in draft.texts:
            for match in patterns[0].finditer(text.text):
                word = match.group()
                known = normalise(word) in entries or word.lower() in own.lower()
                if not known and not _EXPLAINED.match(text.text, match.end()):
                    plain = next(words for pattern, words in patterns[1] if pattern.fullmatch(word))
                    message = f"{word!r} is a technical word that nothing explains"
                    draft.report_words("W487", message, f"in plain words: {plain}", text, match.start())


def _words(draft: Draft) -> Iterator[tuple[PublicText, int, str]]:
    """Yield the words in small letters: what begins with a capital may be a name."""
    for text in draft.texts:
        for match in _WORD.finditer(text.text.replace("\u2019", "'")):
            yield text, match.start(), match.group()


def _users(folder: Folder) -> dict[str, set[str]]:
    users: dict[str, set[str]] = {}
    for draft in folder.all_drafts():
        for _, _, word in _words(draft):
            users.setdefault(word, set()).add(draft.id)
    return users


def _accepted(folder: Folder) -> set[str]:
    """Return the words of the list that contributors add to, and those of the labels."""
    path = folder.root / SPELLING
    try:
        lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() and not path.is_symlink() else []
    except (OSError, UnicodeDecodeError):
        folder.report(path, "E101", "the list of words cannot be read", "save it as UTF-8, with a word on each line")
        lines = []
    words = {line.partition("#")[0].strip().lower() for line in lines}
    for term in folder.records("terms").values():
        words |= {match.group() for label in (term.name, *term.aliases) for match in _WORD.finditer(label.lower())}
    return words


def _one_letter_away(word: str) -> Iterator[str]:
    """Yield every word that one letter more, less, other, or in the other order makes of *word*."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        yield from (head + letter + tail for letter in letters)
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in letters)
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
