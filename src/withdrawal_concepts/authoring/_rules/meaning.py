"""I211 and W488: search phrases that say the same in two entries, and definitions that go in a circle."""

from __future__ import annotations

from withdrawal_concepts._model import Term
from withdrawal_concepts._text import normalise, stem, words
from withdrawal_concepts.authoring._draft import Draft
from withdrawal_concepts.authoring._folder import Folder

FEWEST_OTHER_WORDS = 2
_SMALL = frozenset(
    """a about after an and any are as at be been being but by can could do does did for from get had has have how i if
    in into is it its me mean means my no not of on or our so some somebody someone something than that the their them
    there they this to too us was we were what when where which who why will with without would you your people person
    feeling feel feels state kind form sort thing experience""".split()  # noqa: SIM905 (words are easier to read so)
)


def near_phrases(folder: Folder) -> None:
    """I211: no two entries are found by the same words in another order or form."""
    owners: dict[frozenset[str], tuple[Draft, int, str]] = {}
    for kind in ("terms", "sections"):
        for draft in folder.drafts[kind]:
            for n, phrase in enumerate(getattr(draft.record, "search_phrases", ())):
                key = frozenset(stem(word) for word, _, _ in words(phrase) if word not in _SMALL)
                here = (draft, n, phrase)
                there = owners.setdefault(key, here)
                if len(key) < FEWEST_OTHER_WORDS or there[0] is draft or normalise(there[2]) == normalise(phrase):
                    continue
                if folder.wants(there[0].path) and not folder.wants(draft.path):
                    there, here = here, there
                message = f"the search phrase {here[2]!r} is nearly {there[2]!r} in '{there[0].id}'"
                hint = "keep it in the entry that answers it best"
                here[0].report("I211", message, hint, at=("search_phrases", here[1]))


def circles(folder: Folder) -> None:
    """W488: a summary says something besides the name, and two summaries do not explain each other."""
    terms: dict[str, Term] = folder.records("terms")
    labels = {id: {normalise(label) for label in (term.name, *term.aliases)} for id, term in terms.items()}
    named = {id: _named(term.summary, labels) - {id} for id, term in terms.items()}
    for draft in folder.chosen():
        term = draft.record
        if not isinstance(term, Term) or not term.summary:
            continue
        own = {stem(word) for label in labels[draft.id] for word in label.split(" ")}
        others = [word for word, _, _ in words(term.summary) if word not in _SMALL and stem(word) not in own]
        if len(others) < FEWEST_OTHER_WORDS:
            message = "the summary explains the name by the name"
            draft.report("W488", message, "say it in other words: what happens, to whom", at=("summary",))
        for other in sorted(id for id in named[draft.id] if draft.id in named[id]):
            message = f"the summary explains this by '{other}', and the summary of '{other}' explains that by this"
            draft.report("W488", message, "explain one of the two without the other", at=("summary",))


def _named(text: str, labels: dict[str, set[str]]) -> set[str]:
    padded = f" {normalise(text)} "
    return {id for id, own in labels.items() if any(f" {label} " in padded for label in own)}
