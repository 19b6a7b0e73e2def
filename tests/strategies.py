"""What several tests draw, beyond the strategies that the package ships: texts, graphs, disguised labels."""

from __future__ import annotations

import datetime
import tempfile
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

import withdrawal_concepts as wc
from withdrawal_concepts import _model
from withdrawal_concepts._codec import encode
from withdrawal_concepts.testing import strategies as shipped

any_text = st.one_of(
    st.text(max_size=200),
    st.text(st.characters(categories=["Cc", "Cf", "Zs", "Zl", "Mn", "Pd"]), max_size=50),
    st.text("abc \u0301\u200d\u00ad'\u2019-\u2013\n\t*|.()[]\\", max_size=80),
)
"""Whatever somebody may type or paste, lone surrogates included."""
changes = st.lists(st.tuples(st.sampled_from("dirs"), st.integers(0, 12), st.sampled_from("aeinorst")), max_size=3)
"""What ``plain_reading.misspelt`` does to a word."""
records = shipped.records()
contents = shipped.contents()
patterns = shipped.patterns()


def a_term(id: str, **fields: Any) -> wc.Term:
    """A short term for tests that need one of their own."""
    day = datetime.date(2024, 1, 10)
    plain = {"name": id.replace("-", " "), "summary": "A summary.", "definition": ("A definition.",)}
    plain |= {"standing": "established", "category": "feeling", "reviewed": day, "next_review": day}
    return wc.Term(id=id, **{**plain, **fields})


def related(source: str, kind: str, target: str) -> wc.Relation:
    return wc.Relation(source, kind, target, "A reason.", "theory")


def glossary_of(terms: Iterable[wc.Term], **records: dict[str, Any]) -> wc.Glossary:
    """A glossary of records that no folder holds."""
    data = encode({"terms": {term.id: term for term in terms}, **records}, version="1.0.0", released=None)
    return loaded(data)


def loaded(data: bytes) -> wc.Glossary:
    """The glossary in a compiled file that holds *data*."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.json"
        path.write_bytes(data)
        return wc.load(path)


@st.composite
def term_graphs(draw: st.DrawFn) -> wc.Glossary:
    """Terms that are nothing but relations: any kind from any term to any other, circles included."""
    own = "abcdefgh"[: draw(st.integers(1, 8))]
    every = st.tuples(st.sampled_from(own), st.sampled_from(_model.RELATION_KINDS), st.sampled_from(own))
    edges = [e for e in draw(st.lists(every, max_size=20, unique=True)) if e[0] != e[2]]
    return glossary_of(a_term(i, relations=tuple(related(*e) for e in edges if e[0] == i)) for i in own)


graphs = st.dictionaries(
    st.sampled_from("abcdefghij"), st.lists(st.sampled_from("abcdefghij"), max_size=4, unique=True), max_size=10
).map(lambda edges: {node: edges.get(node, []) for node in "abcdefghij"})
"""Directed graphs of ten nodes, as adjacency lists."""

_DASHES = st.sampled_from([" ", "-", "_", "\u2010", "\u2013", "\u2014", "  ", "\u00a0", " - ", "\n"])
_FORMS = st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"])


def plural(label: str) -> str:
    """The simple plural of the last word of *label*."""
    if label.endswith(("s", "x", "z", "ch", "sh")):
        return label + "es"
    if label.endswith("y") and label[-2] not in "aeiou":
        return label[:-1] + "ies"
    return label + "s"


def plain(label: str) -> str:
    """*label* without its accents."""
    return "".join(c for c in unicodedata.normalize("NFD", label) if unicodedata.category(c) != "Mn")


@st.composite
def disguises(draw: st.DrawFn, label: str, *, plurals: bool = True) -> str:
    """*label* in another case, with other dashes or spaces, without accents, in another form, in the plural."""
    text = plural(label) if plurals and draw(st.booleans()) else label
    text = plain(text) if draw(st.booleans()) else text
    text = text.replace("\u2019", draw(st.sampled_from(["\u2019", "'", "\u02bc", ""])))
    text = "".join(draw(_DASHES) if c in " -" else c for c in text)
    text = "".join(draw(st.sampled_from([c, c.upper(), c.lower()])) for c in text)
    return unicodedata.normalize(draw(_FORMS), text)
