"""The glossary: lookup, resolve, relations, identity, load."""

from __future__ import annotations

import copy
import json
import os
import pickle
from pathlib import Path
from typing import Any

import pytest

import withdrawal_concepts as wc
from strategies import a_term, glossary_of, loaded, related
from withdrawal_concepts import _load, _store, authoring
from withdrawal_concepts._relations import NEAR
from withdrawal_concepts._versions import digest_of

DAY = a_term("a").reviewed


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch, mini_folder: Path) -> dict[str, bytes]:
    """An install that holds two invented content versions instead of what is there."""
    files = {v: authoring.compile_content(mini_folder, version=v, released=DAY) for v in ("1.0.0", "1.1.0")}
    versions = tuple(wc.ContentVersion(v, DAY, digest_of(data)) for v, data in files.items())
    monkeypatch.setattr(_store, "content_versions", lambda: versions)
    monkeypatch.setattr(_store, "left_out", tuple)
    monkeypatch.setattr(_store, "_read", lambda name: files[name.removesuffix(".json")])
    monkeypatch.setattr(_load, "_loaded", {})
    return files


@pytest.fixture
def compiled(mini_folder: Path, tmp_path: Path) -> Path:
    path = tmp_path / "content.json"
    path.write_bytes(authoring.compile_content(mini_folder, version="3.2.1", released=DAY))
    return path


class TestFacts:
    def test_facts_of_a_draft(self, mini: wc.Glossary) -> None:
        assert (mini.version, mini.released, mini.language) == ("draft", None, "en")
        assert mini.digest.startswith("sha256:")
        assert repr(mini) == "<Glossary draft: 6 terms, 1 sections>"

    def test_mappings_are_in_id_order(self, mini: wc.Glossary) -> None:
        for records in (mini.terms, mini.sections, mini.articles, mini.references, mini.notices, mini.redirects):
            assert list(records) == sorted(records)
            assert [record.id for record in records.values()] == list(records)

    def test_tombstones_are_no_terms(self, mini: wc.Glossary) -> None:
        assert list(mini.redirects) == ["end-of-weekend-gloom", "holiday-checking", "me-time", "taking-it-easy"]
        assert not set(mini.redirects) & set(mini.terms)

    @pytest.mark.parametrize("name", ["version", "terms", "digest", "new"])
    def test_it_cannot_be_changed(self, mini: wc.Glossary, name: str) -> None:
        with pytest.raises(AttributeError):
            setattr(mini, name, 1)
        with pytest.raises(AttributeError):
            delattr(mini, name)

    @pytest.mark.parametrize(
        ("mapping", "error"),
        [
            ("terms", wc.TermNotFoundError),
            ("sections", wc.SectionNotFoundError),
            ("articles", wc.ArticleNotFoundError),
            ("references", wc.ReferenceNotFoundError),
            ("notices", wc.NoticeNotFoundError),
        ],
    )
    def test_one_contract_for_a_miss(self, mini: wc.Glossary, mapping: str, error: type[wc.NotFoundError]) -> None:
        records = getattr(mini, mapping)
        assert records.get("nope") is None
        assert "nope" not in records
        with pytest.raises(error) as caught:
            records["nope"]
        assert (caught.value.id, caught.value.version) == ("nope", "draft")


