"""Finds the terms of the glossary in every text of a folder, in parallel, with Dask.

    python tag_corpus.py FOLDER OUTPUT

Reads the ``*.txt`` files below FOLDER (UTF-8) and writes JSON lines into OUTPUT, one file for each part of the work and
one line for each mention. It uses the processors of this machine; that is what was tried. Where a
``dask.distributed.Client`` is connected, Dask sends the work to that cluster.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import dask.bag

import withdrawal_concepts as wc

FILES_IN_A_PART = 200


def rows(paths: Iterable[Path], glossary: wc.Glossary) -> Iterator[dict[str, Any]]:
    """Yield a row for each mention in these files.

    The glossary travels to a worker as its version number, a few bytes. There it is loaded once, however many parts
    of the work the process takes on, and so is what finds mentions.
    """
    for path in paths:
        text = path.read_text(encoding="utf-8")
        for mention in glossary.mentions(text):
            row = {"file": str(path), "start": mention.start, "end": mention.end, "term": mention.term_id}
            yield {**row, "content": glossary.version}


def tagged(paths: Iterable[Path], glossary: wc.Glossary) -> dask.bag.Bag:
    """Return the rows of all files, not computed yet."""
    parts = dask.bag.from_sequence(sorted(paths), partition_size=FILES_IN_A_PART)
    return parts.map_partitions(rows, glossary)


def main(folder: str, output: str) -> None:
    """Tag the texts below *folder*, and say which files were written."""
    lines = tagged(Path(folder).rglob("*.txt"), wc.load("1.0.0")).map(json.dumps)
    for path in lines.to_textfiles(str(Path(output) / "*.jsonl")):
        sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("python tag_corpus.py FOLDER OUTPUT")
    main(*sys.argv[1:])
