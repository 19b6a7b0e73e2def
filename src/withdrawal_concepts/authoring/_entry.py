"""An entry: YAML front matter, then prose under fixed headings, as plain data for its record.

The shape of each kind of entry is described in the documentation (reference, file format).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from withdrawal_concepts._convert import Json, Path
from withdrawal_concepts._findings import Finding
from withdrawal_concepts._model import BASES, EVIDENCE_LEVELS
from withdrawal_concepts._text import nearest
from withdrawal_concepts.authoring._bracket import Bracket, split_bracket
from withdrawal_concepts.authoring._draft import Draft, PublicText
from withdrawal_concepts.authoring._markdown import Block, Unsupported, read_body
from withdrawal_concepts.authoring._yaml import FrontMatterError, read_front_matter

STATED_KINDS = ("broader", "related", "leads_to", "reinforces", "contrasts_with", "eased_by")
"""The directions that authors write; the others are derived."""

TOMBSTONE_KEYS = frozenset({"moved_to", "merged_into", "split_into", "retired", "consider"})
WITH_TOMBSTONES = ("terms", "sections")
HEADINGS = {
    "Definition": "definition",
    "Origin": "origin",
    "Example": "example",
    "What research says": "statements",
    "Misconceptions": "misconceptions",
    "What may help": "what_helps",
}


def entry_fields(draft: Draft) -> dict[str, Any] | None:
    """Return the fields of the record as plain data, or None where the file cannot be read that far."""
    lines = draft.raw.split("\n")
    if lines[0].rstrip() != "---":
        draft.report("E102", "the file does not start with front matter", "start it with a line ---", line=1)
        return None
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if end is None:
        draft.report("E102", "the front matter has no end", "close it with a line ---", line=1)
        return None
    try:
        front = read_front_matter("\n".join(lines[1:end]), first_line=2)
    except FrontMatterError as error:
        finding = Finding(draft.path, error.line, error.column, "E102", error.message, error.suggestion)
        draft.findings.append(finding)
        front = None
    draft.positions = front.positions if front else {}
    blocks = list(_blocks(draft, "\n".join(lines[end + 1 :]), end + 2))
    body = {"terms": _term_body, "sections": _section_body, "articles": _article_body, "notices": _notice_body}
    if front is None:
        if blocks:  # what is wrong with the body is said at once
            body[draft.kind](draft, blocks)
        return None
    if draft.kind in WITH_TOMBSTONES and TOMBSTONE_KEYS & front.data.keys():
        return _tombstone(draft, front.data, blocks)
    fields = dict(front.data)
    lines_of_keys = {path[0]: line for path, (line, _) in front.positions.items() if len(path) == 1}
    prose = body[draft.kind](draft, blocks)
    for name in sorted(prose.keys() & fields.keys()):
        message = f"'{name}' does not stand in the front matter"
        draft.report("E103", message, "move it below the second ---", line=lines_of_keys[name])
    fields |= prose
    if isinstance(position := fields.get("position"), str) and position.isascii() and position.isdigit():
        fields["position"] = int(position[:9])  # every scalar of the front matter is text
    if "relations" in fields:
        fields["relations"] = list(_relations(draft, fields["relations"]))
    if isinstance(fields.get("summary"), str):
        draft.texts.append(PublicText("summary", fields["summary"], draft.where(("summary",))[0]))
    return fields


def _blocks(draft: Draft, text: str, first_line: int) -> Iterator[Block]:
    for block in read_body(text, first_line):
        if isinstance(block, Unsupported):
            hint = "## and a space before a heading" if "heading" in block.what else "plain paragraphs and '- ' bullets"
            draft.report("E105", f"{block.what} is not used here", hint, line=block.line)
        else:
            yield block


def _tombstone(draft: Draft, data: dict[str, Any], blocks: list[Block]) -> dict[str, Any]:
    if blocks:
        draft.report(
            "E606", "an id that went away keeps front matter only", "delete the text below it", line=blocks[0].line
        )
    return data


def _by_heading(
    draft: Draft, blocks: list[Block], headings: dict[str, str], optional: set[str]
) -> dict[str, list[Block]]:
    """Return field -> the blocks below its heading; what stands elsewhere is found and left out."""
    found: dict[str, list[Block]] = {}
    order = list(headings.values())
    unknown: list[Block] = []
    current: list[Block] | None = None
    for block in map(_heading_without_space(draft), blocks):
        if block.kind == "heading":
            if block.text not in headings:
                unknown.append(block)
            current = _start(draft, block, headings, order, found)
        elif current is None:
            hint = f"start with '## {next(iter(headings))}'"
            draft.report("E104", "text stands before the first heading", hint, line=block.line)
            current = []  # one finding for all of it
        else:
            current.append(block)
    missing = [name for name in order if not found.get(name) and name not in optional]
    for block in unknown:
        names = {heading: name for heading, name in headings.items() if name not in found}
        close = nearest(block.text.strip(": ").title(), list(names), 1) or nearest(block.text, list(names), 1)
        meant = close[0] if close else next((h for h, name in names.items() if [name] == missing), "")
        if names.get(meant) in missing:  # one mistake: this heading stands for the one that is not there
            missing.remove(names[meant])
            draft.set_aside((names[meant],))
        hint = f"did you mean '## {meant}'?" if meant else "headings: " + ", ".join(headings)
        draft.report("E104", f"'## {block.text}' is not a heading of an entry", hint, line=block.line)
    for heading, name in headings.items():
        if name in missing:
            if name not in found:
                draft.set_aside((order[max(0, order.index(name) - 1)],))  # what belongs below it may stand there
            hint = f"add a line '## {heading}' and text below it"
            draft.report("E104", f"'## {heading}' is missing or empty", hint, at=(name,))
    return found


def _heading_without_space(draft: Draft) -> Callable[[Block], Block]:
    def seen(block: Block) -> Block:
        match = re.match(r"##(?=\w)", block.text) if block.kind == "paragraph" else None
        if match is None:
            return block
        words = block.text[2:]
        draft.report("E104", "a space is missing after '##'", f"## {words[:40]}", line=block.line)
        return Block("heading", words, block.line)

    return seen


def _start(
    draft: Draft, block: Block, headings: dict[str, str], order: list[str], found: dict[str, list[Block]]
) -> list[Block]:
    """Return where the text below a heading goes: into *found*, or nowhere if the heading is wrong."""
    name = headings.get(block.text)
    if name is None:
        return []
    if name in found:
        draft.report("E104", f"'## {block.text}' stands here twice", "put both texts below one", line=block.line)
        return []
    if found and order.index(name) < max(order.index(other) for other in found):
        draft.report("E104", f"'## {block.text}' stands too late", "order: " + ", ".join(headings), line=block.line)
    draft.positions[name,] = (block.line, 1)
    return found.setdefault(name, [])


def _term_body(draft: Draft, blocks: list[Block]) -> dict[str, Any]:
    found = _by_heading(draft, blocks, HEADINGS, {"origin"})
    fields: dict[str, Any] = {}
    for name in ("definition", "example"):
        fields[name] = [_public(draft, name, n, block, "paragraph") for n, block in enumerate(found.get(name, []))]
    for name in ("statements", "what_helps"):
        fields[name] = [_statement(draft, name, n, block, "bullet") for n, block in enumerate(found.get(name, []))]
    fields["misconceptions"] = [
        _misconception(draft, n, block) for n, block in enumerate(found.get("misconceptions", []))
    ]
    if origin := found.get("origin"):
        draft.positions["origin",] = (origin[0].line, 1)
        read = _bracket(draft, " ".join(block.text for block in origin), (), "[@family-2020]", ("origin",))
        draft.texts.append(PublicText("origin", read.text, origin[0].line))
        fields["origin"] = {"text": read.text, "references": list(read.references)}
    return fields


def _section_body(draft: Draft, blocks: list[Block]) -> dict[str, Any]:
    for block in blocks:
        if block.kind == "heading":
            draft.report("E104", "a section has no headings", "leave the heading out", line=block.line)
    texts = [block for block in blocks if block.kind != "heading"]
    if not texts:
        draft.report("E104", "the section has no text", "add paragraphs below the front matter")
    return {"paragraphs": [_statement(draft, "paragraphs", n, block, "paragraph") for n, block in enumerate(texts)]}


def _article_body(draft: Draft, blocks: list[Block]) -> dict[str, Any]:
    found = _by_heading(draft, blocks, {"Lead": "lead"}, set())
    return {"lead": [_statement(draft, "lead", n, block, "paragraph") for n, block in enumerate(found.get("lead", []))]}


def _notice_body(draft: Draft, blocks: list[Block]) -> dict[str, Any]:
    if not blocks:
        draft.report("E104", "the notice has no text", "add paragraphs below the front matter")
    return {"paragraphs": [_public(draft, "paragraphs", n, block, "paragraph") for n, block in enumerate(blocks)]}


def _public(draft: Draft, name: str, number: int, block: Block, wanted: str) -> str:
    if block.kind != wanted:
        hint = "start the line with '- '" if wanted == "bullet" else "leave the '- ' or '## ' out"
        draft.report("E105", f"a {wanted} is needed here, not a {block.kind}", hint, line=block.line)
    draft.positions[name, number] = (block.line, 1)
    draft.texts.append(PublicText(name, block.text, block.line))
    return block.text


def _bracket(draft: Draft, text: str, firsts: Sequence[str], example: str, at: Path) -> Bracket:
    """Return the parts of *text*; what is wrong with its bracket is found at *at*, and nothing more said of it."""
    read = split_bracket(text, firsts, example)
    if read.problem:
        draft.report("E107", read.problem, read.suggestion, at=at)
    return read


def _statement(draft: Draft, name: str, number: int, block: Block, wanted: str) -> dict[str, Any]:
    draft.positions[name, number] = (block.line, 1)
    read = _bracket(draft, block.text, EVIDENCE_LEVELS, "[limited; @family-2020]", (name, number))
    _public(draft, name, number, Block(block.kind, read.text, block.line), wanted)
    return {"text": read.text, "evidence": read.first or "none", "references": list(read.references)}


def _misconception(draft: Draft, number: int, block: Block) -> dict[str, Any]:
    at: Path = ("misconceptions", number)
    draft.positions[at] = (block.line, 1)
    read = _bracket(draft, block.text, (), "[@family-2020]", at)
    claim, arrow, correction = read.text.replace("->", "→").partition("→")
    if not arrow:
        draft.report(
            "E107", "the arrow is missing", "What people often hear. → What is known instead. [@a-2020]", at=at
        )
        correction = claim  # so that it is not called empty as well
    if block.kind != "bullet":
        draft.report("E105", f"a bullet is needed here, not a {block.kind}", "start the line with '- '", at=at)
    draft.texts += [PublicText("misconceptions", part.strip(), block.line) for part in (claim, correction)]
    return {"claim": claim.strip(), "correction": correction.strip(), "references": list(read.references)}


def _relations(draft: Draft, relations: Json) -> Iterator[dict[str, Any]]:
    if not isinstance(relations, dict):
        draft.report(
            "E103",
            "relations are groups of keys",
            "relations:\n  broader:\n    other-term: Reason. [theory]",
            at=("relations",),
        )
        return
    number = 0
    for kind, below in relations.items():
        targets: Json = below
        at: Path = ("relations", kind)
        if kind not in STATED_KINDS:
            draft.report(
                "E309", f"'{kind}' is not a relation that is written", "kinds: " + ", ".join(STATED_KINDS), at=at
            )
            continue
        if not isinstance(targets, dict):
            draft.report("E103", f"below '{kind}' stand target ids with reasons", "other-term: Reason. [theory]", at=at)
            continue
        for target, reason in targets.items():
            if not isinstance(reason, str) or not reason.strip():
                message = f"there is no reason for '{target}'"
                draft.report("E107", message, "one sentence with its bracket: Reason. [theory]", at=(*at, target))
                continue
            place = draft.where((*at, target))
            draft.positions["relations", number] = place
            read = _bracket(draft, reason, BASES, "[theory; @family-2020]", ("relations", number))
            number += 1
            draft.texts.append(PublicText("relations", read.text, place[0]))
            yield {
                "source": draft.id,
                "kind": kind,
                "target": target,
                "reason": read.text,
                "basis": read.first or "inference",
                "references": list(read.references),
            }
