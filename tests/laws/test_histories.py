"""Over any history of releases, pins hold, ids lead on, and the numbers promise what they keep.

Histories are made of the edits that editors make: add, reword, regrade, rename, move, merge, split, retire, deprecate,
and whatever happens to aliases, relations, statements and their order, beginning with the mini glossary.
"""

from __future__ import annotations

import datetime
import itertools
import tempfile
import warnings
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import withdrawal_concepts as wc
from withdrawal_concepts import _model
from withdrawal_concepts._codec import RECORDS, encode
from withdrawal_concepts._shipped import open_shipped
from withdrawal_concepts._versions import ContentVersion, digest_of
from withdrawal_concepts.authoring._release import next_version
from withdrawal_concepts.authoring._released import INDEX, index_bytes, read_released, write_all

Content = dict[str, dict[str, Any]]
WEIGHT = {None: 0, "patch": 1, "minor": 2, "major": 3}
DAY = datetime.date(2024, 1, 10)
_fresh = itertools.count()
"""Numbers for new ids and texts: no text comes back as another, which no program could tell from a return."""


class Editor:
    """Edits one content, by the choices of *draw*."""

    def __init__(self, content: Content, draw: Callable[..., Any]) -> None:
        self.content = {kind: dict(records) for kind, records in content.items()}
        self.terms = self.content["terms"]
        self.draw = draw

    def pick(self, items: Iterable[Any]) -> Any:
        return self.draw(st.sampled_from(sorted(items)))

    def change(self, id: str, **fields: Any) -> None:
        self.terms[id] = attrs.evolve(self.terms[id], **fields)

    def text(self) -> str:
        return f"It is so in case {next(_fresh)}, and in {self.draw(st.sampled_from(['one', 'two', 'no']))} other."

    def add(self) -> str:
        id = f"made-{next(_fresh)}"
        statements = tuple(wc.Statement(self.text(), "limited") for _ in range(self.draw(st.integers(0, 2))))
        self.terms[id] = wc.Term(
            id, f"Name of {id}", self.text(), (self.text(),), self.pick(_model.STANDINGS), self.pick(_model.CATEGORIES),
            DAY, DAY, statements=statements, aliases=(f"also {id}",),
        )  # fmt: skip
        return id

    def reword(self) -> None:
        id = self.pick(self.terms)
        self.change(id, **self.pick_field({"summary": self.text(), "definition": (self.text(), self.text())}))

    def pick_field(self, fields: dict[str, Any]) -> dict[str, Any]:
        name = self.pick(fields)
        return {name: fields[name]}

    def respace(self) -> None:
        id = self.pick(self.terms)
        self.change(id, summary=self.terms[id].summary.replace(" ", "\u00a0", 1))

    def grade(self) -> None:
        fields = {"standing": self.pick(_model.STANDINGS), "category": self.pick(_model.CATEGORIES)}
        self.change(self.pick(self.terms), **self.pick_field(fields))

    def restate(self) -> None:
        """One statement of a term comes, goes, is reworded, regraded, cited otherwise, or stands elsewhere."""
        id = self.pick(self.terms)
        items = list(self.terms[id].statements) or [wc.Statement(self.text(), "limited")]
        place = self.draw(st.integers(0, len(items) - 1))
        what = self.draw(st.integers(0, 5))
        if what == 0:
            items.insert(place, wc.Statement(self.text(), self.pick(_model.EVIDENCE_LEVELS)))
        elif what == 1:
            del items[place]
        elif what == 2:
            items[place] = attrs.evolve(items[place], text=self.text())
        elif what == 3:
            items[place] = attrs.evolve(items[place], evidence=self.pick(_model.EVIDENCE_LEVELS))
        elif what == 4:
            items[place] = attrs.evolve(items[place], references=(f"made-{next(_fresh)}",))
        else:
            items = [*items[place:], *items[:place]]
        self.change(id, statements=tuple(items))

    def alias(self) -> None:
        """An alias comes, goes, or goes over to another term."""
        id, other = self.pick(self.terms), self.pick(self.terms)
        own = self.terms[id].aliases
        if not own or self.draw(st.booleans()):
            self.change(id, aliases=(*own, self.draw(st.sampled_from([f"alias {next(_fresh)}", "quiet rests"]))))
            return
        gone = self.pick(own)
        self.change(id, aliases=tuple(a for a in own if a != gone))
        if other != id and self.draw(st.booleans()):
            self.change(other, aliases=(*self.terms[other].aliases, gone))

    def rename(self) -> None:
        id = self.pick(self.terms)
        kept = (self.terms[id].name,) if self.draw(st.booleans()) else ()
        self.change(id, name=f"Renamed {next(_fresh)}", aliases=(*self.terms[id].aliases, *kept))

    def relate(self) -> None:
        id, other = self.pick(self.terms), self.pick(self.terms)
        own = self.terms[id].relations
        if own and self.draw(st.booleans()):
            self.change(id, relations=own[1:])
        elif id != other and all(r.target != other for r in own):
            made = wc.Relation(id, self.pick(("related", "leads_to", "broader")), other, self.text(), "theory")
            self.change(id, relations=(*own, made))

    def deprecate(self) -> None:
        self.change(self.pick(self.terms), status="deprecated")

    def move(self) -> None:
        self._end(lambda id, term: {"moved_to": self._copy(term)})

    def merge(self) -> None:
        self._end(lambda id, term: {"merged_into": self.pick(self.terms.keys() - {id})})

    def split(self) -> None:
        self._end(lambda id, term: {"split_into": (self.add(), self.add())})

    def retire(self) -> None:
        self._end(lambda id, term: {"retired": self.text(), "consider": (self.pick(self.terms.keys() - {id}),)})

    def _copy(self, term: wc.Term) -> str:
        """The same term under a new id, with all its labels."""
        id = f"moved-{next(_fresh)}"
        relations = tuple(attrs.evolve(r, source=id) for r in term.relations)
        self.terms[id] = attrs.evolve(term, id=id, relations=relations)
        return id

    def _end(self, fate: Callable[[str, wc.Term], dict[str, Any]]) -> None:
        """A term goes; what pointed to it points on, where that is one entry, or no more."""
        if len(self.terms) < 3:
            return
        id = self.pick(self.terms)
        what = fate(id, self.terms[id])
        del self.terms[id]
        target = what.get("moved_to", "")
        redirects = self.content["redirects"]
        for old, redirect in redirects.items():
            ends = {redirect.moved_to, redirect.merged_into, *redirect.split_into, *redirect.consider}
            if id in ends:
                redirects[old] = self._pointed_on(redirect, id, target, what)
        redirects[id] = wc.Redirect(id, **what)
        for other, term in self.terms.items():
            led = (attrs.evolve(r, target=target) if r.target == id else r for r in term.relations)
            unlike = [r for r in led if r.target and r.target != other]
            self.change(other, relations=tuple({(r.kind, r.target): r for r in unlike}.values()))
            if term.replaced_by == id:
                self.change(other, replaced_by=target)
        for other, section in self.content["sections"].items():
            terms = tuple(dict.fromkeys(t for old in section.terms if (t := target if old == id else old)))
            self.content["sections"][other] = attrs.evolve(section, terms=terms)

    def _pointed_on(self, redirect: wc.Redirect, id: str, target: str, what: dict[str, Any]) -> wc.Redirect:
        if redirect.moved_to or redirect.merged_into:
            if not target:  # what became of the target became of this one, too
                return wc.Redirect(redirect.id, **what)
            return attrs.evolve(redirect, **{"moved_to" if redirect.moved_to else "merged_into": target})
        swap = lambda ids: tuple(t for i in ids if (t := target if i == id else i))  # noqa: E731
        if redirect.split_into:
            left = swap(redirect.split_into)
            return (
                attrs.evolve(redirect, split_into=left) if len(left) > 1 else wc.Redirect(redirect.id, retired="Gone.")
            )
        return attrs.evolve(redirect, consider=swap(redirect.consider))


