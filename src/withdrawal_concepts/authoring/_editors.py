"""What helps an editor: a JSON Schema for each kind of file, and snippets, made from the model and released content.

The schemas are of front matter and CSL-JSON as authors write them, which is not the shape of the records: relations
are groups, the body is not in them, and a tombstone has other keys. Ids are offered, not required to be known, so that
a new entry is no mistake before the schemas are made anew; whether an id exists, the check says.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from withdrawal_concepts._documents import Article, Redirect, Reference, Section
from withdrawal_concepts._glossary import Glossary
from withdrawal_concepts._model import BASES, EVIDENCE_LEVELS, Term
from withdrawal_concepts._notice import Notice
from withdrawal_concepts.authoring._csl import CSL_NAMES
from withdrawal_concepts.authoring._entry import STATED_KINDS, TOMBSTONE_KEYS
from withdrawal_concepts.authoring._reader import EDITS

Schema = dict[str, Any]

SCHEMAS = "schemas"
SNIPPETS = ".vscode/withdrawal-concepts.code-snippets"
_DRAFT_7 = "http://json-schema.org/draft-07/schema#"
_ID = "^[a-z0-9]+(?:-[a-z0-9]+)*$"
_RECORDS: dict[str, type[Any]] = {
    "terms": Term, "sections": Section, "articles": Article, "notices": Notice, "references": Reference,
}  # fmt: skip
_IN_THE_BODY = frozenset(
    {"id", "definition", "origin", "example", "statements", "misconceptions", "what_helps", "paragraphs", "lead"}
)
_HELP = {
    "name": "The preferred label; unique among all labels.",
    "title": "The heading to show.",
    "summary": "One sentence of at most 25 words that holds the name or an alias.",
    "category": "What kind of thing the entry is about.",
    "standing": "established: a research construct under this name; adapted: popular wording for one; informal: an "
    "everyday or invented name; contested: good sources disagree.",
    "reviewed": "The day on which somebody last looked at the evidence, as year-month-day.",
    "next_review": "Left out, it follows from 'reviewed'.",
    "aliases": "Other labels; unique, whatever their case, hyphens or simple plural.",
    "ambiguous": "Labels of this entry that are too general to be marked in running text.",
    "search_phrases": "What people type when they live through it. Matched, never shown.",
    "questions": "What people ask that the entry answers. Matched, never shown.",
    "sources": "Where the idea comes from: an article and a heading in it.",
    "relations": "By kind, then by target: one sentence and a bracket, such as: Reason. [theory; @family-2020]",
    "notices": "Help notices to show with the entry.",
    "review": "A second reading: date and by.",
    "terms": "The terms that the text speaks of.",
    "replaced_by": "The term to use instead of a deprecated one.",
    "edit": "How the definition changed since the last release. editorial: a slip; clarified: the same, said better; "
    "meaning: refused, because another meaning needs a new id. The release takes the line out.",
    "position": "The place in the article, from 1.",
    "note": "What the work was read to show: it is cited for no more than that.",
    "moved_to": "The same entry has another id now.",
    "merged_into": "The entry became part of another.",
    "split_into": "The entry became several.",
    "retired": "Why the entry is gone.",
    "consider": "Entries that may serve instead of a retired one.",
}


def editor_files(glossary: Glossary) -> dict[str, str]:
    """Return path in a checkout -> text of the file."""
    files = {f"{SCHEMAS}/{kind}.schema.json": _written(schema(kind, glossary)) for kind in _RECORDS}
    return {**files, SNIPPETS: _written(_snippets(glossary))}


def _written(data: Any) -> str:
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def schema(kind: str, glossary: Glossary) -> Schema:
    """Return the JSON Schema (draft 7) of the front matter of a kind, or of a reference."""
    record = _RECORDS[kind]
    _, components = msgspec.json.schema_components((record, Redirect), ref_template="#/definitions/{name}")
    made = {name: _closed(one) for name, one in components.items()}
    entry, tombstone = made.pop(record.__name__), made.pop("Redirect")
    ids = {group: _one_of(getattr(glossary, group)) for group in ("terms", "sections", "articles", "notices")}
    made["reason"] = {"type": "string", "pattern": rf"\[(?:{'|'.join(BASES)})(?:; @[a-z0-9-]+)*\]$"}
    top: Schema = {"$schema": _DRAFT_7, "title": f"withdrawal-concepts: {kind}", "definitions": made}
    if kind == "references":
        return {**top, **_reference(entry)}
    if kind == "terms":
        targets = {id: {"$ref": "#/definitions/reason", "title": term.name} for id, term in glossary.terms.items()}
        made["targets"] = {
            "type": "object", "properties": targets, "additionalProperties": {"$ref": "#/definitions/reason"}
        }  # fmt: skip
    if "Source" in made:
        made["Source"]["properties"]["article"] = ids["articles"]
    _entry(entry, ids)
    if kind not in ("terms", "sections"):
        return _with_used_definitions({**top, **entry})
    for key in ("moved_to", "merged_into"):
        tombstone["properties"][key] = ids[kind]
    for key in ("split_into", "consider"):
        tombstone["properties"][key]["items"] = ids[kind]
    _tidied(tombstone)
    is_tombstone = {"anyOf": [{"required": [key]} for key in sorted(TOMBSTONE_KEYS)]}
    return _with_used_definitions({**top, "type": "object", "if": is_tombstone, "then": tombstone, "else": entry})


def _with_used_definitions(whole: Schema) -> Schema:
    known: Schema = whole.pop("definitions")
    used: dict[str, Any] = {}
    pending = [whole]
    while pending:
        text = json.dumps(pending.pop())
        for name in known:
            if name not in used and f'"#/definitions/{name}"' in text:
                used[name] = known[name]
                pending.append(known[name])
    return {**whole, "definitions": used} if used else whole


def _closed(component: Schema) -> Schema:
    component.pop("description", None)
    component.pop("title", None)
    if component.get("type") == "object":
        component["additionalProperties"] = False
    for one in component.get("properties", {}).values():
        one.pop("default", None)
    return component


def _one_of(known: Iterable[str]) -> Schema:
    """Return a schema that offers the known ids, and takes any."""
    return {"anyOf": [{"enum": sorted(known)}, {"type": "string", "pattern": _ID}]}


def _entry(entry: Schema, ids: Mapping[str, Schema]) -> None:
    own = entry["properties"]
    if "relations" in own:
        group = {"$ref": "#/definitions/targets"}
        kinds: Schema = {name: group for name in STATED_KINDS}  # noqa: C420 (its type is that of the names)
        own["relations"] = {"type": "object", "properties": kinds, "additionalProperties": False}
    for key, group_name in (("terms", "terms"), ("notices", "notices")):
        if key in own:
            own[key]["items"] = ids[group_name]
    if "article" in own:
        own["article"] = ids["articles"]
    if "replaced_by" in own:
        own["replaced_by"] = ids["terms"]
        own["edit"] = {"enum": list(EDITS)}
    _tidied(entry)


def _tidied(entry: Schema) -> None:
    """Leave out what stands in the body, and say what each key is for."""
    entry["properties"] = {key: one for key, one in entry["properties"].items() if key not in _IN_THE_BODY}
    entry["required"] = [key for key in entry.get("required", ()) if key not in _IN_THE_BODY and key != "next_review"]
    for key, one in entry["properties"].items():
        if key in _HELP:
            entry["properties"][key] = {**one, "description": _HELP[key]}


def _reference(entry: Schema) -> Schema:
    names: dict[str, str] = {ours: csl for csl, ours in CSL_NAMES.items()}
    keys: list[str] = [key for key in entry["properties"] if key != "year"]
    own: Schema = {names.get(key, key): entry["properties"][key] for key in keys}
    own["issued"] = {
        "type": "object",
        "properties": {"date-parts": {"type": "array", "items": {"type": "array", "items": {"type": "integer"}}}},
        "required": ["date-parts"],
    }
    own["note"]["description"] = _HELP["note"]
    own["DOI"] = {"type": "string", "pattern": "^10\\.\\d{4,9}/\\S+$", "description": "Without an address before it."}
    required = [names.get(key, key) for key in entry["required"] if key != "year"]
    return {"type": "object", "properties": own, "required": [*required, "issued"], "additionalProperties": False}


def _snippets(glossary: Glossary) -> Schema:
    references = ",".join(glossary.references)
    terms = ",".join(glossary.terms)
    levels, bases = (",".join(values) for values in (EVIDENCE_LEVELS, BASES))

    def snippet(prefix: str, body: list[str], description: str) -> Schema:
        return {"scope": "markdown,yaml", "prefix": prefix, "body": body, "description": description}

    return {
        "reference": snippet("@", [f"@${{1|{references}|}}"], "a reference of the released content"),
        "bracket": snippet("[", [f"[${{1|{levels}|}}; @${{2|{references}|}}]"], "evidence level and reference"),
        "statement": snippet("- s", [f"- ${{1:Statement}}. [${{2|{levels}|}}; @${{3|{references}|}}]"], "a statement"),
        "misconception": snippet(
            "- m", [f"- ${{1:What people often hear}}. → ${{2:What is known instead}}. [@${{3|{references}|}}]"],
            "a misconception, and what is known instead",
        ),
        "relation": snippet(
            "rel",
            [f"${{1|{','.join(STATED_KINDS)}|}}:", f'  ${{2|{terms}|}}: "${{3:One sentence}}. [${{4|{bases}|}}]"'],
            "a relation to another term, with its reason",
        ),
        "not a diagnosis": snippet(
            "informal", ["This is an informal name for an experience. It is not a diagnosis."], "the fixed sentence"
        ),
    }  # fmt: skip