class TestLookup:
    def test_a_search_phrase_is_no_label(self, mini: wc.Glossary) -> None:
        with pytest.raises(wc.TermNotFoundError):
            mini.lookup("monday is coming")

    def test_an_ambiguous_label_of_one_term_is_a_label(self, mini: wc.Glossary) -> None:
        assert mini.lookup("mental break").id == "switching-off"

    def test_a_miss_has_suggestions_that_are_ids(self, mini: wc.Glossary) -> None:
        with pytest.raises(wc.TermNotFoundError) as caught:
            mini.lookup("Sunday scare")
        assert caught.value.suggestions[0] == "sunday-evening-dread"
        assert set(caught.value.suggestions) <= set(mini.terms)
        assert len(caught.value.suggestions) <= 3
        assert (caught.value.id, caught.value.version) == ("Sunday scare", "draft")

    @pytest.mark.parametrize("label", ["", " ", "--", "\u0301", "zzzzzz", "👍"])
    def test_nothing_like_it(self, mini: wc.Glossary, label: str) -> None:
        with pytest.raises(wc.TermNotFoundError) as caught:
            mini.lookup(label)
        assert caught.value.suggestions == ()

    @pytest.mark.parametrize(
        "label", [None, 5, b"planned-rest", ["planned-rest"], {}, ("planned-rest",), a_term("planned-rest")]
    )
    def test_a_label_that_is_no_str(self, mini: wc.Glossary, label: Any) -> None:
        with pytest.raises(wc.TermNotFoundError, match="a label is a str"):
            mini.lookup(label)

    def test_a_label_of_two_terms(self) -> None:
        g = glossary_of([a_term("b", aliases=("Thing",)), a_term("a", aliases=("thing",))])
        for label in ("THING", "things", "thing"):
            with pytest.raises(wc.AmbiguousLabelError) as caught:
                g.lookup(label)
            assert (caught.value.label, caught.value.candidates) == (label, ("a", "b"))

    def test_an_id_comes_before_a_label_of_another_term(self) -> None:
        g = glossary_of([a_term("a", name="Something"), a_term("b", aliases=("a",))])
        assert g.lookup("a").id == "a"

    def test_the_exact_form_comes_before_its_plural(self) -> None:
        g = glossary_of([a_term("tie"), a_term("ties")])
        assert (g.lookup("Tie").id, g.lookup("Ties").id) == ("tie", "ties")

    @pytest.mark.filterwarnings("ignore::withdrawal_concepts.ContentDeprecationWarning")
    def test_a_moved_id_leads_to_where_it_went(self, mini: wc.Glossary) -> None:
        assert mini.lookup("end-of-weekend-gloom").id == "sunday-evening-dread"
        assert mini.lookup("End of Weekend–Gloom").id == "sunday-evening-dread"

    @pytest.mark.parametrize("label", ["me-time", "Me Time", "holiday checking", "taking it easy"])
    def test_other_tombstones_say_what_became_of_the_id(self, mini: wc.Glossary, label: str) -> None:
        with pytest.raises(wc.TermNotFoundError) as caught:
            mini.lookup(label)
        assert caught.value.hint

    def test_the_answer_is_remembered_and_the_same(self, mini: wc.Glossary) -> None:
        first = mini.lookup("sunday SCARIES")
        assert mini.lookup("sunday SCARIES") is first is mini.terms["sunday-evening-dread"]

    def test_what_is_remembered_has_an_end(self, mini_folder: Path) -> None:
        g = authoring.load(mini_folder)
        for n in range(1, 5_000):
            assert g.lookup(f"planned{' ' * (n % 70 + 1)}rest{'.' * (n // 70)}").id == "planned-rest"
        assert len(g._asked) <= 4_096


class TestResolve:
    @pytest.mark.parametrize(
        ("id", "outcome"),
        [
            ("end-of-weekend-gloom", wc.Moved("end-of-weekend-gloom", "sunday-evening-dread")),
            ("holiday-checking", wc.Merged("holiday-checking", "weekend-checking")),
            ("taking-it-easy", wc.Split("taking-it-easy", ("planned-rest", "cafe-pause"))),
            ("me-time", wc.Retired("me-time", "The word meant too many things.", ("switching-off", "planned-rest"))),
        ],
    )
    def test_ids_that_went_away(self, mini: wc.Glossary, id: str, outcome: wc.Outcome) -> None:
        assert mini.resolve(id) == outcome

    def test_ids_in_use(self, mini: wc.Glossary) -> None:
        assert mini.resolve("planned-rest") == wc.Current("planned-rest", mini.terms["planned-rest"])
        assert mini.resolve("sunday-nights") == wc.Current("sunday-nights", mini.sections["sunday-nights"])

    @pytest.mark.parametrize("id", ["nope", "Planned rest", "", None, 5])
    def test_ids_that_never_were(self, mini: wc.Glossary, id: Any) -> None:
        with pytest.raises(wc.TermNotFoundError):
            mini.resolve(id)