EDITS = [
    Editor.add, Editor.reword, Editor.respace, Editor.grade, Editor.restate, Editor.alias, Editor.rename,
    Editor.relate, Editor.deprecate, Editor.move, Editor.merge, Editor.split, Editor.retire,
]  # fmt: skip
GENTLE = [Editor.reword, Editor.respace, Editor.restate]


@st.composite
def histories(draw: st.DrawFn, start: Content) -> list[Content]:
    """Contents, each some edits after the one before; some steps only touch words and order."""
    contents = [start]
    for _ in range(draw(st.integers(1, 4))):
        editor = Editor(contents[-1], draw)
        edits = GENTLE if draw(st.booleans()) else EDITS
        for _ in range(draw(st.integers(1, 4))):
            draw(st.sampled_from(edits))(editor)
        contents.append(editor.content)
    return contents


@pytest.fixture(scope="module")
def start(mini: wc.Glossary) -> Content:
    return {kind: dict(getattr(mini, kind).items()) for kind in RECORDS}


def _compiled(content: Content, version: str) -> bytes:
    return encode(content, version=version, released=DAY)


def _glossary(content: Content, version: str) -> wc.Glossary:
    data = _compiled(content, version)
    return wc.Glossary(open_shipped(data, digest_of(data)))


def _released(contents: list[Content]) -> list[wc.Glossary]:
    """The contents as releases, each with the smallest number that is allowed; what changes nothing is none."""
    glossaries = [_glossary(contents[0], "1.0.0")]
    for content in contents[1:]:
        bump = wc.diff(glossaries[-1], _glossary(content, "draft")).bump
        if bump is not None:
            glossaries.append(_glossary(content, next_version(glossaries[-1].version, bump)))
    return glossaries


