"""Coverage-guided fuzzing of what reads an entry: any bytes give findings, and mending twice is mending once.

Run by hand, not by CI (``python -m pip install atheris``)::

    python tests/fuzz/fuzz_reader.py -max_total_time=300 -max_len=4000 -timeout=20

It starts from the entries of the mini folder and keeps what it learns in ``build/fuzz``.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["withdrawal_concepts.authoring", "yaml", "markdown_it"]):
    from withdrawal_concepts.authoring._catalogue import rules
    from withdrawal_concepts.authoring._fix import fixed
    from withdrawal_concepts.authoring._reader import read_draft, read_text

ROOT = Path(__file__).parents[2]
KINDS = ("terms", "sections", "articles", "notices", "references")
CODES = frozenset(rules())


def one(data: bytes) -> None:
    """Read the bytes as a file of the kind that the first byte chooses."""
    if not data:
        return
    kind, data = KINDS[data[0] % len(KINDS)], data[1:]
    with tempfile.NamedTemporaryFile(suffix=".md") as file:
        file.write(data)
        file.flush()
        draft = read_draft(kind, Path(file.name), "x.md")
    assert {finding.code for finding in draft.findings} <= CODES
    lost = draft.record is None and draft.redirect is None
    assert not lost or any(finding.severity == "error" for finding in draft.findings)
    text = data.decode("utf-8", "replace")
    once = fixed(kind, text)
    assert fixed(kind, once) == once
    before, after = read_text(kind, "x", text, "x"), read_text(kind, "x", once, "x")
    assert before.record is None or after.record is not None


def main() -> None:
    corpus = ROOT / "build" / "fuzz"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, kind in enumerate(KINDS):
        for path in (ROOT / "tests/data/mini/content" / kind).iterdir():
            (corpus / f"{kind}-{path.stem}").write_bytes(bytes([number]) + path.read_bytes())
    atheris.Setup([*sys.argv, str(corpus)], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