class TestRelations:
    def test_all_six_stated_kinds_are_in_mini(self, mini: wc.Glossary) -> None:
        stated = {r.kind for term in mini.terms.values() for r in term.relations}
        assert stated == {"broader", "related", "leads_to", "reinforces", "contrasts_with", "eased_by"}

    def test_relations_of_a_term(self, mini: wc.Glossary) -> None:
        found = mini.relations("sunday-evening-dread")
        assert [(r.kind, r.target, r.stated) for r in found] == [
            ("broader", "anticipatory-unease", True),
            ("related", "cafe-pause", False),
            ("leads_to", "weekend-checking", True),
            ("reinforced_by", "weekend-checking", False),
            ("eased_by", "planned-rest", True),
        ]
        assert found[4].basis == "experiment"
        assert found[4].references == ("fictus-2019",)
        assert mini.relations("sunday-evening-dread", "leads_to", "eased_by") == (found[2], found[4])

    def test_neighbours_come_once(self, mini: wc.Glossary) -> None:
        ids = [term.id for term in mini.related("sunday-evening-dread")]
        assert ids == ["anticipatory-unease", "cafe-pause", "weekend-checking", "planned-rest"]
        assert mini.related("sunday-evening-dread", "eases") == ()

    def test_the_hierarchy(self, mini: wc.Glossary) -> None:
        assert [t.id for t in mini.broader("cafe-pause")] == ["planned-rest"]
        assert [t.id for t in mini.narrower("planned-rest")] == ["cafe-pause"]
        assert [t.id for t in mini.ancestors("cafe-pause")] == ["planned-rest", "switching-off"]
        assert [t.id for t in mini.descendants("switching-off")] == ["planned-rest", "cafe-pause"]

    def test_walk(self, mini: wc.Glossary) -> None:
        steps = list(mini.walk("cafe-pause", ("broader",)))
        assert [(s.term.id, s.depth, s.via.source) for s in steps] == [
            ("planned-rest", 1, "cafe-pause"),
            ("switching-off", 2, "planned-rest"),
        ]
        assert {s.term.id for s in mini.walk("cafe-pause")} == set(mini.terms) - {"cafe-pause"}
        assert list(mini.walk("cafe-pause", depth=0)) == []
        assert all(s.depth == 1 for s in mini.walk("cafe-pause", depth=1))
        assert list(mini.walk("cafe-pause", "broader")) == steps
        assert list(mini.walk("cafe-pause", [])) == []

    def test_steps_that_are_near_are_shared_and_others_are_not_kept(self) -> None:
        chain = [a_term(f"t{n}", relations=(related(f"t{n}", "broader", f"t{n + 1}"),)) for n in range(9)]
        g = glossary_of([*chain, a_term("t9")])
        one, other = list(g.walk("t0", "broader")), list(g.walk("t0", "broader"))
        assert one == other
        assert [s is t for s, t in zip(one, other, strict=True)] == [True] * NEAR + [False] * (9 - NEAR)

    def test_path(self, mini: wc.Glossary) -> None:
        assert mini.path("planned-rest", "planned-rest") == ()
        path = mini.path("cafe-pause", "switching-off", kinds=["broader"])
        assert path is not None
        assert [(r.source, r.kind, r.target) for r in path] == [
            ("cafe-pause", "broader", "planned-rest"),
            ("planned-rest", "broader", "switching-off"),
        ]
        assert mini.path("switching-off", "cafe-pause", kinds=["broader"]) is None
        assert mini.path("switching-off", "cafe-pause", kinds="narrower") is not None
        assert mini.path("cafe-pause", "switching-off", []) is None

    def test_a_term_may_stand_for_its_id(self, mini: wc.Glossary) -> None:
        term = mini.terms["cafe-pause"]
        assert mini.relations(term) == mini.relations("cafe-pause")
        assert mini.related(term) == mini.related("cafe-pause")
        assert list(mini.walk(term)) == list(mini.walk("cafe-pause"))
        assert mini.path(term, mini.terms["planned-rest"]) == mini.path("cafe-pause", "planned-rest")
        assert mini.ancestors(term) == mini.ancestors("cafe-pause")

    @pytest.mark.filterwarnings("ignore::withdrawal_concepts.ContentDeprecationWarning")
    def test_a_moved_id_is_followed(self, mini: wc.Glossary) -> None:
        assert mini.relations("end-of-weekend-gloom") == mini.relations("sunday-evening-dread")
        assert list(mini.walk("end-of-weekend-gloom")) == list(mini.walk("sunday-evening-dread"))
        assert mini.path("end-of-weekend-gloom", "sunday-evening-dread") == ()

    @pytest.mark.parametrize("id", ["nope", "me-time", "sunday-nights", "Planned rest", None, 5, a_term("elsewhere")])
    def test_an_unknown_term(self, mini: wc.Glossary, id: Any) -> None:
        for ask in (
            mini.relations,
            mini.related,
            mini.broader,
            mini.narrower,
            mini.ancestors,
            mini.descendants,
            mini.walk,
        ):
            with pytest.raises(wc.TermNotFoundError):
                ask(id)
        with pytest.raises(wc.TermNotFoundError):
            mini.path(id, "planned-rest")
        with pytest.raises(wc.TermNotFoundError):
            mini.path("planned-rest", id)

    def test_an_unknown_kind(self, mini: wc.Glossary) -> None:
        for ask in (
            lambda: mini.relations("planned-rest", "wider"),  # type: ignore[arg-type]
            lambda: mini.related("planned-rest", "broader", "wider"),  # type: ignore[arg-type]
            lambda: mini.walk("planned-rest", ["wider"]),  # type: ignore[list-item]
            lambda: mini.path("planned-rest", "cafe-pause", ["wider"]),  # type: ignore[list-item]
        ):
            with pytest.raises(ValueError, match="'wider' is not a kind of relation; the kinds are broader, narrower"):
                ask()

    @pytest.mark.parametrize("depth", [-1, 1.5, "1"])
    def test_an_impossible_depth(self, mini: wc.Glossary, depth: Any) -> None:
        with pytest.raises(ValueError, match="depth must be a whole number"):
            mini.walk("planned-rest", depth=depth)

    def test_the_order_of_kinds_does_not_change_a_walk(self, mini: wc.Glossary) -> None:
        one, other = ["broader", "related", "eased_by"], ["eased_by", "broader", "related"]
        assert list(mini.walk("cafe-pause", one)) == list(mini.walk("cafe-pause", other))  # type: ignore[arg-type]

    def test_circles_are_safe(self) -> None:
        g = glossary_of(
            [
                a_term("a", relations=(related("a", "broader", "b"),)),
                a_term("b", relations=(related("b", "broader", "a"),)),
            ]
        )
        assert [t.id for t in g.ancestors("a")] == ["b"]
        assert [t.id for t in g.descendants("a")] == ["b"]
        assert [s.term.id for s in g.walk("a")] == ["b"]