def _answer(glossary: wc.Glossary, label: str) -> str | None:
    """The id that a label leads to, or None."""
    try:
        return glossary.lookup(label).id
    except (wc.TermNotFoundError, wc.AmbiguousLabelError):
        return None


@given(data=st.data())
@pytest.mark.filterwarnings("ignore::withdrawal_concepts.ContentDeprecationWarning")
def test_the_laws_of_a_history(data: st.DataObject, start: Content) -> None:
    releases = _released(data.draw(histories(start)))
    for one in releases:
        assert wc.diff(one, one).changes == ()
    for a, b in itertools.combinations(releases, 2):
        found = wc.diff(a, b)
        assert wc.apply(found, a) == b  # nothing changes untold
        _ids_lead_on(a, b)
        if found.bump != "major":
            _labels_hold(a, b)
    for a, b, c in itertools.combinations(releases, 3):
        steps = max(WEIGHT[wc.diff(a, b).bump], WEIGHT[wc.diff(b, c).bump])
        assert WEIGHT[wc.diff(a, c).bump] <= steps  # the whole way promises no less than its steps


def _ids_lead_on(a: wc.Glossary, b: wc.Glossary) -> None:
    """Every id of a version resolves in every later one, in one hop, to what is there."""
    for id in (*a.terms, *a.sections, *a.redirects):
        match b.resolve(id):
            case wc.Current(entry=entry):
                assert entry.id == id
                assert id not in a.redirects  # what went away does not come back
            case wc.Moved(target=target) | wc.Merged(target=target):
                assert target in b.terms
            case wc.Split(targets=targets):
                assert len(targets) > 1
                assert set(targets) <= set(b.terms)
            case wc.Retired(consider=consider):
                assert set(consider) <= set(b.terms)


def _labels_hold(a: wc.Glossary, b: wc.Glossary) -> None:
    """Without a major step, every label goes on leading to its entry, and every id to itself or to where it moved."""
    for label in (*a.labels, *a.terms, *(t.name for t in a.terms.values())):
        before, after = _answer(a, label), _answer(b, label)
        if before is not None:
            assert after == b.terms[before].id
    for field in ("category", "standing"):
        was, now = ({getattr(t, field) for t in g.terms.values()} for g in (a, b))
        assert was <= now


@given(data=st.data())
def test_the_bytes_of_an_old_pin_never_move(data: st.DataObject, start: Content) -> None:
    contents = data.draw(histories(start))
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        home = Path(folder)
        pins: dict[str, str] = {}
        versions: tuple[ContentVersion, ...] = ()
        for number, content in enumerate(contents):
            compiled = _compiled(content, f"1.{number}.0")
            version = ContentVersion(f"1.{number}.0", DAY, digest_of(compiled))
            versions = (*versions, version)
            write_all({home / f"{version.version}.json": compiled, home / INDEX: index_bytes(versions)})
            pins[version.version] = version.digest
            for known in read_released(home).versions:  # side by side, each as it was
                path = home / f"{known.version}.json"
                assert wc.load(path, digest=pins[known.version]).version == known.version
                assert known.digest == pins[known.version]


def test_steps_that_only_touch_words_are_patches_together(start: Content) -> None:
    texts = ["It is so.", "Nothing here is like the first.", "And a third that shares no word with either one."]
    made = [{**start, "terms": {**start["terms"]}} for _ in texts]
    for content, text in zip(made, texts, strict=True):
        term = content["terms"]["planned-rest"]
        statements = (wc.Statement(text, "limited", ("marlow-2021",)), *term.statements)
        content["terms"]["planned-rest"] = attrs.evolve(term, statements=statements)
    a, b, c = (_glossary(content, "1.0.0") for content in made)
    assert [wc.diff(a, b).bump, wc.diff(b, c).bump, wc.diff(a, c).bump] == ["patch"] * 3
