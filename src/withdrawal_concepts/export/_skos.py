"""A content version as a SKOS concept scheme in Turtle. Needs the extra ``rdf``; the only module that imports rdflib.

SKOS Reference: https://www.w3.org/TR/skos-reference/. The mapping stands in the documentation (explanation, SKOS).
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from withdrawal_concepts._glossary import Glossary
from withdrawal_concepts._model import INVERSE, RELATION_KINDS, Relation, RelationKind, Term
from withdrawal_concepts._wording import reference_line, review_line, statement_line
from withdrawal_concepts.errors import MissingExtraError
from withdrawal_concepts.export._pieces import BASE, LICENCE, Entry, address, entry_of, external_address

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

_OWN_KINDS: tuple[RelationKind, ...] = tuple(k for k in RELATION_KINDS if k not in ("broader", "narrower", "related"))
_MATCH = {"exact": "exactMatch", "close": "closeMatch", "related": "relatedMatch"}


def to_skos(glossary: Glossary, *, base: str = BASE) -> str:
    """Return the concept scheme as Turtle; *base* is what the addresses of entries start with.

    Both directions of a relation are written out. The kinds that SKOS does not have are properties below
    ``skos:semanticRelation``. The reason of a relation is a ``skos:note`` of an ``rdf:Statement`` about it. Raises
    MissingExtraError where rdflib is not installed.
    """
    try:
        import rdflib
    except ModuleNotFoundError as error:
        raise MissingExtraError("writing SKOS", "rdf") from error
    writer = _Writer(glossary, base, rdflib.Graph())
    writer.scheme()
    writer.kinds()
    for term in glossary.terms.values():
        writer.term(term)
        for relation in glossary.relations(term):
            writer.relation(relation)
    writer.redirects()
    return writer.graph.serialize(format="turtle")


class _Writer:
    """Adds the parts of a content version to a graph."""

    def __init__(self, glossary: Glossary, base: str, graph: Graph) -> None:
        from rdflib import Namespace, URIRef
        from rdflib.namespace import DCTERMS, OWL, SKOS

        self.glossary, self.base, self.graph = glossary, base, graph
        self._own = Namespace(base if base.endswith((":", "/", "#")) else base + "/")
        self._scheme = URIRef(str(self._own).rstrip(":/#"))
        for prefix, namespace in (("skos", SKOS), ("dcterms", DCTERMS), ("owl", OWL), ("wc", self._own)):
            graph.bind(prefix, namespace)

    def scheme(self) -> None:
        from rdflib import Literal, URIRef
        from rdflib.namespace import DCTERMS, OWL, RDF, SKOS

        glossary = self.glossary
        self._add(self._scheme, RDF.type, SKOS.ConceptScheme)
        self._add(self._scheme, DCTERMS.title, self._text("withdrawal-concepts"))
        self._add(self._scheme, OWL.versionInfo, Literal(glossary.version))
        self._add(self._scheme, DCTERMS.identifier, Literal(glossary.digest))
        self._add(self._scheme, DCTERMS.language, Literal(glossary.language))
        self._add(self._scheme, DCTERMS.license, URIRef(LICENCE))
        if glossary.released is not None:
            self._add(self._scheme, DCTERMS.issued, _day(glossary.released))
        for category in sorted({term.category for term in glossary.terms.values()}):
            self._add(self._own[f"category/{category}"], RDF.type, SKOS.Collection)
            self._add(self._own[f"category/{category}"], SKOS.prefLabel, self._text(category))

    def kinds(self) -> None:
        """Declare the kinds of relations that SKOS does not have."""
        from rdflib.namespace import OWL, RDF, RDFS, SKOS

        for kind in _OWN_KINDS:
            self._add(self._own[kind], RDF.type, OWL.ObjectProperty)
            self._add(self._own[kind], RDFS.subPropertyOf, SKOS.semanticRelation)
            self._add(self._own[kind], OWL.inverseOf, self._own[INVERSE[kind]])

    def term(self, term: Term) -> None:
        from rdflib import Literal, URIRef
        from rdflib.namespace import DCTERMS, OWL, RDF, SKOS

        node = self._node(term)
        self._add(node, RDF.type, SKOS.Concept)
        self._add(node, SKOS.inScheme, self._scheme)
        self._add(self._own[f"category/{term.category}"], SKOS.member, node)
        self._add(node, SKOS.notation, Literal(term.id))
        self._add(node, SKOS.prefLabel, self._text(term.name))
        for name, words in _texts(self.glossary, term):
            self._add(node, SKOS[name], self._text(words))
        self._add(node, DCTERMS.abstract, self._text(term.summary))
        self._add(node, DCTERMS.modified, _day(term.reviewed))
        if term.status == "deprecated":
            self._add(node, OWL.deprecated, Literal(True))
            if term.replaced_by:
                self._add(node, DCTERMS.isReplacedBy, self._node(self.glossary.terms[term.replaced_by]))
        for source in term.sources:
            article = self.glossary.articles.get(source.article)
            words = f"{article.title if article else source.article} ({source.heading})"
            self._add(node, DCTERMS.source, self._text(words))
        for other in term.external_ids:
            self._add(node, SKOS[_MATCH[other.match]], URIRef(external_address(other)))
        if not self.glossary.broader(term):
            self._add(self._scheme, SKOS.hasTopConcept, node)
            self._add(node, SKOS.topConceptOf, self._scheme)

    def relation(self, relation: Relation) -> None:
        from rdflib import BNode, Literal
        from rdflib.namespace import DCTERMS, RDF, SKOS

        terms = self.glossary.terms
        source, target = self._node(terms[relation.source]), self._node(terms[relation.target])
        kind = self._own[relation.kind] if relation.kind in _OWN_KINDS else SKOS[relation.kind]
        self._add(source, kind, target)
        if not relation.stated:
            return
        # A name that depends on nothing but the relation: equal content gives equal Turtle.
        about = BNode(f"{relation.source}.{relation.kind}.{relation.target}".replace("-", "_"))
        self._add(about, RDF.type, RDF.Statement)
        for name, value in ((RDF.subject, source), (RDF.predicate, kind), (RDF.object, target)):
            self._add(about, name, value)
        self._add(about, SKOS.note, self._text(relation.reason))
        self._add(about, DCTERMS.type, Literal(relation.basis))
        for id in relation.references:
            self._add(about, DCTERMS.references, self._text(reference_line(self.glossary.references[id])))

    def redirects(self) -> None:
        from rdflib import Literal
        from rdflib.namespace import DCTERMS, OWL

        for id, redirect in self.glossary.redirects.items():
            gone = self._own[f"terms/{id}"]
            self._add(gone, OWL.deprecated, Literal(True))
            for target in filter(None, (redirect.moved_to, redirect.merged_into, *redirect.split_into)):
                self._add(gone, DCTERMS.isReplacedBy, self._node(entry_of(self.glossary, target)))

    def _add(self, subject: Node, predicate: Node, value: Node) -> None:
        self.graph.add((subject, predicate, value))

    def _node(self, entry: Entry) -> Node:
        from rdflib import URIRef

        return URIRef(address(entry, self.base))

    def _text(self, words: str) -> Node:
        from rdflib import Literal

        return Literal(words, lang=self.glossary.language)


def _day(day: datetime.date) -> Node:
    from rdflib import Literal
    from rdflib.namespace import XSD

    return Literal(day.isoformat(), datatype=XSD.date)


def _texts(glossary: Glossary, term: Term) -> list[tuple[str, str]]:
    found = [("altLabel", alias) for alias in term.aliases]
    found += [("hiddenLabel", phrase) for phrase in term.search_phrases]
    found.append(("definition", " ".join(term.definition)))
    found += [("example", example) for example in term.example]
    if term.origin is not None:
        found.append(("historyNote", term.origin.text))
    found += [("note", statement_line(glossary, s)) for s in (*term.statements, *term.what_helps)]
    found += [("note", f"{m.claim} → {m.correction}") for m in term.misconceptions]
    found.append(("editorialNote", review_line(term)))
    return found