class TestIdentity:
    def test_equal_bytes_make_equal_glossaries(self, mini: wc.Glossary, mini_folder: Path, mini_copy: Path) -> None:
        again = authoring.load(mini_folder)
        assert again == mini
        assert again is not mini
        assert hash(again) == hash(mini)
        assert authoring.load(mini_copy) == mini
        file = mini_copy / "terms" / "planned-rest.md"
        file.write_text(
            file.read_text(encoding="utf-8").replace("ten free minutes", "five free minutes"), encoding="utf-8"
        )
        assert authoring.load(mini_copy) != mini
        assert mini != "draft"
        assert mini != None  # noqa: E711

    @pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
    def test_a_draft_pickles_with_its_bytes(self, mini: wc.Glossary, protocol: int, install: dict[str, bytes]) -> None:
        again = pickle.loads(pickle.dumps(mini, protocol))
        assert again == mini
        assert again is not mini
        assert dict(again.terms) == dict(mini.terms)
        assert dict(again.redirects) == dict(mini.redirects)
        assert again.search("sunday").hits == mini.search("sunday").hits

    def test_a_released_version_pickles_as_its_number(self, install: dict[str, bytes]) -> None:
        g = wc.load("1.0.0")
        assert len(pickle.dumps(g)) < 200
        assert pickle.loads(pickle.dumps(g)) is g

    def test_copies(self, mini: wc.Glossary, install: dict[str, bytes]) -> None:
        assert copy.copy(mini) == copy.deepcopy(mini) == mini


