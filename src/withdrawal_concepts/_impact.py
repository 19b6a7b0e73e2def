"""What another content version would change for a caller: only what touches the ids and labels that it uses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal, get_args

from attrs import evolve, frozen

from withdrawal_concepts._changes import Change
from withdrawal_concepts._diff import diff
from withdrawal_concepts._model import Kind
from withdrawal_concepts._outcomes import Merged, Moved, Split, outcome_of
from withdrawal_concepts._text import nearest, normalise, number_variants
from withdrawal_concepts._uses import Use

if TYPE_CHECKING:
    from withdrawal_concepts._documents import Redirect
    from withdrawal_concepts._glossary import Glossary

EffectKind = Literal[
    "unknown", "removed", "retired", "split", "merged", "relabelled", "moved",
    "deprecated", "regraded", "reworded", "changed",
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)
_BREAKING = frozenset({"unknown", "removed", "retired", "split", "merged", "relabelled"})
_QUIET = frozenset({"reworded", "changed"})


@frozen
class Effect:
    """What one change does to one use.

    Attributes:
        use: where the entry is named.
        effect: what happens, the weightiest first: ``"unknown"`` (neither version knows it), ``"removed"``,
            ``"retired"``, ``"split"``, ``"merged"``, ``"relabelled"`` (the label leads elsewhere, or nowhere),
            ``"moved"``, ``"deprecated"``, ``"regraded"`` (standing, category, evidence level or basis),
            ``"reworded"`` (text alone), ``"changed"`` (anything else).
        kind, id: the entry as the version before knows it; ``""`` for what neither version knows.
        choices: the ids that may be written instead; of an unknown one, the nearest.
        message: what changes, in words.
        advice: what to do about it.
        breaks: whether the caller stumbles over it. What is merely regraded, reworded or changed never breaks.
        changes: the changes of the entry behind it; empty where the version before did not have the entry.
    """

    use: Use
    effect: EffectKind
    kind: Kind | Literal[""]
    id: str
    choices: tuple[str, ...]
    message: str
    advice: str
    breaks: bool
    changes: tuple[Change, ...] = ()

    def __str__(self) -> str:
        """One readable line, the place first."""
        place = f"{self.use.place}: " if self.use.path else ""
        return f"{place}{self.effect}: {self.message}" + (f" → {self.advice}" if self.advice else "")


@frozen
class Impact:
    """The effects of a step from one content version to another, in the order of the uses."""

    before: str
    after: str
    effects: tuple[Effect, ...]

    @property
    def breaks(self) -> bool:
        """Whether anything that is used breaks."""
        return any(effect.breaks for effect in self.effects)


def impact(before: Glossary, after: Glossary, uses: Iterable[str | Use], *, wording: bool = False) -> Impact:
    """Return what a step from *before* to *after* changes for a caller that uses these ids and labels.

    *uses* are ids or labels, or what :func:`find_uses` found. Changes of other entries are left out, and so are
    changes that are neither breaking nor graver than wording; *wording* lets these in. An id or label that
    neither version knows breaks, too: it is stale or misspelt.

    >>> import withdrawal_concepts as wc
    >>> found = wc.impact(wc.load("0.1.0"), wc.load("1.0.0"), ["hurt-feelings", "social-withdrawal-spiral"])
    >>> [(effect.use.text, effect.effect, effect.choices) for effect in found.effects]
    [('hurt-feelings', 'merged', ('social-pain',))]
    """
    judge = _Judge(before, after, wording)
    made = (use if isinstance(use, Use) else Use(use) for use in uses)
    effects = (evolve(effect, use=use) for use in made for effect in judge.effects(use.text))
    return Impact(before.version, after.version, tuple(dict.fromkeys(effects)))


class _Judge:
    """Knows, for an id or label, what happens to it; every text is looked at once."""

    def __init__(self, before: Glossary, after: Glossary, wording: bool) -> None:
        self._before, self._after, self._wording = before, after, wording
        self._changes: dict[tuple[str, str], list[Change]] = defaultdict(list)
        for change in diff(before, after).changes:
            self._changes[change.kind, change.id].append(change)
        self._known: dict[str, tuple[Effect, ...]] = {}

    def effects(self, text: str) -> tuple[Effect, ...]:
        if text not in self._known:
            found = sorted(self._of(text), key=lambda effect: get_args(EffectKind).index(effect.effect))
            self._known[text] = tuple(e for e in found if self._wording or e.effect not in _QUIET)
        return self._known[text]

    def _of(self, text: str) -> Iterator[Effect]:
        kinds: list[Kind] = [kind for kind in KINDS if text in _group(self._before, kind)]
        if kinds:
            for kind in kinds:
                yield from self._entry(text, kind, text)
        elif any(text in _group(self._after, kind) for kind in KINDS):
            return  # ahead of the version before: nothing to do
        elif text in self._after.redirects or text in self._before.redirects:
            yield self._redirected(text)
        else:
            yield from self._label(text)

    def _redirected(self, text: str) -> Effect:
        """What becomes of an id that had gone away before, or that neither version has as an entry."""
        changes = self._changes["redirect", text]
        redirect = self._after.redirects.get(text)
        if redirect is None:
            old = outcome_of(self._before.redirects[text])
            return self._removed(
                text, "term", text, changes, *([old.target] if isinstance(old, Moved | Merged) else ())
            )
        ends = {redirect.moved_to, redirect.merged_into, *redirect.split_into, *redirect.consider}
        return self._gone(text, "section" if ends & set(self._after.sections) else "term", redirect, changes)

    def _label(self, text: str) -> Iterator[Effect]:
        old, new = _owners(self._before, text), _owners(self._after, text)
        if not old and not new:
            yield self._unknown(text)
        ahead = {self._leads_to(id) for id in old}
        if (old and not ahead <= set(new)) or (len(old) == 1 and len(new) > 1):
            yield self._relabelled(text, old, new)
        for id in old:
            if id in self._after.terms:
                yield from self._entry(text, "term", id)

    def _leads_to(self, id: str) -> str:
        redirect = self._after.redirects.get(id)
        return (redirect.moved_to if redirect else "") or id

    def _entry(self, text: str, kind: Kind, id: str) -> Iterator[Effect]:
        """Yield what happens to an entry of the version before."""
        changes = [change for change in self._changes[kind, id] if change.action != "relabelled"]
        if id not in _group(self._after, kind):
            redirect = self._after.redirects.get(id)
            yield self._gone(text, kind, redirect, changes) if redirect else self._removed(text, kind, id, changes)
            return
        sorted_out: dict[EffectKind, list[Change]] = defaultdict(list)
        for change in changes:
            sorted_out[_effect_of(change)].append(change)
        for effect, some in sorted_out.items():
            if effect == "deprecated":
                yield self._deprecated(text, kind, id, some)
            else:
                yield self._effect(text, effect, kind, id, _said(some), _ADVICE[effect], some)

    def _deprecated(self, text: str, kind: Kind, id: str, changes: list[Change]) -> Effect:
        successors = [change.after for change in changes if change.field == "replaced_by"]
        advice = f"write {_or(successors)} in time" if successors else "choose another in time"
        message = "is deprecated: it is still there, and a later version may take it away"
        return self._effect(text, "deprecated", kind, id, message, advice, changes, *successors)

    def _removed(self, text: str, kind: Kind, id: str, changes: Iterable[Change], *choices: str) -> Effect:
        advice = f"content {self._after.version} has nothing in its place, so take it out"
        advice += f", or write {_or(choices)}" if choices else ""
        return self._effect(text, "removed", kind, id, "is gone", advice, changes, *choices)

    def _gone(self, text: str, kind: Kind, redirect: Redirect, changes: Iterable[Change]) -> Effect:
        id, outcome = redirect.id, outcome_of(redirect)
        message = redirect.hint.removeprefix("it ")
        if isinstance(outcome, Moved):
            found = self._effect(text, "moved", kind, id, message, f"write '{outcome.target}'", changes, outcome.target)
            # Only from a term to a term and from a section to a section is a move followed.
            followed = kind in ("term", "section") and outcome.target in _group(self._after, kind)
            return evolve(found, breaks=not followed)
        if isinstance(outcome, Merged):
            advice = f"write '{outcome.target}', and read what you say beside it: that entry covers more"
            return self._effect(text, "merged", kind, id, message, advice, changes, outcome.target)
        if isinstance(outcome, Split):
            advice = f"choose {_or(outcome.targets)}: only a person can say which is meant"
            return self._effect(text, "split", kind, id, message, advice, changes, *outcome.targets)
        message = f"was retired ({outcome.reason})"
        advice = f"choose {_or(outcome.consider)}, or take it out" if outcome.consider else "take it out"
        return self._effect(text, "retired", kind, id, message, advice, changes, *outcome.consider)

    def _relabelled(self, text: str, old: tuple[str, ...], new: tuple[str, ...]) -> Effect:
        changes = [change for id in old for change in self._changes["term", id] if change.action == "relabelled"]
        instead = [id for id in old if id in self._after.terms] or list(new)
        message = f"the label {text!r} led to {_and(old)}; now it leads to {_and(new) if new else 'nothing'}"
        for redirect in (self._after.redirects[id] for id in old if id in self._after.redirects):
            message += f" ('{redirect.id}' {redirect.hint.removeprefix('it ')})"
        advice = f"write the id {_or(instead)}" if instead else "take it out, or look for another entry"
        return Effect(Use(text), "relabelled", "term", old[0], tuple(instead), message, advice, True, tuple(changes))

    def _unknown(self, text: str) -> Effect:
        choices = self._nearest(text)
        message = f"{text!r} is in neither content {self._before.version} nor {self._after.version}"
        advice = f"did you mean {_or(choices)}?" if choices else "correct it, or take it out"
        return Effect(Use(text), "unknown", "", "", choices, message, advice, True)

    def _nearest(self, text: str) -> tuple[str, ...]:
        every = sorted({id for kind in KINDS for id in _group(self._after, kind)})
        if near := nearest(text, every, 3, 0.85):  # a slip of the pen: what is less alike would only distract
            return near
        labels = self._after.labels
        found = (id for label in nearest(normalise(text), list(labels)) for id in labels[label])
        return tuple(dict.fromkeys((*found, *nearest(text, every))))[:3]

    def _effect(
        self,
        text: str,
        effect: EffectKind,
        kind: Kind,
        id: str,
        message: str,
        advice: str,
        changes: Iterable[Change],
        *choices: str,
    ) -> Effect:
        never = (
            "" if id in _group(self._before, kind) else f" (content {self._before.version} has no such entry, either)"
        )
        whole = f"{kind} '{id}' {message}{never}"
        return Effect(Use(text), effect, kind, id, choices, whole, advice, effect in _BREAKING, tuple(changes))


def _group(glossary: Glossary, kind: Kind) -> Mapping[str, Any]:
    group: Mapping[str, Any] = getattr(glossary, kind + "s")
    return group


def _owners(glossary: Glossary, label: str) -> tuple[str, ...]:
    """Return the terms that a label may mean, as ``lookup`` finds them."""
    key = normalise(label)
    forms = (glossary.labels.get(form) for form in chain((key,), number_variants(key)))
    return next((ids for ids in forms if ids), ())


def _effect_of(change: Change) -> EffectKind:
    if (change.field, change.after) == ("status", "deprecated") or (change.field == "replaced_by" and change.after):
        return "deprecated"
    if change.action == "regraded":
        return "regraded"
    return "reworded" if change.action == "reworded" else "changed"


_ADVICE: dict[EffectKind, str] = {
    "regraded": "check what you show, sort or filter by it, wherever you show evidence levels or standing",
    "reworded": "read the new text where you quote, translate or test it",
    "changed": "look at it where you show it",
}
_MOST_SAID = 3


def _said(changes: list[Change]) -> str:
    """Return changes of one entry in words: few whole, of many how many."""
    said: dict[str, int] = defaultdict(int)
    for change in changes:
        if change.action == "regraded":
            said[f"{change.field} {change.before} → {change.after}"] += 1
        else:
            said[f"{change.field} {change.action}"] += 1
    parts = [what if count == 1 else f"{what} ({count} times)" for what, count in said.items()]
    more = f" and {len(parts) - _MOST_SAID} more" if len(parts) > _MOST_SAID else ""
    return "changes: " + ", ".join(parts[:_MOST_SAID]) + more


def _or(ids: Iterable[str]) -> str:
    return " or ".join(f"'{id}'" for id in ids)


def _and(ids: Iterable[str]) -> str:
    return " and ".join(f"'{id}'" for id in ids)
