"""What is derived from the records of one content version."""

from __future__ import annotations

import withdrawal_concepts as wc
from strategies import a_term, glossary_of, related
from withdrawal_concepts._codec import decode, encode
from withdrawal_concepts._model import RELATION_KINDS
from withdrawal_concepts._snapshot import Snapshot
from withdrawal_concepts._text import normalise


def _snapshot(*terms: wc.Term) -> Snapshot:
    return decode(encode({"terms": {t.id: t for t in terms}}, version="1.0.0", released=None), "x.json")


def test_labels_lead_from_ids_names_and_aliases_to_terms() -> None:
    labels = _snapshot(a_term("a-b", name="Café au lait", aliases=("The-One", "the one")), a_term("c")).labels
    assert labels == {"a b": ("a-b",), "cafe au lait": ("a-b",), "the one": ("a-b",), "c": ("c",)}


def test_a_label_of_two_terms_leads_to_both_in_id_order() -> None:
    assert _snapshot(a_term("b", aliases=("X",)), a_term("a", aliases=("x",))).labels["x"] == ("a", "b")


def test_search_phrases_questions_and_ambiguous_are_no_labels() -> None:
    term = a_term("a", search_phrases=("p",), questions=("q",), ambiguous=("r",))
    assert set(_snapshot(term).labels) == {"a"}


def test_every_key_is_normalised(mini: wc.Glossary) -> None:
    assert all(normalise(key) == key for key in mini.labels)
    assert mini.labels["mondays shadow"] == ("sunday-evening-dread",)


def test_relations_are_read_from_both_ends() -> None:
    stated = related("a", "leads_to", "b")
    relations = _snapshot(a_term("a", relations=(stated,)), a_term("b"), a_term("c")).relations
    assert relations["a"] == (stated,)
    assert relations["b"] == (wc.Relation("b", "follows_from", "a", "A reason.", "theory", (), stated=False),)
    assert relations["c"] == ()


def test_a_stated_relation_wins_over_the_inverse_of_another() -> None:
    one = wc.Relation("a", "related", "b", "From a.", "theory")
    other = wc.Relation("b", "related", "a", "From b.", "inference")
    relations = _snapshot(a_term("a", relations=(one,)), a_term("b", relations=(other,))).relations
    assert (relations["a"], relations["b"]) == ((one,), (other,))


def test_relations_come_in_the_order_of_the_kinds_then_of_the_targets() -> None:
    g = glossary_of([a_term("m", relations=tuple(related("m", k, t) for k in reversed(RELATION_KINDS) for t in "zab"))]
                    + [a_term(t) for t in "abz"])  # fmt: skip
    assert [(r.kind, r.target) for r in g.relations("m")] == [(k, t) for k in RELATION_KINDS for t in "abz"]


def test_a_relation_of_a_term_to_itself_does_no_harm() -> None:
    relations = _snapshot(a_term("a", relations=(related("a", "broader", "a"),))).relations
    assert [(r.kind, r.target) for r in relations["a"]] == [("broader", "a"), ("narrower", "a")]