class TestLoad:
    def test_nothing_is_the_newest(self, install: dict[str, bytes]) -> None:
        assert wc.load().version == "1.1.0"
        assert wc.load() is wc.load("1.1.0") is wc.load(">=1.0") is wc.load("~=1.0", digest=digest_of(install["1.1.0"]))

    def test_an_exact_version(self, install: dict[str, bytes]) -> None:
        g = wc.load("1.0.0")
        assert (g.version, g.released, g.digest) == ("1.0.0", DAY, digest_of(install["1.0.0"]))
        assert g != wc.load("1.1.0")

    def test_a_version_that_is_not_there(self, install: dict[str, bytes]) -> None:
        with pytest.raises(wc.ContentVersionNotFoundError) as caught:
            wc.load("2.0.0")
        assert caught.value.available == ("1.0.0", "1.1.0")

    @pytest.mark.parametrize("request_", ["latest", "", "content.json", 5, b"1.0.0"])
    def test_what_is_no_version(self, install: dict[str, bytes], request_: Any) -> None:
        with pytest.raises(wc.ContentVersionError):
            wc.load(request_)

    def test_a_pin_with_another_digest(self, install: dict[str, bytes]) -> None:
        with pytest.raises(wc.ContentIntegrityError) as caught:
            wc.load("1.0.0", digest="sha256:00")
        assert (caught.value.version, caught.value.expected) == ("1.0.0", "sha256:00")
        assert caught.value.actual == digest_of(install["1.0.0"])
        with pytest.raises(wc.ContentIntegrityError):
            wc.load("1.0.0", digest="")

    def test_bytes_that_are_not_those_of_the_release(self, install: dict[str, bytes]) -> None:
        install["1.0.0"] += b" "
        with pytest.raises(wc.ContentIntegrityError):
            wc.load("1.0.0")
        assert wc.load("1.1.0").version == "1.1.0"

    def test_a_file(self, compiled: Path, mini: wc.Glossary) -> None:
        g = wc.load(compiled)
        assert (g.version, g.released, g.digest) == ("3.2.1", DAY, digest_of(compiled.read_bytes()))
        assert dict(g.terms) == dict(mini.terms)
        assert dict(g.redirects) == dict(mini.redirects)
        assert g.search("sunday scaries").hits == mini.search("sunday scaries").hits

    def test_any_path_object_will_do(self, compiled: Path) -> None:
        class Somewhere(os.PathLike[str]):
            def __fspath__(self) -> str:
                return str(compiled)

        assert wc.load(Somewhere()) == wc.load(compiled)

    def test_a_file_and_its_digest(self, compiled: Path) -> None:
        digest = digest_of(compiled.read_bytes())
        assert wc.load(compiled, digest=digest).digest == digest
        with pytest.raises(wc.ContentIntegrityError) as caught:
            wc.load(compiled, digest="sha256:00")
        assert caught.value.version == str(compiled)

    def test_a_file_that_is_no_content(self, tmp_path: Path) -> None:
        path = tmp_path / "x.json"
        path.write_bytes(b"nonsense")
        with pytest.raises(wc.InvalidContentError) as caught:
            wc.load(path)
        assert caught.value.findings[0].path == str(path)

    def test_a_file_that_cannot_be_read(self, tmp_path: Path) -> None:
        with pytest.raises(FileNotFoundError):
            wc.load(tmp_path / "nope.json")
        with pytest.raises(OSError, match=r"(?i)directory|permission"):
            wc.load(tmp_path)

    def test_a_file_in_another_layout_is_read_too(self, compiled: Path) -> None:
        indented = json.dumps(json.loads(compiled.read_bytes()), indent=2).encode()
        g = loaded(indented)
        assert g.digest == digest_of(indented)
        assert dict(g.terms) == dict(wc.load(compiled).terms)
